package import Core

/// Every participant is also a provider; each key lies on a few of them.
///
/// All are connected, or each has `degree` links, drawn from the seed, and passes on what others ask.
package struct Mesh: Topology {
    package static let kind = "mesh"
    package static let summary = "every participant is a peer that serves its share of the keys"
    package static let parameters = [
        TopologyParameter("replicas", range: 1...16, standard: 2, meaning: "peers that hold a key"),
        TopologyParameter(
            "degree", range: 0...10_000, standard: 0,
            meaning: "links per peer, drawn from the seed; 0 for a full mesh"),
    ]

    package let members: [Member]
    package let holdersPerKey: Int
    package let isRepairing: Bool
    package let overlay: Overlay?
    private let placement: Placement

    package init(_ setting: TopologySetting) throws(TopologyContradiction) {
        let replicas = setting.value(of: "replicas", in: Self.parameters)
        guard replicas <= setting.participants else {
            throw TopologyContradiction(
                parameter: "replicas", value: replicas,
                expected: "at most \(setting.participants), the number of participants")
        }
        members = (0..<setting.participants).map {
            Member(role: "peer", number: $0, isProvider: true, participant: $0)
        }
        holdersPerKey = replicas
        overlay = try Self.overlay(setting)
        isRepairing = setting.isRepairing
        placement = Placement(
            keys: setting.keys, nodes: setting.participants, holdersPerKey: replicas)
    }

    /// The later peer of each pair dials the earlier one.
    package func dials(of node: NodeID) -> [NodeID] {
        guard let overlay else { return (0..<node.position).map { NodeID($0) } }
        return overlay.neighbors[node.position].filter { $0 < node }.sorted()
    }

    package func holder(of key: Key, rank: Int) -> NodeID {
        placement.holder(of: key, rank: rank)
    }

    package var preferencesPerKey: Int { min(members.count, Placement.longestOrder) }

    package func visitPreferences(of key: Key, _ visit: (_ rank: Int, NodeID) -> Bool) {
        placement.visitOrder(of: key, visit)
    }

    /// Sets what the overlay draws apart from all else that is drawn from a seed.
    private static let overlayStream: UInt64 = 0x6F76_6572_6C61_79

    /// Nil for a full mesh.
    private static func overlay(
        _ setting: TopologySetting
    ) throws(TopologyContradiction) -> Overlay? {
        let degree = setting.value(of: "degree", in: parameters)
        let peers = setting.participants
        guard degree > 0, degree < peers - 1 else { return nil }
        guard degree > 1 else {
            throw TopologyContradiction(
                parameter: "degree", value: degree,
                expected: "at least 2, as with one link each \(peers) peers fall into pairs, "
                    + "or 0 for a full mesh")
        }
        var random = SeededRandom(seed: setting.seed, path: overlayStream)
        let graph = RegularGraph(nodes: peers, degree: degree, random: &random)
        return Overlay(neighbors: graph.neighbors.map { $0.map { NodeID($0) } })
    }
}
