import Core
import Measurement
import Topology

/// How a node learns that another is gone: what happens goes in, beliefs and effects come out.
///
/// What a detector does not need, it leaves to the empty versions below. There are three:
/// `ConnectionDetector`, `HeartbeatDetector` and `SwimDetector`.
protocol FailureDetector: AnyObject {
    /// Everybody is connected, and the load begins.
    func begin(_ beliefs: Beliefs, at now: Instant, into effects: inout Effects)

    /// A connection stands, whoever dialed.
    func connected(
        _ node: NodeID, _ beliefs: inout Beliefs, at now: Instant, into effects: inout Effects)

    /// A connection is gone.
    func lost(
        _ node: NodeID, _ beliefs: inout Beliefs, at now: Instant, into effects: inout Effects)

    /// A node has said goodbye.
    func left(
        _ node: NodeID, _ beliefs: inout Beliefs, at now: Instant, into effects: inout Effects)

    /// Any message has arrived.
    func heard(
        _ message: Message, from node: NodeID, _ beliefs: inout Beliefs, at now: Instant,
        into effects: inout Effects)

    /// A request has gone unanswered for too long.
    func attemptTimedOut(
        at node: NodeID, _ beliefs: inout Beliefs, at now: Instant, into effects: inout Effects)

    /// What the whole node has just wanted done, messages among it.
    func sent(_ effects: Slice<ReusedList<Effect>>, at now: Instant)

    /// Whether `sent` does anything.
    var heedsSending: Bool { get }

    /// A timer of the detector's own has come.
    func fire(
        _ timer: Timer, due: Instant, _ beliefs: inout Beliefs, at now: Instant,
        into effects: inout Effects)

    /// The node itself stood still until now: nobody's silence meanwhile says anything.
    func stopped(at now: Instant)
}

extension FailureDetector {
    func begin(_ beliefs: Beliefs, at now: Instant, into effects: inout Effects) {}

    func lost(
        _ node: NodeID, _ beliefs: inout Beliefs, at now: Instant, into effects: inout Effects
    ) {}

    func left(
        _ node: NodeID, _ beliefs: inout Beliefs, at now: Instant, into effects: inout Effects
    ) {
        beliefs.believe(.down, of: node, because: .left, at: now, into: &effects)
    }

    func attemptTimedOut(
        at node: NodeID, _ beliefs: inout Beliefs, at now: Instant, into effects: inout Effects
    ) {}

    func sent(_ effects: Slice<ReusedList<Effect>>, at now: Instant) {}

    var heedsSending: Bool { false }

    func fire(
        _ timer: Timer, due: Instant, _ beliefs: inout Beliefs, at now: Instant,
        into effects: inout Effects
    ) {}

    func stopped(at now: Instant) {}
}

extension Detection {
    /// The detector of one node.
    func makeDetector(
        at id: NodeID, in topology: any Topology, seed: UInt64
    ) -> any FailureDetector {
        switch self {
        case .connection: ConnectionDetector()
        case .heartbeat(let setting):
            HeartbeatDetector(setting, at: id, in: topology, seed: seed)
        case .swim(let setting): SwimDetector(setting, at: id, in: topology, seed: seed)
        }
    }

    /// Sets what detectors decide by chance apart from all else that a node decides.
    static let stream: UInt64 = 0x6465_7465_6374
}
