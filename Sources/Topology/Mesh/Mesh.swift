package import Core

/// Every participant is also a provider; all are connected, and each key lies on a few of them.
package struct Mesh: Topology {
    package static let kind = "mesh"
    package static let summary = "every participant is a peer that serves its share of the keys"
    package static let parameters = [
        TopologyParameter("replicas", range: 1...16, standard: 2, meaning: "peers that hold a key"),
        TopologyParameter(
            "degree", range: 0...10_000, available: 0...0, standard: 0,
            meaning: "links per peer, 0 for a full mesh"),
    ]

    package let members: [Member]
    package let holdersPerKey: Int
    package let isRepairing: Bool
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
        isRepairing = setting.isRepairing
        placement = Placement(
            keys: setting.keys, nodes: setting.participants, holdersPerKey: replicas)
    }

    /// The later peer of each pair dials the earlier one.
    package func dials(of node: NodeID) -> [NodeID] {
        (0..<node.position).map { NodeID($0) }
    }

    package func holder(of key: Key, rank: Int) -> NodeID {
        placement.holder(of: key, rank: rank)
    }

    package var preferencesPerKey: Int { min(members.count, Placement.longestOrder) }

    package func visitPreferences(of key: Key, _ visit: (_ rank: Int, NodeID) -> Bool) {
        placement.visitOrder(of: key, visit)
    }
}
