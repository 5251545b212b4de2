/// What carries messages between nodes.
package enum TransportProtocol: String, CaseIterable, Sendable {
    /// Streams: nothing is lost, and whoever is gone is noticed.
    case tcp
    /// Datagrams, one per message: what is lost is gone, and nothing says so.
    case udp

    /// Whether nodes connect before they speak, and learn when that ends.
    package var hasConnections: Bool { self == .tcp }

    /// What a message takes of a link beside its frame, in bytes.
    package var bytesPerMessage: Int { self == .udp ? Datagram.helloBytes : 0 }
}
