package import Core

/// The links of an arm in which not everybody has a link to everybody: nodes pass on for each other
/// what is meant for others.
///
/// The same at every node: who has links to whom is known to all from the start.
package struct Overlay: Sendable, Equatable {
    /// Each node's neighbours, by node order; of equally short ways, the first here is taken.
    package let neighbors: [[NodeID]]
    /// For each link of each node, where the other end lists it.
    package let listedAt: [[Int]]

    /// Every link stands in the lists of both its ends.
    package init(neighbors: [[NodeID]]) {
        self.neighbors = neighbors
        listedAt = neighbors.indices.map { node in
            neighbors[node].map { other in
                guard let index = neighbors[other.position].firstIndex(of: NodeID(node)) else {
                    preconditionFailure("\(other) does not know of its link to \(node)")
                }
                return index
            }
        }
    }

    package func isLinked(_ one: NodeID, _ other: NodeID) -> Bool {
        neighbors[one.position].contains(other)
    }

    /// How many links lie between a node and each other one, by breadth-first search; nil where no way
    /// leads.
    ///
    /// `passes` tells whether the link from the first to the second is of use.
    package func distances(
        from origin: NodeID, where passes: (NodeID, NodeID) -> Bool = { _, _ in true }
    ) -> [Int?] {
        var distances = [Int?](repeating: nil, count: neighbors.count)
        distances[origin.position] = 0
        var found = [origin]
        var next = 0
        while next < found.count {
            let node = found[next]
            next += 1
            for other in neighbors[node.position]
            where distances[other.position] == nil && passes(node, other) {
                distances[other.position] = (distances[node.position] ?? 0) + 1
                found.append(other)
            }
        }
        return distances
    }
}
