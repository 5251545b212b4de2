import CLinux
import Core
import Glibc
import Testing

@testable import Transport

/// The far end of a connection to a node, which waits for what it reads and sends whatever is wanted.
final class Peer {
    private static let patienceMilliseconds: Int32 = 30_000

    private let fd: Int32
    private var unread: [UInt8] = []
    private var tickets: UInt32 = 0

    /// Connects from one of many addresses, since each has so many ports only.
    init(to endpoint: Endpoint, number: Int = 0) throws {
        fd = try SystemError.check(cl_socket_tcp(), "socket")
        let source = endpoint.address & 0xFFFF_0000 | 0xC800 | UInt32(1 + number % 250)
        _ = cl_socket_set(fd, CL_BIND_ADDRESS_ONLY, 1)
        try SystemError.check(cl_bind(fd, source, 0), "bind")
        try SystemError.check(cl_connect(fd, endpoint.address, endpoint.port), "connect")
        try wait(for: Int16(POLLOUT))
        try #require(cl_socket_get(fd, CL_PENDING_ERROR) == 0)
    }

    deinit {
        close(fd)
    }

    /// Sends all bytes; false when the other side has closed the connection before.
    @discardableResult
    func send(_ bytes: [UInt8]) throws -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { cl_send(fd, $0.baseAddress, $0.count) }
            if count == -Int(EAGAIN) {
                try wait(for: Int16(POLLOUT))
            } else if count < 0 {
                return false
            } else {
                sent += count
            }
        }
        return true
    }

    /// Says that nothing more comes, and waits until the other side has taken all and closed.
    func finish() throws {
        _ = shutdown(fd, Int32(SHUT_WR))
        while try receive() {}
    }

    /// Makes closing a reset.
    func closeByReset() {
        _ = cl_socket_set(fd, CL_LINGER, 0)
    }

    /// Asks for a key and waits for the answer, doing a holder's duty meanwhile.
    func get(_ key: Key, as participant: UInt32) throws -> Message {
        tickets += 1
        var request = Message(
            .get, operation: OperationID(participant: participant, sequence: tickets), key: key)
        request.ticket = tickets
        try send(request.frame)
        while true {
            guard let message = try nextMessage() else {
                try #require(try receive(), "the node has closed a member's connection")
                continue
            }
            switch message.kind {
            case .replicate: try send(message.answer(.replicated).frame)
            case .value, .absent, .failed:
                if message.operation == request.operation { return message }
            default: break
            }
        }
    }

    /// Takes the other side's hello.
    func takeHello() throws {
        while unread.count < Hello.byteCount { try #require(try receive()) }
        unread.removeFirst(Hello.byteCount)
    }

    private func nextMessage() throws -> Message? {
        guard unread.count >= Frame.lengthBytes else { return nil }
        let bytes = unread
        let count = try Frame.announcedBytes(bytes.span.bytes)
        guard unread.count >= count else { return nil }
        defer { unread.removeFirst(count) }
        let frame = Array(bytes[..<count])
        return try Frame.decode(frame.span.bytes)
    }

    /// Waits for bytes; false at the end of the connection.
    private func receive() throws -> Bool {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = cl_receive(fd, &buffer, buffer.count)
            if count == -Int(EAGAIN) {
                try wait(for: Int16(POLLIN))
                continue
            }
            guard count > 0 else { return false }
            unread += buffer[..<count]
            return true
        }
    }

    private func wait(for events: Int16) throws {
        var poll = pollfd(fd: fd, events: events, revents: 0)
        try #require(
            Glibc.poll(&poll, 1, Self.patienceMilliseconds) == 1, "the node does not answer")
    }
}

extension Hello {
    /// What a node says to another, with some bytes changed.
    static func bytes(
        from sender: Int, to receiver: Int, runToken: UInt64, changing changes: [Int: UInt8] = [:]
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

extension Message {
    /// The message as bytes.
    var frame: [UInt8] {
        var bytes = [UInt8](repeating: 0, count: Frame.byteCount(of: self))
        _ = bytes.withUnsafeMutableBytes { Frame.encode(self, into: $0) }
        return bytes
    }
}
