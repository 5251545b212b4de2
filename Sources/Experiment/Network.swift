package import Core

/// What lies between the nodes.
package struct Network: Sendable, Equatable {
    /// What the nodes run on.
    package let tier: Tier
    /// The port that every node listens on, 1024 to 32767.
    package let port: Int
    /// A participant's access link; nil where nothing limits it.
    package let link: Link?
    /// A dedicated server's access link; nil where nothing limits it.
    package let providerLink: Link?

    /// What the nodes run on.
    package enum Tier: String, Sendable, CaseIterable {
        /// Virtual time in one process.
        case simulated
        /// A process for each node, on addresses of this host.
        case loopback
        /// A process and a network namespace for each node.
        case emulated
    }

    /// One node's access to the network.
    package struct Link: Sendable, Equatable {
        /// One way, this link alone; a path is the sum of its two ends.
        package let delayNanoseconds: Nanoseconds
    }
}

extension Specification {
    /// One-way delay of each node's access link, in node order.
    package func linkDelays(of members: [Member]) -> [Nanoseconds] {
        let participantDelay = network.link?.delayNanoseconds ?? 0
        let providerDelay = network.providerLink?.delayNanoseconds ?? participantDelay
        return members.map { $0.participant == nil ? providerDelay : participantDelay }
    }
}
