import CLinux
import Core
import Glibc

/// What becomes of readiness: bytes are read, and hellos and frames taken out of them.
extension TCPTransport {
    /// How much one event reads from one connection, so that no other has to wait for long.
    static var readBytes: Int { 64 << 10 }

    func ready(_ connection: Connection, _ events: Readiness) {
        if connection.stage == .dialing { return dialEnded(connection) }
        if events != .writable { read(connection, events) }
        if events.contains(.writable) { connection.write() }
    }

    /// Receives once, and delivers every message that is whole by then.
    ///
    /// Messages are taken from where all connections receive, and only part of one is kept: what
    /// follows is received behind it.
    func read(_ connection: Connection, _ events: Readiness = .readable) {
        let kept = connection.incoming
        // Behind part of a frame there is still half as much room, or all that the frame needs.
        let room =
            kept.count == 0
            ? inbox : kept.room(max(connection.missingBytes, Self.readBytes / 2))
        let result = cl_receive(connection.fd, room.baseAddress, room.count)
        var loss: Loss?
        if result <= 0 {
            if result != -Int(EAGAIN) { loss = ending(of: connection, result) }
        } else if kept.count == 0 {
            loss = deliver(UnsafeRawBufferPointer(rebasing: room[..<result]), from: connection)
        } else {
            kept.append(result)
            loss = deliver(kept.bytes, from: connection)
        }
        guard connection.stage != .closed else { return }
        if let loss { return drop(connection, loss) }
        // What filled the room may not have been all, and an end comes after the last byte.
        if result == room.count || !events.isDisjoint(with: .endings) { connection.watch() }
    }

    private func ending(of connection: Connection, _ result: Int) -> Loss {
        if let failure = connection.failure { return .reset(failure) }
        return result == 0 ? .closed : .reset(SystemError("recv", code: Int32(-result)))
    }

    /// Takes apart what has been received; what is not whole yet is kept.
    ///
    /// - Returns: Why the connection must end, if so.
    private func deliver(
        _ bytes: UnsafeRawBufferPointer, from connection: Connection
    ) -> Loss? {
        var taken = 0
        if connection.awaitsHello, bytes.count >= Hello.byteCount {
            guard takeHello(bytes, connection) else { return .stranger }
            taken = Hello.byteCount
        }
        do throws(Frame.Malformed) {
            // The receiver may close the connection.
            while connection.stage == .open, !connection.awaitsHello, let peer = connection.peer,
                bytes.count - taken >= Frame.lengthBytes
            {
                let rest = UnsafeRawBufferPointer(rebasing: bytes[taken...]).bytes
                let frameBytes = try Frame.announcedBytes(rest)
                connection.missingBytes = frameBytes - rest.byteCount
                guard connection.missingBytes <= 0 else { break }
                guard let receiver else { return .closed }
                let message = try Frame.decode(rest.extracting(first: frameBytes))
                try identity.limits.check(message)
                taken += frameBytes
                receiver.received(message, frameBytes: frameBytes, from: peer)
            }
        } catch {
            framesRejected += 1
            return .malformed(error)
        }
        connection.keep(bytes, from: taken)
        return nil
    }
}

extension Readiness {
    /// Nothing more will come, or be taken.
    fileprivate static let endings: Readiness = [.ended, .failed, .hungUp]
}
