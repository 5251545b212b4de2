package import Core

extension TransportProtocol {
    /// Makes a node's transport.
    ///
    /// - Parameters:
    ///   - loop: What tells of the sockets, and calls the receiver in its turns.
    ///   - identity: Who this node is.
    ///   - listening: Where; its address is also the one messages come from. Port 0 takes any.
    ///   - endpoints: Where the other nodes listen.
    ///   - congestion: Who decides how fast connections send, where there are some.
    /// - Returns: The transport, which listens already.
    /// - Throws: `SystemError` of `bind` where the endpoint is taken, or for want of descriptors.
    package func makeTransport(
        loop: EventLoop, identity: TransportIdentity, listening: Endpoint,
        endpoints: @escaping (NodeID) -> Endpoint, congestion: CongestionControl
    ) throws(SystemError) -> any Transport {
        switch self {
        case .tcp:
            try TCPTransport(
                loop: loop, identity: identity, listening: listening, endpoints: endpoints,
                congestion: congestion)
        case .udp:
            try UDPTransport(
                loop: loop, identity: identity, listening: listening, endpoints: endpoints)
        }
    }
}
