import CLinux
import Core
import Glibc

/// One TCP connection: its socket, what is under way on it, and how far it has come.
final class Connection: EventHandler {
    enum Stage {
        /// This node dialed, and the system has not answered yet.
        case dialing
        /// Accepted; the other side has not said who it is.
        case unidentified
        /// Messages pass.
        case open
        case closed
    }

    var stage: Stage
    /// The node at the other end; nil while unidentified.
    var peer: NodeID?
    let isDialed: Bool
    /// Whether the other side's hello is still to come.
    var awaitsHello = true
    /// When it was dialed or accepted.
    let began: Instant
    /// Of what was received, that which is not a whole frame yet.
    let incoming: ByteQueue
    /// What is to be sent.
    let outgoing: ByteQueue
    /// How many bytes complete the frame under way in `incoming`.
    var missingBytes = 0
    /// Whether the transport knows that there is something to flush.
    var isPending = false
    /// Whether the system would take no more, so that what is left waits until it does.
    private(set) var isBlocked = false
    /// Why it can no longer be written to, and will be lost once all that had arrived is read.
    private(set) var failure: SystemError?

    /// Told of what is new, once: a socket is read until it has no more, or looked at again.
    private static let reading: Interest = [.readable, .ended, .edgeTriggered]

    /// Whether messages can be sent on it.
    var isUsable: Bool { stage == .open && failure == nil }

    let fd: Int32
    private var socket: Descriptor?
    /// Closes its connections before it goes, so that none is told of anything then.
    private unowned(unsafe) let transport: TCPTransport
    private let loop: EventLoop

    /// Takes over a socket that is dialing `peer`, or that was accepted where `peer` is nil.
    ///
    /// - Throws: `SystemError` when it cannot be watched.
    init(
        _ socket: consuming Descriptor, to peer: NodeID?, of transport: TCPTransport,
        on loop: EventLoop
    ) throws(SystemError) {
        fd = socket.raw
        self.socket = consume socket
        self.peer = peer
        self.transport = transport
        self.loop = loop
        incoming = ByteQueue(pool: transport.pool)
        outgoing = ByteQueue(pool: transport.pool)
        isDialed = peer != nil
        stage = isDialed ? .dialing : .unidentified
        began = Monotonic.now()
        try loop.watch(fd, for: isDialed ? .writable : Self.reading, self)
    }

    func ready(_ events: Readiness) {
        transport.ready(self, events)
    }

    /// Closes the socket and gives the buffers back; more than once does nothing.
    func close() {
        guard stage != .closed else { return }
        stage = .closed
        loop.forget(fd)
        socket = nil
        incoming.release()
        outgoing.release()
    }

    /// Keeps what is left of received bytes, the first `taken` of which have been dealt with.
    ///
    /// They lie in `incoming` where that holds any, and where all connections receive else.
    func keep(_ bytes: UnsafeRawBufferPointer, from taken: Int) {
        guard stage != .closed else { return }
        if incoming.count > 0 {
            incoming.drop(taken)
            incoming.releaseIfEmpty()
        } else if taken < bytes.count {
            let rest = bytes[taken...]
            incoming.room(rest.count).copyBytes(from: rest)
            incoming.append(rest.count)
        }
    }

    /// Queues a message, unless more than `limitBytes` would wait then; whether it did.
    func append(_ message: Message, within limitBytes: Int) -> Bool {
        let bytes = Frame.byteCount(of: message)
        guard outgoing.count + bytes <= limitBytes else { return false }
        outgoing.append(Frame.encode(message, into: outgoing.room(bytes)))
        return true
    }

    /// How the attempt to connect has ended: nil when it has succeeded.
    func dialError() -> SystemError? {
        let code = cl_socket_get(fd, CL_PENDING_ERROR)
        return code == 0 ? nil : SystemError("connect", code: abs(code))
    }

    /// Has the next turn tell of what there is to do, whether or not it was told of before.
    func watch() {
        do throws(SystemError) {
            try loop.change(fd, to: isBlocked ? [Self.reading, .writable] : Self.reading)
        } catch {
            fail(error)
        }
    }

    /// Offers the system everything that is to be sent, in one call; what it leaves waits for it.
    func write() {
        guard isUsable, outgoing.count > 0 else { return outgoing.release() }
        let bytes = outgoing.bytes
        let result = cl_send(fd, bytes.baseAddress, bytes.count)
        guard result >= 0 || result == -Int(EAGAIN) else {
            outgoing.release()
            return fail(SystemError("send", code: Int32(-result)))
        }
        outgoing.drop(max(result, 0))
        outgoing.releaseIfEmpty()
        let isLeftOver = outgoing.count > 0
        guard isLeftOver != isBlocked else { return }
        isBlocked = isLeftOver
        watch()
    }

    /// Makes the socket readable to its end, so that what has arrived is read before it is lost.
    private func fail(_ error: SystemError) {
        failure = error
        _ = cl_shut_down(fd)
        try? loop.change(fd, to: Self.reading)
    }
}
