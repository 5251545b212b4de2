import Core
import Testing
import Topology

/// Four nodes; every key lies on nodes 1, 2 and 3, in that order of preference.
private struct Three: Topology {
    static let kind = "three"
    static let summary = "nodes 1, 2 and 3 hold every key"
    static let parameters: [TopologyParameter] = []
    let members = (0..<4).map {
        Member(role: "node", number: $0, isProvider: $0 > 0, participant: $0)
    }
    let holdersPerKey = 3

    init(_ setting: TopologySetting = TopologySetting(participants: 4, keys: 1)) {}

    func dials(of node: NodeID) -> [NodeID] { [] }

    func holder(of key: Key, rank: Int) -> NodeID { NodeID(rank + 1) }

    func next(at node: Int, _ beliefs: [Belief], asked: [Int] = []) -> Int? {
        let view = View(nodeCount: 4)
        for (index, belief) in beliefs.enumerated() { view[NodeID(index + 1)] = belief }
        var ranks = RankSet()
        for rank in asked { ranks.insert(rank) }
        return next(for: 0, at: NodeID(node), view: view, asked: ranks)?.position
    }
}

@Suite("Where a request goes next")
struct NextHolderTests {
    @Test("To the first holder believed up, in order of preference")
    func up() {
        #expect(Three().next(at: 0, [.up, .up, .up]) == 1)
        #expect(Three().next(at: 0, [.down, .up, .up]) == 2)
        #expect(Three().next(at: 0, [.down, .down, .up]) == 3)
    }

    @Test("To one that is up before one that is suspected, whatever the order of preference")
    func suspected() {
        #expect(Three().next(at: 0, [.suspected, .up, .up]) == 2)
        #expect(Three().next(at: 0, [.suspected, .suspected, .up]) == 3)
        #expect(Three().next(at: 0, [.down, .suspected, .up]) == 3)
    }

    @Test("To the first that is suspected when none is up, and to nobody when all are down")
    func nobody() {
        #expect(Three().next(at: 0, [.suspected, .suspected, .down]) == 1)
        #expect(Three().next(at: 0, [.down, .down, .suspected]) == 3)
        #expect(Three().next(at: 0, [.down, .down, .down]) == nil)
    }

    @Test("To the node itself first if it holds the key, whatever its rank and its view")
    func itself() {
        #expect(Three().next(at: 3, [.up, .up, .up]) == 3)
        #expect(Three().next(at: 3, [.up, .up, .down]) == 3)
        #expect(Three().next(at: 2, [.down, .down, .down]) == 2)
    }

    @Test("Never again to a holder that has said it cannot help")
    func asked() {
        #expect(Three().next(at: 0, [.up, .up, .up], asked: [0]) == 2)
        #expect(Three().next(at: 0, [.up, .up, .up], asked: [0, 2]) == 2)
        #expect(Three().next(at: 0, [.suspected, .up, .down], asked: [1]) == 1)
        #expect(Three().next(at: 0, [.up, .up, .up], asked: [0, 1, 2]) == nil)
        #expect(Three().next(at: 1, [.up, .up, .up], asked: [0]) == 2)
    }
}

@Suite("A node's view")
struct ViewTests {
    @Test("Takes everybody for down until told otherwise, and each node by itself")
    func view() {
        let view = View(nodeCount: 3)
        #expect((0..<3).map { view[NodeID($0)] } == [.down, .down, .down])
        view[NodeID(1)] = .up
        view[NodeID(2)] = .suspected
        #expect((0..<3).map { view[NodeID($0)] } == [.down, .up, .suspected])
        view[NodeID(1)] = .down
        #expect((0..<3).map { view[NodeID($0)] } == [.down, .down, .suspected])
    }
}

@Suite("A set of ranks")
struct RankSetTests {
    @Test("Behaves as a set of the numbers 0 to 63")
    func asSet() {
        var ranks = RankSet()
        var model: Set<Int> = []
        var random = SeededRandom(seed: 7)
        for _ in 0..<2_000 {
            let rank = Int(random.next(below: 64))
            if random.next(below: 2) == 0 {
                ranks.insert(rank)
                model.insert(rank)
            } else {
                ranks.remove(rank)
                model.remove(rank)
            }
            #expect(ranks.count == model.count)
            #expect((0..<64).allSatisfy { ranks.contains($0) == model.contains($0) })
        }
    }

    @Test("Is equal to another with the same members, however it came to them")
    func equality() {
        var left = RankSet()
        var right = RankSet()
        for rank in [0, 5, 63] { left.insert(rank) }
        for rank in [63, 5, 9, 0] { right.insert(rank) }
        #expect(left != right)
        right.remove(9)
        #expect(left == right)
    }
}

@Suite("A topology's setting")
struct TopologySettingTests {
    @Test("Gives a parameter's value, or its standard where the file says nothing")
    func values() {
        let parameters = [TopologyParameter("spares", range: 0...9, standard: 4, meaning: "spares")]
        let silent = TopologySetting(participants: 2, keys: 1)
        let said = TopologySetting(participants: 2, keys: 1, values: ["spares": 0])
        #expect(silent.value(of: "spares", in: parameters) == 4)
        #expect(said.value(of: "spares", in: parameters) == 0)
    }
}
