import Core
import Testing
import Topology
import TrivialTopology

/// All shipped topologies and one that nothing else knows of.
let everyTopology = TopologyRegistry.standard + [Trivial.self]

func makeTopology(_ kind: String, participants: Int, keys: Int = 500) throws -> any Topology {
    try #require(everyTopology[kind]).init(
        TopologySetting(participants: participants, keys: keys))
}

@Suite("Every topology")
struct EveryTopologyTests {
    static let kinds = everyTopology.kinds.map { $0.kind }

    @Test("Has a summary, and each parameter a range around its standard value", arguments: kinds)
    func described(kind: String) throws {
        let type = try #require(everyTopology[kind])
        #expect(!type.summary.isEmpty)
        #expect(Set(type.parameters.map(\.name)).count == type.parameters.count)
        for parameter in type.parameters {
            #expect(!parameter.meaning.isEmpty)
            #expect(parameter.available.contains(parameter.standard), "\(parameter.name)")
            #expect(parameter.range.contains(parameter.available.lowerBound))
            #expect(parameter.range.contains(parameter.available.upperBound))
        }
    }

    @Test(
        "Gives each participant one node, in order, and each node a name of its own",
        arguments: kinds, [2, 3, 16])
    func members(kind: String, participants: Int) throws {
        let topology = try makeTopology(kind, participants: participants)
        let members = topology.members
        #expect(members.compactMap(\.participant) == Array(0..<participants))
        #expect(Set(members.map(\.name)).count == members.count)
        #expect(members.contains { $0.isProvider })
        for participant in 0..<participants {
            let node = try #require(topology.node(ofParticipant: participant))
            #expect(members[node.position].participant == participant)
        }
        #expect(topology.node(ofParticipant: participants) == nil)
    }

    @Test(
        "Has exactly one end of a link dial, nobody itself, and both ends know the link",
        arguments: kinds, [2, 3, 16])
    func links(kind: String, participants: Int) throws {
        let topology = try makeTopology(kind, participants: participants)
        let nodes = topology.members.indices.map { NodeID($0) }
        for node in nodes {
            let dials = topology.dials(of: node)
            #expect(Set(dials).count == dials.count)
            #expect(!dials.contains(node))
            #expect(topology.neighbors(of: node) == topology.neighbors(of: node).sorted())
            for other in nodes where other != node {
                let forward = dials.contains(other)
                let back = topology.dials(of: other).contains(node)
                #expect(!(forward && back), "\(node) and \(other) dial each other")
                #expect(topology.neighbors(of: node).contains(other) == (forward || back))
            }
        }
    }

    @Test(
        "Puts each key on as many distinct providers as it says, the same each time",
        arguments: kinds, [2, 3, 16])
    func holders(kind: String, participants: Int) throws {
        let topology = try makeTopology(kind, participants: participants)
        let again = try makeTopology(kind, participants: participants)
        #expect(topology.holdersPerKey >= 1)
        for key in 0..<Key(500) {
            let holders = (0..<topology.holdersPerKey).map { topology.holder(of: key, rank: $0) }
            #expect(Set(holders).count == topology.holdersPerKey)
            #expect(holders.allSatisfy { topology.members[$0.position].isProvider })
            #expect(
                holders == (0..<again.holdersPerKey).map { again.holder(of: key, rank: $0) })
            for (rank, holder) in holders.enumerated() {
                #expect(topology.rank(of: holder, for: key) == rank)
            }
        }
    }

    @Test(
        "Connects every participant to every holder, so that any key can be asked for",
        arguments: kinds)
    func reachable(kind: String) throws {
        let topology = try makeTopology(kind, participants: 5)
        for participant in 0..<5 {
            let node = try #require(topology.node(ofParticipant: participant))
            let reachable = topology.neighbors(of: node) + [node]
            for key in 0..<Key(500) {
                for rank in 0..<topology.holdersPerKey {
                    #expect(reachable.contains(topology.holder(of: key, rank: rank)))
                }
            }
        }
    }
}

@Suite("The registry of topologies")
struct TopologyRegistryTests {
    @Test("Ships client-server first and the mesh second")
    func standard() {
        #expect(TopologyRegistry.standard.kinds.map { $0.kind } == ["client-server", "mesh"])
    }

    @Test("Finds a topology by the name a file gives, and none by any other")
    func lookup() {
        #expect(TopologyRegistry.standard["mesh"] is Mesh.Type)
        #expect(TopologyRegistry.standard["client-server"] is ClientServer.Type)
        #expect(TopologyRegistry.standard["Mesh"] == nil)
        #expect(TopologyRegistry.standard["trivial"] == nil)
    }

    @Test("Takes further topologies at its end")
    func more() {
        #expect(everyTopology.kinds.map { $0.kind } == ["client-server", "mesh", "trivial"])
        #expect(everyTopology["trivial"] is Trivial.Type)
    }
}
