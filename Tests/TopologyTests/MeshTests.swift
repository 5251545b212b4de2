import Core
import Testing
import Topology

private func mesh(participants: Int, keys: Int = 100, replicas: Int? = nil) throws -> Mesh {
    try Mesh(
        TopologySetting(
            participants: participants, keys: keys,
            values: replicas.map { ["replicas": $0] } ?? [:]))
}

@Suite("Mesh")
struct MeshTests {
    @Test("Is a peer per participant, each of which serves and asks")
    func members() throws {
        #expect(
            try mesh(participants: 3).members == [
                Member(role: "peer", number: 0, isProvider: true, participant: 0),
                Member(role: "peer", number: 1, isProvider: true, participant: 1),
                Member(role: "peer", number: 2, isProvider: true, participant: 2),
            ])
    }

    @Test("Has N(N-1)/2 links, each dialed by its later peer", arguments: [2, 3, 16, 100])
    func links(participants: Int) throws {
        let topology = try mesh(participants: participants)
        let dials = topology.members.indices.map { topology.dials(of: NodeID($0)) }
        #expect(dials.reduce(0) { $0 + $1.count } == participants * (participants - 1) / 2)
        for (index, dialed) in dials.enumerated() {
            #expect(dialed == (0..<index).map { NodeID($0) })
        }
        for node in topology.members.indices {
            #expect(topology.neighbors(of: NodeID(node)).count == participants - 1)
        }
    }

    @Test("Keeps each key on two peers unless told otherwise", arguments: [nil, 1, 2, 3, 16])
    func replicas(replicas: Int?) throws {
        #expect(try mesh(participants: 16, replicas: replicas).holdersPerKey == replicas ?? 2)
    }

    @Test("With as many replicas as peers, every peer holds every key")
    func allHold() throws {
        let topology = try mesh(participants: 4, replicas: 4)
        for key in 0..<Key(100) {
            let holders = (0..<4).map { topology.holder(of: key, rank: $0) }
            #expect(holders.sorted() == (0..<4).map { NodeID($0) })
        }
    }

    @Test("More replicas than peers go nowhere, and the error says how many would")
    func contradiction() {
        #expect(
            throws: TopologyContradiction(
                parameter: "replicas", value: 4,
                expected: "at most 3, the number of participants")
        ) { try mesh(participants: 3, replicas: 4) }
        #expect(
            throws: TopologyContradiction(
                parameter: "replicas", value: 2,
                expected: "at most 1, the number of participants")
        ) { try mesh(participants: 1) }
        #expect(throws: Never.self) { try mesh(participants: 3, replicas: 3) }
    }

    @Test("A replica more leaves the holders before it as they are")
    func preference() throws {
        let one = try mesh(participants: 9, replicas: 1)
        let two = try mesh(participants: 9, replicas: 2)
        let three = try mesh(participants: 9, replicas: 3)
        for key in 0..<Key(100) {
            #expect(one.holder(of: key, rank: 0) == two.holder(of: key, rank: 0))
            #expect(two.holder(of: key, rank: 0) == three.holder(of: key, rank: 0))
            #expect(two.holder(of: key, rank: 1) == three.holder(of: key, rank: 1))
        }
    }

    @Test("More keys leave the earlier ones where they are")
    func moreKeys() throws {
        let few = try mesh(participants: 9, keys: 50)
        let many = try mesh(participants: 9, keys: 100)
        for key in 0..<Key(50) {
            #expect(few.holder(of: key, rank: 0) == many.holder(of: key, rank: 0))
            #expect(few.holder(of: key, rank: 1) == many.holder(of: key, rank: 1))
        }
    }

    @Test("Takes replicas from 1 to 16, and any degree")
    func parameters() {
        #expect(Mesh.parameters.map(\.name) == ["replicas", "degree"])
        #expect(Mesh.parameters.map(\.range) == [1...16, 0...10_000])
        #expect(Mesh.parameters.map(\.available) == [1...16, 0...10_000])
        #expect(Mesh.parameters.map(\.standard) == [2, 0])
    }
}
