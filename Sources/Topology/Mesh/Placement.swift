package import Core

/// Which nodes hold which key: consistent hashing with virtual nodes (Karger 1997).
///
/// Each node stands at `pointsPerNode` places of a ring; a key's holders are the first distinct
/// nodes at and after the key's own place. More points spread keys more evenly: the share of a node
/// varies by about 1 / sqrt(points), here 9 %.
package struct Placement: Sendable {
    package static let pointsPerNode = 128
    /// Nodes of a key's order of preference, its holders included; later ones never get a key.
    package static let longestOrder = 64

    private let holdersPerKey: Int
    /// Holders by key and rank, looked up once for all keys.
    private let holders: [NodeID]
    /// Who comes after a key's holders is looked up when it is asked for.
    private let ring: Ring

    package init(keys: Int, nodes: Int, holdersPerKey: Int) {
        ring = Ring(nodes: nodes)
        var holders: [NodeID] = []
        holders.reserveCapacity(keys * holdersPerKey)
        for key in 0..<keys {
            ring.visit(Key(key), upTo: holdersPerKey) { _, node in
                holders.append(node)
                return true
            }
        }
        self.holdersPerKey = holdersPerKey
        self.holders = holders
    }

    package func holder(of key: Key, rank: Int) -> NodeID {
        holders[Int(key) * holdersPerKey + rank]
    }

    /// Shows the nodes at and after a key's place, each once, until `visit` returns false.
    package func visitOrder(of key: Key, _ visit: (_ rank: Int, NodeID) -> Bool) {
        for rank in 0..<holdersPerKey where !visit(rank, holder(of: key, rank: rank)) { return }
        ring.visit(key, upTo: Self.longestOrder) { rank, node in
            rank < holdersPerKey || visit(rank, node)
        }
    }
}

/// The hash ring itself.
private struct Ring {
    private struct Point {
        var place: UInt64
        var node: NodeID
    }

    private let points: [Point]
    private let nodes: Int

    init(nodes: Int) {
        var points: [Point] = []
        points.reserveCapacity(nodes * Placement.pointsPerNode)
        for node in 0..<nodes {
            for number in 0..<Placement.pointsPerNode {
                let label = UInt64(node) << 32 | UInt64(number)
                points.append(
                    Point(place: SplitMix64(state: label ^ Self.nodeSalt).mixed, node: NodeID(node))
                )
            }
        }
        self.points = points.sorted { ($0.place, $0.node) < ($1.place, $1.node) }
        self.nodes = nodes
    }

    /// Shows a key's first distinct nodes, clockwise, at most `Placement.longestOrder`, until `visit`
    /// returns false.
    func visit(_ key: Key, upTo count: Int, _ visit: (_ rank: Int, NodeID) -> Bool) {
        var seen = InlineArray<64, NodeID>(repeating: NodeID(-1))
        var rank = 0
        var index = firstPoint(atOrAfter: SplitMix64(state: UInt64(key) ^ Self.keySalt).mixed)
        while rank < min(count, nodes) {
            let node = points[index].node
            index = (index + 1) % points.count
            if (0..<rank).contains(where: { seen[$0] == node }) { continue }
            guard visit(rank, node) else { return }
            seen[rank] = node
            rank += 1
        }
    }

    private func firstPoint(atOrAfter place: UInt64) -> Int {
        var low = 0
        var high = points.count
        while low < high {
            let middle = (low + high) / 2
            if points[middle].place < place { low = middle + 1 } else { high = middle }
        }
        return low % points.count
    }

    /// Keys and nodes are hashed apart, so that key 5 does not lie where node 5's point does.
    private static let nodeSalt: UInt64 = 0x6E6F_6465_0000_0000
    private static let keySalt: UInt64 = 0x6B65_7900_0000_0000
}
