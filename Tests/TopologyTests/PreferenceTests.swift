import Core
import Testing
import Topology
import TrivialTopology

private func mesh(_ participants: Int, replicas: Int, repairs: Bool = true) throws -> Mesh {
    try Mesh(
        TopologySetting(
            participants: participants, keys: 200, values: ["replicas": replicas],
            isRepairing: repairs))
}

extension Topology {
    fileprivate func order(of key: Key) -> [NodeID] {
        var nodes: [NodeID] = []
        visitPreferences(of: key) { rank, node in
            precondition(rank == nodes.count)
            nodes.append(node)
            return true
        }
        return nodes
    }

    fileprivate func holders(of key: Key, without dead: Set<Int> = []) -> [NodeID] {
        let view = View(nodeCount: members.count)
        for index in members.indices where !dead.contains(index) { view[NodeID(index)] = .up }
        var nodes: [NodeID] = []
        visitHolders(of: key, view: view) { _, node in
            nodes.append(node)
            return true
        }
        return nodes
    }
}

@Suite("The order of preference")
struct PreferenceTests {
    @Test(
        "Begins with a key's holders and names every peer once, up to 64", arguments: [3, 16, 100])
    func order(participants: Int) throws {
        let mesh = try mesh(participants, replicas: 3)
        for key in 0..<Key(200) {
            let order = mesh.order(of: key)
            #expect(order.count == min(participants, 64))
            #expect(order.count == mesh.preferencesPerKey)
            #expect(Set(order).count == order.count)
            #expect(order.prefix(3) == (0..<3).map { mesh.holder(of: key, rank: $0) }[...])
            for (rank, node) in order.enumerated().prefix(8) {
                #expect(mesh.rank(of: node, for: key) == rank)
            }
        }
    }

    @Test("Is the same however many of them hold a key")
    func prefix() throws {
        let few = try mesh(10, replicas: 1)
        let many = try mesh(10, replicas: 5)
        for key in 0..<Key(200) { #expect(few.order(of: key) == many.order(of: key)) }
    }

    @Test("With repair, the first so many that are not down hold a key")
    func takeOver() throws {
        let mesh = try mesh(10, replicas: 3)
        for key in 0..<Key(200) {
            let order = mesh.order(of: key)
            #expect(mesh.holders(of: key) == Array(order.prefix(3)))
            let dead: Set = [order[0].position, order[2].position, order[4].position]
            #expect(mesh.holders(of: key, without: dead) == [order[1], order[3], order[5]])
            let most = Set(order.dropFirst(1).map(\.position))
            #expect(mesh.holders(of: key, without: most) == [order[0]])
        }
    }

    @Test("Without repair, the holders stay, and are asked in turn while they are up")
    func noRepair() throws {
        let mesh = try mesh(10, replicas: 2, repairs: false)
        let order = mesh.order(of: 7)
        #expect(mesh.holders(of: 7, without: [order[0].position]) == Array(order.prefix(2)))
        #expect(mesh.rank(of: order[2], for: 7) == nil)
        #expect(mesh.isHolder(order[1], of: 7))
        #expect(!mesh.isHolder(order[2], of: 7))
    }

    @Test("A request goes to the first who holds the key now, and to itself before all others")
    func next() throws {
        let mesh = try mesh(10, replicas: 2)
        let order = mesh.order(of: 7)
        let view = View(nodeCount: 10)
        for index in 0..<10 { view[NodeID(index)] = .up }
        view[order[0]] = .down
        #expect(mesh.next(for: 7, at: order[5], view: view, asked: RankSet()) == order[1])
        #expect(mesh.next(for: 7, at: order[2], view: view, asked: RankSet()) == order[2])
        var asked = RankSet()
        asked.insert(1)
        #expect(mesh.next(for: 7, at: order[5], view: view, asked: asked) == order[2])
        asked.insert(2)
        #expect(mesh.next(for: 7, at: order[5], view: view, asked: asked) == nil)
        view[order[1]] = .suspected
        #expect(mesh.next(for: 7, at: order[5], view: view, asked: RankSet()) == order[2])
    }

    @Test("Ends with the holders where a topology says nothing of repair")
    func trivial() {
        let trivial = Trivial(TopologySetting(participants: 3, keys: 10, isRepairing: true))
        #expect(!trivial.isRepairing)
        #expect(trivial.order(of: 4) == [NodeID(1)])
        let servers = ClientServer(
            TopologySetting(
                participants: 3, keys: 10, values: ["servers": 2], isRepairing: true))
        #expect(servers.order(of: 4) == [NodeID(0), NodeID(1)])
        #expect(servers.holders(of: 4, without: [0]) == [NodeID(1)])
    }
}

@Suite("A view's memory of losses")
struct ViewLossTests {
    @Test("Counts comings and goings, a suspicion being neither")
    func changes() {
        let view = View(nodeCount: 2)
        view[NodeID(0)] = .up
        view[NodeID(0)] = .suspected
        view[NodeID(0)] = .up
        #expect(view.changes == 1)
        view[NodeID(0)] = .down
        view[NodeID(0)] = .down
        #expect(view.changes == 2)
    }

    @Test("Leaves out who was away meanwhile and is back, not who is away now")
    func returned() {
        let before = View(nodeCount: 3)
        for index in 0..<3 { before[NodeID(index)] = .up }
        let after = before.copy()
        after[NodeID(0)] = .down
        after[NodeID(0)] = .up
        after[NodeID(1)] = .down
        let settled = before.withoutReturned(by: after)
        #expect(settled[NodeID(0)] == .down)
        #expect(settled[NodeID(1)] == .up)
        #expect(settled[NodeID(2)] == .up)
    }
}
