import Core
import Testing
import Topology

/// How many keys each node is the first holder of.
private func load(of placement: Placement, keys: Int, nodes: Int) -> [Int] {
    var counts = Array(repeating: 0, count: nodes)
    for key in 0..<Key(keys) { counts[placement.holder(of: key, rank: 0).position] += 1 }
    return counts
}

@Suite("Placement by consistent hashing")
struct PlacementTests {
    /// What 128 points per node give: mean, 5th and 95th percentile of the largest share over the
    /// mean share, from simulated rings.
    static let rings = [
        (nodes: 10, lowest: 1.0763, highest: 1.2233),
        (nodes: 20, lowest: 1.1090, highest: 1.2641),
        (nodes: 50, lowest: 1.1510, highest: 1.3121),
    ]

    /// With V points per node the share of a node varies by sqrt((1 - 1/N) / (V + 1/N)); drawing K
    /// keys adds (N - 1) / K to its square.
    @Test("Keys spread as unevenly as theory says, and no more", arguments: rings)
    func spread(nodes: Int, lowest: Double, highest: Double) {
        let keys = 40_000
        let counts = load(
            of: Placement(keys: keys, nodes: nodes, holdersPerKey: 1), keys: keys, nodes: nodes)
        let mean = Double(keys) / Double(nodes)
        let variance = counts.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
        let variation = (variance / Double(nodes)).squareRoot() / mean
        let n = Double(nodes)
        let expected = ((1 - 1 / n) / (128 + 1 / n) + (n - 1) / Double(keys)).squareRoot()
        // Three standard errors of a standard deviation over N nodes.
        #expect(abs(variation / expected - 1) < 3 / (2 * (n - 1)).squareRoot())
        let largest = Double(counts.max() ?? 0) / mean
        #expect(largest >= lowest && largest <= highest, "the largest share is \(largest)")
    }

    @Test("A peer more takes its share of the keys, and no other key moves", arguments: [4, 9, 16])
    func addingAPeer(nodes: Int) {
        let keys = 20_000
        let before = Placement(keys: keys, nodes: nodes, holdersPerKey: 1)
        let after = Placement(keys: keys, nodes: nodes + 1, holdersPerKey: 1)
        var moved = 0
        for key in 0..<Key(keys)
        where after.holder(of: key, rank: 0) != before.holder(of: key, rank: 0) {
            moved += 1
            #expect(after.holder(of: key, rank: 0) == NodeID(nodes))
        }
        // The new share varies by 9 %, as any; four times that.
        let share = Double(moved) / (Double(keys) / Double(nodes + 1))
        #expect(abs(share - 1) < 0.36, "\(moved) of \(keys) keys moved")
    }

    @Test("A peer more replaces at most one of a key's holders, and keeps the others in order")
    func addingAPeerToReplicas() {
        let before = Placement(keys: 5_000, nodes: 8, holdersPerKey: 3)
        let after = Placement(keys: 5_000, nodes: 9, holdersPerKey: 3)
        for key in 0..<Key(5_000) {
            let old = (0..<3).map { before.holder(of: key, rank: $0) }
            let kept = (0..<3).map { after.holder(of: key, rank: $0) }.filter { $0 != NodeID(8) }
            #expect(kept == Array(old.prefix(kept.count)))
            #expect(kept.count >= 2)
        }
    }

    @Test("The second holder of a node's keys is not always the same other node")
    func successors() {
        let placement = Placement(keys: 5_000, nodes: 10, holdersPerKey: 2)
        var seconds: Set<NodeID> = []
        for key in 0..<Key(5_000) where placement.holder(of: key, rank: 0) == NodeID(0) {
            seconds.insert(placement.holder(of: key, rank: 1))
        }
        #expect(seconds.count == 9)
    }
}
