import CLinux
import Core
import Glibc

/// What becomes of readiness: bytes are read, and hellos and frames taken out of them.
extension TCPTransport {
    /// How much one event reads from one connection, so that no other has to wait for long.
    private static var readBytes: Int { 64 << 10 }

    func ready(_ connection: Connection, _ events: Readiness) {
        if connection.stage == .dialing { return dialEnded(connection) }
        if events != .writable { read(connection) }
        if events.contains(.writable) { connection.write() }
    }

    /// Receives once, and delivers every message that is whole by then.
    func read(_ connection: Connection) {
        let bytes = connection.incoming
        // Behind part of a frame there is still half as much room, or all that the frame needs.
        let wantedBytes =
            bytes.count == 0
            ? Self.readBytes : max(connection.missingBytes, Self.readBytes / 2)
        let room = bytes.room(wantedBytes)
        let result = cl_receive(connection.fd, room.baseAddress, room.count)
        var loss: Loss?
        if result > 0 {
            bytes.append(result)
            loss = deliver(from: connection)
        } else if result != -Int(EAGAIN) {
            loss = ending(of: connection, result)
        }
        bytes.releaseIfEmpty()
        if let loss, connection.stage != .closed { drop(connection, loss) }
    }

    private func ending(of connection: Connection, _ result: Int) -> Loss {
        if let failure = connection.failure { return .reset(failure) }
        return result == 0 ? .closed : .reset(SystemError("recv", code: Int32(-result)))
    }

    /// Takes apart what has been received; what is not whole yet stays.
    ///
    /// - Returns: Why the connection must end, if so.
    private func deliver(from connection: Connection) -> Loss? {
        if connection.awaitsHello {
            guard takeHello(connection) else { return .stranger }
            if connection.awaitsHello { return nil }
        }
        let queue = connection.incoming
        guard let peer = connection.peer, queue.count > 0 else { return nil }
        guard let receiver else { return .closed }
        do throws(Frame.Malformed) {
            // Closing the connection, which the receiver may do, empties the queue.
            while queue.count >= Frame.lengthBytes {
                let bytes = queue.bytes.bytes
                let frameBytes = try Frame.announcedBytes(bytes)
                connection.missingBytes = frameBytes - bytes.byteCount
                guard connection.missingBytes <= 0 else { break }
                let message = try Frame.decode(bytes.extracting(first: frameBytes))
                try identity.limits.check(message)
                queue.drop(frameBytes)
                receiver.received(message, frameBytes: frameBytes, from: peer)
            }
            return nil
        } catch {
            framesRejected += 1
            return .malformed(error)
        }
    }
}
