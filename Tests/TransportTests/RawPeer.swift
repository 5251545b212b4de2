import CLinux
import Core
import Glibc
import Testing

@testable import Transport

/// The far end of a connection, saying whatever a test wants said.
final class RawPeer {
    struct Refused: Error { let code: Int }

    private var socket: Descriptor?

    /// Connects to a listening socket, from its own address or another one.
    init(to endpoint: Endpoint, from index: Int = 77) throws {
        socket = try Descriptor.connecting(from: World.address(of: index), to: endpoint)
    }

    /// Takes over a connection.
    init(adopting socket: consuming Descriptor) {
        self.socket = consume socket
    }

    var fd: Int32 { socket?.raw ?? -1 }

    /// Sends what fits; how many bytes that was.
    @discardableResult
    func send(_ bytes: [UInt8]) throws -> Int {
        let result = cl_send(fd, bytes, bytes.count)
        guard result >= 0 || result == -Int(EAGAIN) else { throw Refused(code: -result) }
        return max(result, 0)
    }

    /// What has arrived by now, at most `limit` bytes.
    func receive(atMost limit: Int = 1 << 20) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: limit)
        let result = cl_receive(fd, &bytes, limit)
        return Array(bytes.prefix(max(result, 0)))
    }

    /// Whether the other side has closed the connection; bytes before that are dropped.
    var isClosedByOther: Bool {
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let result = cl_receive(fd, &bytes, bytes.count)
            if result <= 0 { return result != -Int(EAGAIN) }
        }
    }

    /// Ends the connection in order.
    func close() {
        socket = nil
    }

    /// Ends the connection with a reset.
    func reset() {
        _ = cl_socket_set(fd, CL_LINGER, 0)
        socket = nil
    }
}

/// A listening socket that says nothing of its own.
final class RawListener {
    private let socket: Descriptor
    let endpoint: Endpoint

    init(at endpoint: Endpoint) throws {
        let socket = try Descriptor.tcpSocket()
        try SystemError.check(cl_bind(socket.raw, endpoint.address, endpoint.port), "bind")
        try SystemError.check(cl_listen(socket.raw, 16), "listen")
        self.endpoint = try socket.localEndpoint()
        self.socket = consume socket
    }

    /// The next connection, if one waits.
    func accept() -> RawPeer? {
        let result = cl_accept(socket.raw)
        return result < 0 ? nil : RawPeer(adopting: Descriptor(adopting: result))
    }
}

extension Hello {
    /// What node `sender` says to node `receiver`, with some bytes changed.
    static func bytes(
        from sender: Int, to receiver: Int, runToken: UInt64 = World.runToken,
        changing changes: [Int: UInt8] = [:]
    ) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: byteCount)
        bytes.withUnsafeMutableBytes {
            Hello(sender: NodeID(sender), receiver: NodeID(receiver), runToken: runToken)
                .encode(into: $0)
        }
        for (offset, value) in changes { bytes[offset] = value }
        return bytes
    }
}
