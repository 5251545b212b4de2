/// Nodes in two groups between which nothing passes: who still reaches whom, exactly.
package struct PartitionedPairs: Sendable, Equatable {
    package let nodes: Int
    /// Nodes in the group that is cut off; in a star, from the server.
    package let cutOff: Int

    /// At least two nodes, a share of which is cut off, rounded to the nearest node.
    package init(nodes: Int, share: Double) {
        precondition((0...1).contains(share), "\(share) of \(nodes) nodes")
        self.init(nodes: nodes, cutOff: Int((share * Double(nodes)).rounded()))
    }

    /// At least two nodes, so many of which are cut off.
    package init(nodes: Int, cutOff: Int) {
        precondition(nodes >= 2 && (0...nodes).contains(cutOff), "\(cutOff) of \(nodes) nodes")
        self.nodes = nodes
        self.cutOff = cutOff
    }

    private var others: Int { nodes - cutOff }

    /// Ordered pairs of different nodes.
    package var pairs: Double { Self.ordered(nodes) }

    /// Ordered pairs of a full mesh that still reach each other.
    package var meshPairs: Double { Self.ordered(cutOff) + Self.ordered(others) }

    /// The share of the mesh's pairs that is kept.
    package var meshShare: Double { meshPairs / pairs }

    /// The share kept of very many nodes, of which this share is cut off: q² + (1 - q)².
    package static func limit(share: Double) -> Double {
        share * share + (1 - share) * (1 - share)
    }

    /// The share of a star's clients that the server still serves: its own group's.
    package var starServed: Double { Double(others) / Double(nodes) }

    /// The share of the pairs of a star's clients that the server can still bring together.
    package var starShare: Double { Self.ordered(others) / pairs }

    /// The share of the nodes that are with more than half of all: none of two equal halves.
    package var withMajority: Double {
        let larger = max(cutOff, others)
        return larger > nodes / 2 ? Double(larger) / Double(nodes) : 0
    }

    private static func ordered(_ count: Int) -> Double {
        Double(count) * (Double(count) - 1)
    }
}
