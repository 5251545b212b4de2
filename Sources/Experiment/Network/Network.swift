package import Core
package import Links

/// What lies between the nodes.
package struct Network: Sendable, Equatable {
    /// What the nodes run on.
    package let tier: Tier
    /// The port that every node listens on, 1024 to 32767.
    package let port: Int
    /// A participant's access link.
    package let link: LinkShape
    /// A dedicated server's access link.
    package let providerLink: LinkShape
    /// Where nodes are; nil where distances are the links' alone.
    package let regions: Regions?

    /// What the nodes run on.
    package enum Tier: String, Sendable, CaseIterable {
        /// Virtual time in one process.
        case simulated
        /// A process for each node, on addresses of this host.
        case loopback
        /// A process and a network namespace for each node.
        case emulated

        /// Whether what is sent is cut into packets, each of which can be lost.
        package func hasPackets(over transport: TransportProtocol) -> Bool {
            switch self {
            case .emulated: true
            case .simulated: !transport.hasConnections
            case .loopback: false
            }
        }
    }

    /// The regions of a delay matrix, and which of them the servers are in.
    package struct Regions: Sendable, Equatable {
        package let matrix: DelayMatrix
        /// Its place among the matrix's regions.
        package let server: Int
    }
}

extension Specification {
    /// What the nodes of an arm find between them: participants are in the regions by turns, in the
    /// matrix's order.
    package func networkShape(of members: [Member]) -> NetworkShape {
        NetworkShape(
            links: members.map { $0.participant == nil ? network.providerLink : network.link },
            regions: network.regions.map { regions in
                members.map { member in
                    member.participant.map { $0 % regions.matrix.names.count } ?? regions.server
                }
            } ?? [],
            regionDelays: network.regions?.matrix.delays ?? [])
    }
}
