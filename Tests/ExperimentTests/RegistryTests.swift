import Core
import Experiment
import Testing
import Topology

/// A topology of the test's own: a ring in which every participant serves.
private struct Ring: Topology {
    static let kind = "ring"
    static let summary = "every participant is linked to the next"
    static let parameters = [
        TopologyParameter(
            "successors", range: 1...8, available: 1...4, standard: 1, meaning: "links ahead"),
        TopologyParameter("replicas", range: 1...3, standard: 3, meaning: "nodes that hold a key"),
    ]

    let members: [Member]
    let holdersPerKey = 1

    init(_ setting: TopologySetting) throws(TopologyContradiction) {
        let successors = setting.value(of: "successors", in: Self.parameters)
        guard successors < setting.participants else {
            throw TopologyContradiction(
                parameter: "successors", value: successors,
                expected: "fewer than the \(setting.participants) participants")
        }
        guard setting.keys % 2 == 0 else {
            throw TopologyContradiction(
                parameter: "keys", value: setting.keys, expected: "an even number")
        }
        members = (0..<setting.participants).map {
            Member(role: "link", number: $0, isProvider: true, participant: $0)
        }
    }

    func dials(of node: NodeID) -> [NodeID] { [] }

    func holder(of key: Key, rank: Int) -> NodeID { NodeID(Int(key) % members.count) }
}

@Suite("Topologies from the registry")
struct RegistryTests {
    private static let registry = TopologyRegistry.standard + [Ring.self]
    private static let text = edited("kind = \"client-server\"", "kind = \"ring\"")

    @Test("repair is refused where a topology has nobody to take a place")
    func repair() {
        #expect(
            problems(
                edited("kind = \"ring\"", "kind = \"ring\"\nrepair = true", in: Self.text),
                topologies: Self.registry) == [
                    "x.toml:4:10: \"repair\" is true: expected false, as topology \"ring\" has "
                        + "nobody to take a place"
                ])
    }

    @Test("a third topology has its own parameters, with their defaults")
    func parameters() throws {
        let arm = try #require(try read(Self.text, topologies: Self.registry).topologies.first)
        #expect(arm.values == ["successors": 1, "replicas": 3])
        let changed = try read(
            Self.text, [.set("topology.ring.successors=2"), .set("topology.ring.replicas=1")],
            topologies: Self.registry)
        #expect(changed.topologies.map { $0.values } == [["successors": 2, "replicas": 1]])
        #expect(changed.resolvedTOML().contains("\nreplicas = 1\nsuccessors = 2\n"))
    }

    @Test("a parameter that two kinds have takes what its own kind says")
    func sharedName() {
        let overrides = [Override.set("topology.ring.replicas=4")]
        #expect(
            problems(Self.text, overrides, topologies: Self.registry) == [
                "--set \"topology.ring.replicas=4\": \"replicas\" is 4: "
                    + "expected an integer from 1 to 3"
            ])
        let text = edited("kind = \"client-server\"", "kind = \"client-server\"\nreplicas = 1")
        #expect(
            problems(text, topologies: Self.registry) == [
                "x.toml:4:1: \"replicas\" goes with kind = \"mesh\" or \"ring\", and this "
                    + "[[topology]] has kind = \"client-server\": remove \"replicas\" or "
                    + "change \"kind\""
            ])
    }

    @Test("what a topology will once do is not available, in its own range")
    func available() {
        #expect(
            problems(Self.text, [.set("topology.ring.successors=5")], topologies: Self.registry)
                == [
                    "--set \"topology.ring.successors=5\": \"successors\" is 5, which is not "
                        + "available in this version: use 1 to 4"
                ])
    }

    @Test("a topology's contradiction about a number that is not its own is at its table")
    func contradiction() {
        #expect(
            problems(Self.text, [.set("topology.ring.successors=4")], topologies: Self.registry)
                == [
                    "--set \"topology.ring.successors=4\": \"successors\" is 4: "
                        + "expected fewer than the 4 participants"
                ])
        #expect(
            problems(Self.text, [.set("workload.keys=77")], topologies: Self.registry) == [
                "x.toml:2:1: \"keys\" is 77: expected an even number"
            ])
    }

    @Test("without the registry's line the kind is unknown")
    func unknown() {
        #expect(
            problems(Self.text) == [
                "x.toml:3:8: \"kind\" is \"ring\": expected \"client-server\" or \"mesh\""
            ])
    }

    @Test("an arm's topology can be made from its setting")
    func setting() throws {
        let specification = try read(Self.text, topologies: Self.registry)
        let setting = specification.setting(of: specification.topologies[0])
        #expect(
            setting
                == TopologySetting(
                    participants: 4, keys: 10_000, values: ["successors": 1, "replicas": 3]))
    }
}
