import Core
import Testing
import Topology

@Suite("A mesh in which each peer has so many links")
struct OverlayTests {
    private static func mesh(_ peers: Int, degree: Int, seed: UInt64 = 1) throws -> Mesh {
        try Mesh(
            TopologySetting(
                participants: peers, keys: 10, values: ["degree": degree, "replicas": 1],
                seed: seed))
    }

    @Test(
        "Every peer has exactly that many, no two to the same peer, and all hang together",
        arguments: [
            (4, 2), (5, 2), (6, 2), (6, 3), (6, 4), (7, 2), (7, 4), (16, 2), (16, 3), (16, 14),
            (20, 5), (21, 6), (50, 2), (64, 5), (101, 4), (300, 3),
        ])
    func regular(peers: Int, degree: Int) throws {
        for seed in 1...UInt64(5) {
            let topology = try Self.mesh(peers, degree: degree, seed: seed)
            let overlay = try #require(topology.overlay)
            for node in topology.members.indices.map({ NodeID($0) }) {
                let neighbors = overlay.neighbors[node.position]
                #expect(neighbors.count == degree)
                #expect(Set(neighbors).count == degree)
                #expect(!neighbors.contains(node))
                #expect(topology.neighbors(of: node) == neighbors.sorted())
                for (index, other) in neighbors.enumerated() {
                    let back = overlay.listedAt[node.position][index]
                    #expect(overlay.neighbors[other.position][back] == node)
                    #expect(topology.dials(of: node).contains(other) == (other < node))
                }
            }
            #expect(overlay.distances(from: NodeID(0)).allSatisfy { $0 != nil })
        }
    }

    @Test("With an odd number of both, one peer has a link less", arguments: [(5, 3), (21, 5)])
    func odd(peers: Int, degree: Int) throws {
        let counts = try #require(try Self.mesh(peers, degree: degree).overlay).neighbors
            .map(\.count).sorted()
        #expect(counts == [degree - 1] + Array(repeating: degree, count: peers - 1))
    }

    @Test("The same seed draws the same links, another one others")
    func seeds() throws {
        let first = try Self.mesh(20, degree: 5, seed: 7).overlay
        #expect(try Self.mesh(20, degree: 5, seed: 7).overlay == first)
        #expect(try Self.mesh(20, degree: 5, seed: 8).overlay != first)
    }

    @Test("Links are drawn evenly: over many seeds, any two peers are about as often linked")
    func even() throws {
        var linked = Array(repeating: 0, count: 36)
        for seed in 1...UInt64(1_800) {
            let overlay = try #require(try Self.mesh(6, degree: 3, seed: seed).overlay)
            for node in 0..<6 {
                for other in overlay.neighbors[node] { linked[node * 6 + other.position] += 1 }
            }
        }
        // Each of 15 pairs in 9 of 15 graphs: 1,080 of 1,800, with a deviation of 21.
        for node in 0..<6 {
            for other in 0..<6 where other != node {
                #expect(abs(linked[node * 6 + other] - 1_080) < 105, "\(node) and \(other)")
            }
        }
    }

    @Test("0, and as many links as there are others, is a full mesh", arguments: [0, 5, 6, 10_000])
    func full(degree: Int) throws {
        let topology = try Self.mesh(6, degree: degree)
        #expect(topology.overlay == nil)
        #expect(topology.neighbors(of: NodeID(2)).count == 5)
    }

    @Test("One link each leaves pairs, and the error says so")
    func pairs() throws {
        #expect(
            throws: TopologyContradiction(
                parameter: "degree", value: 1,
                expected: "at least 2, as with one link each 4 peers fall into pairs, "
                    + "or 0 for a full mesh")
        ) { try Self.mesh(4, degree: 1) }
        #expect(try Self.mesh(2, degree: 1).overlay == nil)
    }

    @Test("Distances count links, round those that are of no use")
    func distances() {
        let ring = Overlay(
            neighbors: (0..<5).map { [NodeID(($0 + 1) % 5), NodeID(($0 + 4) % 5)] })
        #expect(ring.distances(from: NodeID(0)) == [0, 1, 2, 2, 1])
        #expect(ring.distances(from: NodeID(0)) { $1 != NodeID(1) } == [0, nil, 3, 2, 1])
        #expect(
            ring.distances(from: NodeID(0)) { $1 != NodeID(1) && $1 != NodeID(3) }
                == [0, nil, nil, nil, 1])
        #expect(ring.isLinked(NodeID(4), NodeID(0)))
        #expect(!ring.isLinked(NodeID(4), NodeID(1)))
    }
}
