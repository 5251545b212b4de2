import CLinux
package import Core
import Glibc

/// A node's datagrams to and from other nodes, over one socket; loop thread only.
///
/// There is nothing to connect: each datagram says on its own who speaks to whom, as a connection
/// does once, and then carries one frame. What does not arrive is gone, and nobody is told: nor does
/// a socket without a peer hear that nobody listens at the other end (udp(7)). Who is dead is silent.
package final class UDPTransport: Transport, EventHandler {
    package var receiver: (any TransportReceiver)?
    package let listening: Endpoint
    package private(set) var framesRejected = 0
    package private(set) var strangersRefused = 0

    /// How many datagrams one turn takes in, so that timers and others do not wait for long.
    private static let datagramsPerTurn = 64

    let pool = BufferPool()
    private let identity: TransportIdentity
    private let endpoints: (NodeID) -> Endpoint
    private let loop: EventLoop
    private let maximumQueueBytes: Int
    let fd: Int32
    private var socket: Descriptor?
    private let incoming: UnsafeMutableRawBufferPointer
    private let outgoing: DatagramQueue
    /// Whether the system would take no more, so that what is left waits until it does.
    private(set) var isBlocked = false

    /// Binds the socket.
    ///
    /// - Parameters:
    ///   - loop: What tells of the socket, and calls the receiver in its turns.
    ///   - identity: Who this node is.
    ///   - listening: Where; its address is also the one datagrams come from. Port 0 takes any.
    ///   - endpoints: Where the other nodes listen.
    ///   - maximumQueueBytes: How much may wait before `send` takes no more.
    /// - Throws: `SystemError` of `bind` where the endpoint is taken, or for want of descriptors.
    package init(
        loop: EventLoop, identity: TransportIdentity, listening: Endpoint,
        endpoints: @escaping (NodeID) -> Endpoint, maximumQueueBytes: Int = 4 << 20
    ) throws(SystemError) {
        let socket = try Descriptor(
            adopting: cl_socket_udp(Int32(Datagram.receiveBufferBytes)), from: "socket")
        try SystemError.check(cl_bind(socket.raw, listening.address, listening.port), "bind")
        self.listening = try socket.localEndpoint()
        self.loop = loop
        self.identity = identity
        self.endpoints = endpoints
        self.maximumQueueBytes = maximumQueueBytes
        fd = socket.raw
        self.socket = consume socket
        // One byte more than the longest there can be would tell a longer one; there is none.
        incoming = .allocate(byteCount: Datagram.maximumBytes, alignment: 16)
        outgoing = DatagramQueue(pool: pool)
        try loop.watch(fd, for: .readable, self)
    }

    deinit {
        close()
        incoming.deallocate()
    }

    package var connectionCount: Int { 0 }

    /// As the kernel counts them for the socket; 0 where it does not, and once it is closed.
    package var datagramsDropped: Int {
        socket == nil ? 0 : max(0, Int(cl_datagrams_dropped(fd)))
    }

    /// Nothing: there is nobody to connect to.
    package func dial(_ node: NodeID) {}

    /// Always, but to itself: whether anybody listens there, nobody knows.
    package func isConnected(_ node: NodeID) -> Bool {
        socket != nil && node != identity.node
    }

    /// Queues a message for the next flush; one that fits no datagram finds the queue full.
    package func send(_ message: Message, to node: NodeID) -> Sending {
        guard isConnected(node) else { return .notConnected }
        let count = Datagram.byteCount(of: message)
        guard count <= Datagram.maximumBytes, outgoing.byteCount + count <= maximumQueueBytes
        else { return .queueFull }
        let room = outgoing.room(count)
        identity.hello(to: node).encode(into: room)
        _ = Frame.encode(
            message, into: UnsafeMutableRawBufferPointer(rebasing: room[Hello.byteCount...]))
        outgoing.append(count, to: endpoints(node))
        return .sent
    }

    package func flush() {
        if !isBlocked, !outgoing.isEmpty { write() }
    }

    package func close() {
        guard socket != nil else { return }
        receiver = nil
        loop.forget(fd)
        socket = nil
        outgoing.removeAll()
    }

    package func ready(_ events: Readiness) {
        if events != .writable { read() }
        if events.contains(.writable), socket != nil { write() }
    }

    private func write() {
        let fd = fd
        let isEmpty = outgoing.drain { datagram, destination in
            let result = cl_send_to(
                fd, datagram.baseAddress, datagram.count, destination.address, destination.port)
            // Any other failure is one of this datagram alone, which is gone.
            return result == -Int(EAGAIN) || result == -Int(ENOBUFS) ? .waits : .over
        }
        guard isEmpty == isBlocked else { return }
        isBlocked = !isEmpty
        // Fails only for what is not watched.
        try? loop.change(fd, to: isBlocked ? [.readable, .writable] : .readable)
    }

    /// Takes in what has come, up to a number; the receiver may close the transport meanwhile.
    private func read() {
        for _ in 0..<Self.datagramsPerTurn where socket != nil {
            let count = cl_receive(fd, incoming.baseAddress, incoming.count)
            guard count >= 0 else { return }
            take(UnsafeRawBufferPointer(rebasing: incoming[..<count]))
        }
    }

    private func take(_ datagram: UnsafeRawBufferPointer) {
        guard let hello = Hello(datagram), identity.accepts(hello) else {
            strangersRefused += 1
            return
        }
        let frame = UnsafeRawBufferPointer(rebasing: datagram[Hello.byteCount...])
        do throws(Frame.Malformed) {
            // A frame that is not all of the datagram has the wrong length.
            let message = try Frame.decode(frame.bytes)
            try identity.limits.check(message)
            receiver?.received(message, frameBytes: frame.count, from: hello.sender)
        } catch {
            framesRejected += 1
        }
    }
}
