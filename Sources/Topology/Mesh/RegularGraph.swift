import Core

/// A connected random graph in which every node has the same number of links.
///
/// It starts as a ring with chords and swaps the ends of links drawn at random, which leaves each node
/// as many as it had, until they are well mixed and hang together (Viger and Latapy, Efficient and
/// Simple Generation of Random Simple Connected Graphs with Prescribed Degree Sequence, COCOON 2005).
/// Where nodes and degree are both odd, no such graph exists: one node has a link less.
struct RegularGraph {
    private var links: [(Int, Int)] = []
    private(set) var neighbors: [[Int]]

    /// Tries per link, before the graph counts as mixed.
    private static let swapsPerLink = 10

    /// `degree` is at least 2 and below `nodes` - 1.
    init(nodes: Int, degree: Int, random: inout SeededRandom) {
        neighbors = Array(repeating: [], count: nodes)
        let names = (0..<nodes).shuffled(using: &random)
        for step in 1...(degree / 2) {
            for place in 0..<nodes { link(names[place], names[(place + step) % nodes]) }
        }
        if degree % 2 == 1 {
            for place in 0..<(nodes / 2) { link(names[place], names[place + nodes / 2]) }
        }
        repeat {
            for _ in 0..<(Self.swapsPerLink * links.count) { swap(&random) }
        } while !isConnected
    }

    private mutating func link(_ one: Int, _ other: Int) {
        links.append((one, other))
        neighbors[one].append(other)
        neighbors[other].append(one)
    }

    /// Makes a-b and c-d into a-d and c-b, unless a node would be linked to itself or twice to another.
    private mutating func swap(_ random: inout SeededRandom) {
        let first = Int(random.next(below: UInt64(links.count)))
        let second = Int(random.next(below: UInt64(links.count)))
        let (a, b) = links[first]
        let (c, d) = random.next(below: 2) == 0 ? links[second] : (links[second].1, links[second].0)
        guard a != d, c != b, a != c, b != d, !neighbors[a].contains(d), !neighbors[c].contains(b)
        else { return }
        links[first] = (a, d)
        links[second] = (c, b)
        replace(b, by: d, at: a)
        replace(a, by: c, at: b)
        replace(d, by: b, at: c)
        replace(c, by: a, at: d)
    }

    private mutating func replace(_ old: Int, by new: Int, at node: Int) {
        neighbors[node] = neighbors[node].map { $0 == old ? new : $0 }
    }

    private var isConnected: Bool {
        var isFound = Array(repeating: false, count: neighbors.count)
        isFound[0] = true
        var found = [0]
        while let node = found.popLast() {
            for other in neighbors[node] where !isFound[other] {
                isFound[other] = true
                found.append(other)
            }
        }
        return !isFound.contains(false)
    }
}
