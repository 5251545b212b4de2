import Core

/// Whom to probe next: everybody in turn, in an order that is shuffled anew for each round.
///
/// So a member is probed by each other one at least once in two rounds, and not only on average.
struct ProbeOrder {
    private var nodes: [NodeID]
    private var position: Int

    init(_ nodes: [NodeID]) {
        self.nodes = nodes
        position = nodes.count
    }

    /// The next one that is wanted; nil when nobody is.
    mutating func next(
        using random: inout SeededRandom, where isWanted: (NodeID) -> Bool
    ) -> NodeID? {
        // The rest of this round and the whole of the next have everybody in them.
        for _ in 0..<2 * nodes.count {
            if position == nodes.count {
                nodes.shuffle(using: &random)
                position = 0
            }
            position += 1
            if isWanted(nodes[position - 1]) { return nodes[position - 1] }
        }
        return nil
    }
}
