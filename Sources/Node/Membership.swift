import Core
import Measurement
import Topology

/// The part that knows who is up: by connections and by what arrives over them.
///
/// A lost connection marks a node down at once; an attempt that ran out of time only makes it
/// suspected, until it connects or answers again. The end that dialed dials again, after a wait that
/// doubles from try to try and is drawn between nothing and its full length, so that a returning
/// node is not met by all at one instant.
final class Membership {
    let id: NodeID
    let view: View
    private let topology: any Topology
    private var isDialer: [Bool]
    private var failedDials: [Int]
    private var random: SeededRandom
    private var measurementStart: Instant?

    static let shortestRedialNanoseconds: Nanoseconds = .milliseconds(10)
    static let longestRedialNanoseconds: Nanoseconds = .milliseconds(160)

    init(
        _ id: NodeID, in topology: any Topology, settings: NodeSettings, measurementStart: Instant?
    ) {
        self.id = id
        self.topology = topology
        self.measurementStart = measurementStart
        let count = topology.members.count
        view = View(nodeCount: count)
        isDialer = Array(repeating: false, count: count)
        failedDials = Array(repeating: 0, count: count)
        random = SeededRandom(seed: settings.seed, path: UInt64(id.position))
        view[id] = .up
    }

    func begin(_ start: Instant) { measurementStart = start }

    func dialAll(into effects: inout Effects) {
        for node in topology.dials(of: id) {
            isDialer[node.position] = true
            effects.dial(node)
        }
    }

    func connected(_ node: NodeID, at now: Instant, into effects: inout Effects) {
        failedDials[node.position] = 0
        believe(.up, of: node, because: .connected, at: now, into: &effects)
    }

    func lost(_ node: NodeID, at now: Instant, into effects: inout Effects) {
        believe(.down, of: node, because: .reset, at: now, into: &effects)
        scheduleRedial(node, at: now, into: &effects)
    }

    func dialFailed(_ node: NodeID, at now: Instant, into effects: inout Effects) {
        failedDials[node.position] += 1
        scheduleRedial(node, at: now, into: &effects)
    }

    func redial(_ node: NodeID, into effects: inout Effects) {
        if view[node] == .down { effects.dial(node) }
    }

    /// Anything that arrives from a node clears a suspicion.
    func heard(from node: NodeID, at now: Instant, into effects: inout Effects) {
        guard case .suspected = view[node] else { return }
        believe(.up, of: node, because: .answered, at: now, into: &effects)
    }

    /// An attempt at a node has run out of time.
    func suspect(_ node: NodeID, at now: Instant, into effects: inout Effects) {
        guard view[node] == .up, node != id else { return }
        believe(.suspected, of: node, because: .attemptTimeout, at: now, into: &effects)
    }

    private func believe(
        _ belief: Belief, of node: NodeID, because how: Notice.How, at now: Instant,
        into effects: inout Effects
    ) {
        let before = view[node]
        view[node] = belief
        guard let start = measurementStart, (before == .up) != (belief == .up) else { return }
        effects.notice(
            Notice(
                atNanoseconds: now - start, node: node.index, believedUp: belief == .up, how: how))
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
