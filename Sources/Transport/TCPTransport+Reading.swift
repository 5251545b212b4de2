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
        if events.contains(.writable) { connection.write(returningBuffersTo: pool) }
    }

    /// Receives once, and delivers every message that is whole by then.
    ///
    /// What is received belongs to this call while messages are delivered, so that whatever the
    /// receiver does, closing included, leaves it alone.
    func read(_ connection: Connection) {
        var bytes = ByteQueue()
        swap(&bytes, &connection.incoming)
        let wanted =
            bytes.count == 0 ? Self.readBytes : max(connection.missingBytes, Self.readBytes / 2)
        let room = bytes.room(wanted, from: pool)
        let result = cl_receive(connection.fd, room.baseAddress, room.count)
        var loss: Loss?
        if result > 0 {
            bytes.append(result)
            loss = deliver(&bytes, of: connection)
        } else if result != -Int(EAGAIN) {
            loss = ending(of: connection, result)
        }
        if connection.stage == .closed || bytes.count == 0 {
            bytes.release(to: pool)
        } else {
            swap(&bytes, &connection.incoming)
        }
        if let loss, connection.stage != .closed { drop(connection, loss) }
    }

    private func ending(of connection: Connection, _ result: Int) -> Loss {
        if let failure = connection.failure { return .reset(failure) }
        return result == 0 ? .closed : .reset(SystemError("recv", code: Int32(-result)))
    }

    /// Takes apart what has been received; what is not whole yet stays.
    ///
    /// - Returns: Why the connection must end, if so.
    private func deliver(_ bytes: inout ByteQueue, of connection: Connection) -> Loss? {
        if connection.awaitsHello {
            guard takeHello(connection, from: &bytes) else { return .stranger }
            if connection.awaitsHello { return nil }
        }
        guard let peer = connection.peer, let receiver else { return nil }
        do throws(Frame.Malformed) {
            while connection.stage == .open, bytes.count >= Frame.lengthBytes {
                let received = bytes.bytes.bytes
                let frameBytes = try Frame.announcedBytes(received)
                connection.missingBytes = frameBytes - bytes.count
                guard connection.missingBytes <= 0 else { break }
                let message = try Frame.decode(received.extracting(first: frameBytes))
                bytes.drop(frameBytes)
                receiver.received(message, frameBytes: frameBytes, from: peer)
            }
            return nil
        } catch {
            framesRejected += 1
            return .malformed(error)
        }
    }
}
