import Core
import Testing
import Topology

@Suite("Client-server")
struct ClientServerTests {
    @Test("Is one server, which only serves, and a client per participant, which only asks")
    func members() {
        let topology = ClientServer(TopologySetting(participants: 3, keys: 10))
        #expect(
            topology.members == [
                Member(role: "server", number: 0, isProvider: true, participant: nil),
                Member(role: "client", number: 0, isProvider: false, participant: 0),
                Member(role: "client", number: 1, isProvider: false, participant: 1),
                Member(role: "client", number: 2, isProvider: false, participant: 2),
            ])
        #expect(
            topology.members.map(\.name) == ["server-0", "client-0", "client-1", "client-2"])
    }

    @Test("Is a star of N links, each dialed by its client", arguments: [1, 2, 16, 100])
    func star(participants: Int) {
        let topology = ClientServer(TopologySetting(participants: participants, keys: 10))
        let dials = topology.members.indices.map { topology.dials(of: NodeID($0)) }
        #expect(dials.reduce(0) { $0 + $1.count } == participants)
        #expect(dials[0] == [])
        #expect(dials.dropFirst().allSatisfy { $0 == [NodeID(0)] })
        #expect(topology.neighbors(of: NodeID(0)) == (1...participants).map { NodeID($0) })
        #expect(topology.neighbors(of: NodeID(1)) == [NodeID(0)])
    }

    @Test("Keeps every key at the server")
    func holders() {
        let topology = ClientServer(TopologySetting(participants: 3, keys: 10))
        #expect(topology.holdersPerKey == 1)
        #expect((0..<Key(10)).allSatisfy { topology.holder(of: $0, rank: 0) == NodeID(0) })
        #expect(topology.rank(of: NodeID(0), for: 7) == 0)
        #expect(topology.rank(of: NodeID(2), for: 7) == nil)
    }

    @Test("Finds a participant behind the server in node order")
    func participants() {
        let topology = ClientServer(TopologySetting(participants: 3, keys: 10))
        #expect(topology.node(ofParticipant: 0) == NodeID(1))
        #expect(topology.node(ofParticipant: 2) == NodeID(3))
        #expect(topology.node(ofParticipant: 3) == nil)
    }

    @Test("Takes one server to 64")
    func parameters() {
        #expect(ClientServer.parameters.map(\.name) == ["servers"])
        #expect(ClientServer.parameters.map(\.range) == [1...64])
        #expect(ClientServer.parameters.map(\.available) == [1...64])
        #expect(ClientServer.parameters.map(\.standard) == [1])
    }

    @Test("Puts standbys behind the primary, in order of preference, for every key")
    func standby() {
        let topology = ClientServer(
            TopologySetting(participants: 2, keys: 10, values: ["servers": 3]))
        #expect(
            topology.members.map(\.name)
                == ["server-0", "server-1", "server-2", "client-0", "client-1"])
        #expect(topology.holdersPerKey == 3)
        for key in 0..<Key(10) {
            #expect((0..<3).map { topology.holder(of: key, rank: $0).position } == [0, 1, 2])
        }
        #expect(topology.node(ofParticipant: 0) == NodeID(3))
    }

    @Test(
        "Has N k + k (k - 1) / 2 links with k servers, later servers dialing earlier ones",
        arguments: [1, 2, 3, 64], [1, 2, 16])
    func links(servers: Int, participants: Int) {
        let topology = ClientServer(
            TopologySetting(participants: participants, keys: 10, values: ["servers": servers]))
        let dials = topology.members.indices.map { topology.dials(of: NodeID($0)) }
        let links = dials.map(\.count).reduce(0, +)
        let amongServers = servers * (servers - 1) / 2
        #expect(links == participants * servers + amongServers)
        for server in 0..<servers {
            #expect(dials[server] == (0..<server).map { NodeID($0) })
        }
        #expect(dials[servers...].allSatisfy { $0 == (0..<servers).map { NodeID($0) } })
    }
}
