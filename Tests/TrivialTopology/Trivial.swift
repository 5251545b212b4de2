package import Core
package import Topology

/// The smallest topology there is: every participant is a peer, and key k lies on peer k mod N alone.
///
/// It shows what adding one takes, and takes part in every test that runs for every topology.
package struct Trivial: Topology {
    package static let kind = "trivial"
    package static let summary = "every participant is a peer, key k lies on peer k mod N alone"
    package static let parameters: [TopologyParameter] = []

    package let members: [Member]

    package init(_ setting: TopologySetting) {
        members = (0..<setting.participants).map {
            Member(role: "peer", number: $0, isProvider: true, participant: $0)
        }
    }

    package func dials(of node: NodeID) -> [NodeID] {
        (0..<node.position).map { NodeID($0) }
    }

    package let holdersPerKey = 1

    package func holder(of key: Key, rank: Int) -> NodeID {
        NodeID(Int(key) % members.count)
    }
}
