package import Core

/// Central servers hold every key; each participant is a client with one connection to each of them.
///
/// The first server is primary: clients ask it while they believe it up, and it hands puts on to the
/// others, which stand by in order.
package struct ClientServer: Topology {
    package static let kind = "client-server"
    package static let summary = "one server answers, every participant is its client"
    package static let parameters = [
        TopologyParameter(
            "servers", range: 1...64, standard: 1,
            meaning: "servers: the first is primary, the others stand by")
    ]

    package let members: [Member]
    package let isRepairing: Bool
    private let servers: Int

    package init(_ setting: TopologySetting) {
        isRepairing = setting.isRepairing
        servers = setting.value(of: "servers", in: Self.parameters)
        members =
            (0..<servers).map {
                Member(role: "server", number: $0, isProvider: true, participant: nil)
            }
            + (0..<setting.participants).map {
                Member(role: "client", number: $0, isProvider: false, participant: $0)
            }
    }

    /// A server dials the earlier ones, a client all of them.
    package func dials(of node: NodeID) -> [NodeID] {
        (0..<min(node.position, servers)).map { NodeID($0) }
    }

    package var holdersPerKey: Int { servers }

    package func holder(of key: Key, rank: Int) -> NodeID { NodeID(rank) }
}
