import Core
import Measurement
import Topology

/// Believes silence: a neighbour of which nothing is heard for `misses` periods is down.
///
/// Every frame counts, and so does a new connection; a heartbeat goes only to a neighbour to which
/// nothing was sent for a period. The links' first heartbeats are spread over a period by chance.
/// Timers are never taken back: one that comes too early is set again to when it should have come.
final class HeartbeatDetector: FailureDetector {
    private let setting: Detection.Heartbeat
    private let id: NodeID
    private let topology: any Topology
    private var random: SeededRandom
    private var lastSent: [Instant]
    private var lastHeard: [Instant]
    /// Said goodbye, and not connected anew: what still comes from it is no sign that it stays.
    private var hasLeft: [Bool]

    init(
        _ setting: Detection.Heartbeat, at id: NodeID, in topology: any Topology, seed: UInt64
    ) {
        self.setting = setting
        self.id = id
        self.topology = topology
        random = SeededRandom(seed: seed, path: Detection.stream, UInt64(id.position))
        let longAgo = Instant(nanoseconds: .min / 2)
        lastSent = Array(repeating: longAgo, count: topology.members.count)
        lastHeard = lastSent
        hasLeft = Array(repeating: false, count: topology.members.count)
    }

    private var longestSilence: Nanoseconds {
        setting.periodNanoseconds * Nanoseconds(setting.misses)
    }

    func begin(_ beliefs: Beliefs, at now: Instant, into effects: inout Effects) {
        stopped(at: now)
        for node in topology.neighbors(of: id) {
            let phase = random.next(below: UInt64(setting.periodNanoseconds))
            effects.wake(timer(.heartbeat, node), at: now + Nanoseconds(phase))
            effects.wake(timer(.silence, node), at: now + longestSilence)
        }
    }

    func connected(
        _ node: NodeID, _ beliefs: inout Beliefs, at now: Instant, into effects: inout Effects
    ) {
        lastHeard[node.position] = now
        hasLeft[node.position] = false
        guard beliefs[node] != .up else { return }
        beliefs.believe(.up, of: node, because: .connected, at: now, into: &effects)
    }

    func heard(
        _ message: Message, from node: NodeID, _ beliefs: inout Beliefs, at now: Instant,
        into effects: inout Effects
    ) {
        lastHeard[node.position] = now
        guard beliefs[node] != .up, !hasLeft[node.position] else { return }
        beliefs.believe(.up, of: node, because: .answered, at: now, into: &effects)
    }

    func left(
        _ node: NodeID, _ beliefs: inout Beliefs, at now: Instant, into effects: inout Effects
    ) {
        hasLeft[node.position] = true
        beliefs.believe(.down, of: node, because: .left, at: now, into: &effects)
    }

    let heedsSending = true

    func sent(_ effects: Slice<ReusedList<Effect>>, at now: Instant) {
        for effect in effects {
            if case .send(_, let receiver) = effect { lastSent[receiver.position] = now }
        }
    }

    func fire(
        _ timer: Timer, due: Instant, _ beliefs: inout Beliefs, at now: Instant,
        into effects: inout Effects
    ) {
        let node = NodeID(Int(timer.number))
        switch timer.purpose {
        case .heartbeat: beat(to: node, due: due, at: now, into: &effects)
        case .silence: listen(for: node, &beliefs, at: now, into: &effects)
        default: break
        }
    }

    func stopped(at now: Instant) {
        for index in lastHeard.indices { lastHeard[index] = now }
    }

    private func beat(to node: NodeID, due: Instant, at now: Instant, into effects: inout Effects) {
        var next = lastSent[node.position] + setting.periodNanoseconds
        if next <= now {
            var heartbeat = Message(
                .heartbeat, operation: OperationID(participant: 0, sequence: 0), key: 0)
            heartbeat.isBackground = true
            effects.send(heartbeat, to: node)
            next = now + setting.periodNanoseconds
        }
        effects.wake(timer(.heartbeat, node), at: next)
    }

    private func listen(
        for node: NodeID, _ beliefs: inout Beliefs, at now: Instant, into effects: inout Effects
    ) {
        var next = lastHeard[node.position] + longestSilence
        if next <= now {
            beliefs.believe(.down, of: node, because: .heartbeat, at: now, into: &effects)
            next = now + longestSilence
        }
        effects.wake(timer(.silence, node), at: next)
    }

    private func timer(_ purpose: Timer.Purpose, _ node: NodeID) -> Timer {
        Timer(purpose, number: UInt32(node.position))
    }
}
