import Core
import Measurement
import Topology

/// The part that knows who is up, and keeps the connections.
///
/// What to believe is for the failure detector alone, which is told of everything that could bear on
/// it. Connections are kept whatever is believed: the end that dialed a lost one dials again, after
/// a wait that doubles from try to try and is drawn between nothing and its full length, so that a
/// returning node is not met by all at one instant.
final class Membership {
    let id: NodeID
    private let topology: any Topology
    private let detector: any FailureDetector
    private var beliefs: Beliefs
    private var isConnected: [Bool]
    private var isDialer: [Bool]
    private var failedDials: [Int]
    private var random: SeededRandom
    private var isLeaving = false

    static let shortestRedialNanoseconds: Nanoseconds = .milliseconds(10)
    static let longestRedialNanoseconds: Nanoseconds = .milliseconds(160)

    init(
        _ id: NodeID, in topology: any Topology, settings: NodeSettings, measurementStart: Instant?
    ) {
        self.id = id
        self.topology = topology
        detector = settings.detection.makeDetector(at: id, in: topology, seed: settings.seed)
        let count = topology.members.count
        beliefs = Beliefs(of: id, nodeCount: count, measurementStart: measurementStart)
        isConnected = Array(repeating: false, count: count)
        isDialer = Array(repeating: false, count: count)
        failedDials = Array(repeating: 0, count: count)
        random = SeededRandom(seed: settings.seed, path: UInt64(id.position))
    }

    var view: View { beliefs.view }

    /// Those a message would reach, in node order.
    var connectedNodes: [NodeID] {
        isConnected.indices.filter { isConnected[$0] }.map { NodeID($0) }
    }
}

/// What could bear on a belief: the detector hears of it.
extension Membership {
    func begin(_ start: Instant, at now: Instant, into effects: inout Effects) {
        beliefs.measurementStart = start
        detector.begin(beliefs, at: now, into: &effects)
    }

    /// A message has arrived.
    func heard(
        _ message: Message, from node: NodeID, at now: Instant, into effects: inout Effects
    ) {
        guard !isLeaving else { return }
        detector.heard(message, from: node, &beliefs, at: now, into: &effects)
    }

    /// An attempt at a node has run out of time.
    func suspect(_ node: NodeID, at now: Instant, into effects: inout Effects) {
        guard node != id else { return }
        detector.attemptTimedOut(at: node, &beliefs, at: now, into: &effects)
    }

    /// What an event has made the node send.
    func sent(_ effects: Slice<ReusedList<Effect>>, at now: Instant) {
        detector.sent(effects, at: now)
    }

    /// Whether the detector wants to hear of what is sent.
    var heedsSending: Bool { detector.heedsSending }

    /// One of the detector's timers has come.
    func fire(_ timer: Timer, due: Instant, at now: Instant, into effects: inout Effects) {
        guard !isLeaving else { return }
        detector.fire(timer, due: due, &beliefs, at: now, into: &effects)
    }

    /// The node itself stood still: it has missed what the others said meanwhile.
    func stopped(at now: Instant) {
        detector.stopped(at: now)
    }
}

/// Connections, and dialing again.
extension Membership {
    func dialAll(into effects: inout Effects) {
        for node in topology.dials(of: id) {
            isDialer[node.position] = true
            effects.dial(node)
        }
    }

    func connected(_ node: NodeID, at now: Instant, into effects: inout Effects) {
        isConnected[node.position] = true
        failedDials[node.position] = 0
        detector.connected(node, &beliefs, at: now, into: &effects)
    }

    func lost(_ node: NodeID, at now: Instant, into effects: inout Effects) {
        isConnected[node.position] = false
        detector.lost(node, &beliefs, at: now, into: &effects)
        scheduleRedial(node, at: now, into: &effects)
    }

    /// A node has said goodbye.
    func left(_ node: NodeID, at now: Instant, into effects: inout Effects) {
        detector.left(node, &beliefs, at: now, into: &effects)
    }

    /// The node itself goes, and nothing that it held goes with it.
    func handedOver(at now: Instant, into effects: inout Effects) {
        guard let start = beliefs.measurementStart else { return }
        effects.notice(
            Notice(atNanoseconds: now - start, node: id.index, believedUp: true, how: .handedOver))
    }

    /// The node itself goes: it contradicts nobody who says so.
    func leave() { isLeaving = true }

    func dialFailed(_ node: NodeID, at now: Instant, into effects: inout Effects) {
        failedDials[node.position] += 1
        scheduleRedial(node, at: now, into: &effects)
    }

    func redial(_ node: NodeID, into effects: inout Effects) {
        if !isConnected[node.position] { effects.dial(node) }
    }

    private func scheduleRedial(_ node: NodeID, at now: Instant, into effects: inout Effects) {
        guard isDialer[node.position] else { return }
        let doublings = min(failedDials[node.position], 8)
        let longest = min(
            Self.shortestRedialNanoseconds << Int64(doublings), Self.longestRedialNanoseconds)
        let wait = Nanoseconds(random.next(below: UInt64(longest)))
        effects.wake(Timer(.redial, number: UInt32(node.position)), at: now + wait)
    }
}
