import Core
import Measurement
import Topology

/// What a node believes of the others, and its word to the results whenever it changes its mind.
struct Beliefs {
    let view: View
    /// Nothing is noticed while it is not known.
    var measurementStart: Instant?

    /// A node that believes in itself alone.
    init(of id: NodeID, nodeCount: Int, measurementStart: Instant?) {
        view = View(nodeCount: nodeCount)
        view[id] = .up
        self.measurementStart = measurementStart
    }

    subscript(node: NodeID) -> Belief { view[node] }

    mutating func believe(
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
}
