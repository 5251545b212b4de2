package import Core

/// A node's TCP connections to other nodes, at most one to each; loop thread only.
///
/// Connections are dialed or accepted, introduce themselves with a hello, and then carry frames
/// both ways. Sending queues; `flush` writes. Nothing is allocated per message after warm-up.
package final class TCPTransport: Transport {
    /// Who hears of messages and connections, to be set before the first turn.
    ///
    /// Held until `close`, after which nobody is told of anything. Where there is no receiver, the
    /// first message that comes in ends its connection.
    package var receiver: (any TransportReceiver)?
    /// Where the node listens, with the port the system chose if none was asked for.
    package var listening: Endpoint { listener.endpoint }
    /// Open connections at present.
    package internal(set) var connectionCount = 0
    /// Connections ever opened, dialed or accepted.
    package internal(set) var connectionsOpened = 0
    /// Connections ended because what came was no frame.
    package internal(set) var framesRejected = 0
    /// Connections ended because whoever was there is no node this one should speak to: a wrong hello
    /// or part of one.
    ///
    /// Who said nothing at all is not counted: a member that dies, or whose dial crosses another,
    /// says nothing either.
    package internal(set) var strangersRefused = 0
    package let datagramsDropped = 0
    /// Connections turned away because the process had no descriptor left.
    package var connectionsDropped: Int { listener.droppedCount }

    let identity: TransportIdentity
    let endpoints: (NodeID) -> Endpoint
    let loop: EventLoop
    let pool = BufferPool()
    /// Where every connection's bytes are received; good until the next are.
    let inbox: UnsafeMutableRawBufferPointer
    let alarm: Alarm
    /// By node: its connection, dialing or open.
    let connections: ConnectionTable
    /// Accepted and not yet known, the oldest first.
    var unidentified: [Connection] = []
    /// Dials that failed at once, to be told of in the next turn.
    var failedDials: [(node: NodeID, error: SystemError)] = []
    private(set) var isClosed = false

    let congestion: CongestionControl
    private let listener: Listener
    private let maximumQueueBytes: Int
    /// Nodes to whose connections something is to be written in the next flush.
    private var pending = ReusedList<NodeID>()

    /// Starts to listen.
    ///
    /// - Parameters:
    ///   - loop: What tells of the sockets, and calls the receiver in its turns.
    ///   - identity: Who this node is.
    ///   - listening: Where; its address is also the one dials come from. Port 0 takes any.
    ///   - endpoints: Where the other nodes listen.
    ///   - congestion: Who decides how fast connections send.
    ///   - maximumQueueBytes: How much may wait per connection before `send` takes no more.
    /// - Throws: `SystemError` of `bind` where the endpoint is taken, or for want of descriptors.
    package init(
        loop: EventLoop, identity: TransportIdentity, listening: Endpoint,
        endpoints: @escaping (NodeID) -> Endpoint, congestion: CongestionControl = .host,
        maximumQueueBytes: Int = 4 << 20
    ) throws(SystemError) {
        self.loop = loop
        self.congestion = congestion
        self.identity = identity
        self.endpoints = endpoints
        self.maximumQueueBytes = maximumQueueBytes
        connections = ConnectionTable(nodeCount: identity.nodeCount)
        alarm = try Alarm(loop: loop)
        do throws(SystemError) {
            listener = try Listener(loop: loop, endpoint: listening, congestion: congestion)
        } catch {
            alarm.close()
            throw error
        }
        inbox = .allocate(byteCount: Self.readBytes, alignment: 64)
        alarm.ring = { [unowned self] in alarmRang(at: Monotonic.now()) }
        listener.accepted = { [unowned self] socket in accepted(socket) }
    }

    deinit {
        close()
        inbox.deallocate()
    }

    /// Whether messages to `node` can be sent.
    package func isConnected(_ node: NodeID) -> Bool {
        connections[node]?.isUsable ?? false
    }

    /// Queues a message for the next flush.
    package func send(_ message: Message, to node: NodeID) -> Sending {
        connections.with(node) { connection in
            guard connection.isUsable else { return .notConnected }
            guard connection.append(message, within: maximumQueueBytes) else { return .queueFull }
            flushLater(connection, to: node)
            return .sent
        } ?? .notConnected
    }

    /// Writes what has been queued since the last flush, in one call per connection.
    ///
    /// What the system does not take is written in later turns, without a flush.
    package func flush() {
        for index in pending.indices {
            connections.with(pending[index]) { connection in
                guard connection.isPending else { return }
                connection.isPending = false
                if !connection.isBlocked { connection.write() }
            }
        }
        pending.removeAll()
    }

    /// Closes every connection and the listening socket, unflushed messages with them; for good.
    package func close() {
        guard !isClosed else { return }
        isClosed = true
        receiver = nil
        listener.close()
        alarm.close()
        for connection in connections.all + unidentified {
            connection.close()
            if let peer = connection.peer { connections[peer] = nil }
        }
        unidentified = []
        pending.removeAll()
        failedDials = []
        connectionCount = 0
    }

    private func flushLater(_ connection: Connection, to node: NodeID) {
        guard !connection.isPending else { return }
        connection.isPending = true
        pending.append(node)
    }

    /// Opens a connection to a node that is known by now.
    func open(_ connection: Connection, to node: NodeID) {
        connection.stage = .open
        connection.peer = node
        connections[node] = connection
        connectionCount += 1
        connectionsOpened += 1
        let room = connection.outgoing.room(Hello.byteCount)
        identity.hello(to: node).encode(into: room)
        connection.outgoing.append(Hello.byteCount)
        flushLater(connection, to: node)
    }

    /// Closes a connection in whatever stage, and tells of it where it was open.
    func drop(_ connection: Connection, _ reason: Loss) {
        let wasOpen = connection.stage == .open
        if isOfStranger(connection, reason) { strangersRefused += 1 }
        connection.close()
        unidentified.removeAll { $0 === connection }
        guard let peer = connection.peer else { return }
        if connections[peer] === connection { connections[peer] = nil }
        guard wasOpen else { return }
        connectionCount -= 1
        receiver?.lost(peer, reason)
    }

    private func isOfStranger(_ connection: Connection, _ reason: Loss) -> Bool {
        if case .stranger = reason { return true }
        return connection.stage == .unidentified && connection.incoming.count > 0
    }
}
