package import Core

/// A central server holds every key; each participant is a client with one connection to it.
package struct ClientServer: Topology {
    package static let kind = "client-server"
    package static let summary = "one server answers, every participant is its client"
    package static let parameters = [
        TopologyParameter(
            "servers", range: 1...64, available: 1...1, standard: 1,
            meaning: "servers: the first is primary, the others stand by")
    ]

    package let members: [Member]
    private let servers: Int

    package init(_ setting: TopologySetting) {
        servers = setting.value(of: "servers", in: Self.parameters)
        members =
            (0..<servers).map {
                Member(role: "server", number: $0, isProvider: true, participant: nil)
            }
            + (0..<setting.participants).map {
                Member(role: "client", number: $0, isProvider: false, participant: $0)
            }
    }

    package func dials(of node: NodeID) -> [NodeID] {
        node.position < servers ? [] : (0..<servers).map { NodeID($0) }
    }

    package var holdersPerKey: Int { servers }

    package func holder(of key: Key, rank: Int) -> NodeID { NodeID(rank) }
}
