import CLinux
import Core

extension Descriptor {
    /// A TCP socket that neither blocks nor delays small segments.
    ///
    /// - Throws: `SystemError` when the process has no descriptor left, or the kernel has no such
    ///   congestion control for it.
    static func tcpSocket(
        congestion: CongestionControl = .host
    ) throws(SystemError) -> Descriptor {
        let socket = try Descriptor(adopting: cl_socket_tcp(), from: "socket")
        try SystemError.check(cl_socket_set(socket.raw, CL_NO_DELAY, 1), "setsockopt")
        guard congestion != .host else { return socket }
        try SystemError.check(
            cl_socket_set_congestion(socket.raw, congestion.rawValue),
            "congestion = \"\(congestion.rawValue)\" (topolab doctor names those this host has)")
        return socket
    }

    /// Begins to connect to `destination` from the given address and any port of it.
    ///
    /// - Throws: `SystemError` where that fails at once; most failures come later.
    static func connecting(
        from source: Endpoint, to destination: Endpoint,
        congestion: CongestionControl = .host
    ) throws(SystemError) -> Descriptor {
        let socket = try tcpSocket(congestion: congestion)
        // The port is chosen when it connects, and only has to differ per destination.
        try SystemError.check(cl_socket_set(socket.raw, CL_BIND_ADDRESS_ONLY, 1), "setsockopt")
        try SystemError.check(cl_bind(socket.raw, source.address, 0), "bind")
        try SystemError.check(
            cl_connect(socket.raw, destination.address, destination.port), "connect")
        return socket
    }

    /// Where the socket is bound.
    ///
    /// - Throws: `SystemError` where this is no socket.
    func localEndpoint() throws(SystemError) -> Endpoint {
        var endpoint = Endpoint(address: 0, port: 0)
        try SystemError.check(
            cl_local_endpoint(raw, &endpoint.address, &endpoint.port), "getsockname")
        return endpoint
    }
}
