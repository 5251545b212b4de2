import Core
import Glibc
import Testing

@testable import Transport

/// Transports of one trial on one event loop, each with an ear that notes down what it hears.
final class World {
    struct TimedOut: Error {}

    static let runToken: UInt64 = 0x0123_4567_89AB_CDEF

    let loop: EventLoop
    private(set) var transports: [TCPTransport] = []
    private(set) var ears: [Ear] = []

    /// So many nodes that listen, in a trial that has room for as many again.
    init(
        listening count: Int, congestion: CongestionControl = .host,
        maximumQueueBytes: Int = 4 << 20
    ) throws {
        loop = try EventLoop()
        for index in 0..<count {
            let transport = try TCPTransport(
                loop: loop,
                identity: TransportIdentity(
                    node: NodeID(index), runToken: World.runToken, nodeCount: 2 * count),
                listening: World.address(of: index),
                endpoints: { [unowned self] in endpoint(of: $0) }, congestion: congestion,
                maximumQueueBytes: maximumQueueBytes)
            let ear = Ear()
            transport.receiver = ear
            transports.append(transport)
            ears.append(ear)
        }
    }

    deinit {
        close()
    }

    /// The port of nodes that do not listen from the start.
    static let latePort: UInt16 = 7400

    /// Node `index` has an address of its own, in every process another one, and any port.
    static func address(of index: Int, port: UInt16 = 0) -> Endpoint {
        let block = UInt32(getpid()) & 0xFFFF
        return Endpoint(address: 0x7F00_0001 + (block << 8) + UInt32(index), port: port)
    }

    /// Where a node listens, or would.
    func endpoint(of node: NodeID) -> Endpoint {
        node.position < transports.count
            ? transports[node.position].listening
            : World.address(of: node.position, port: World.latePort)
    }

    subscript(index: Int) -> TCPTransport { transports[index] }

    /// One turn and one flush of everybody, and no longer than until `deadline`.
    func turn(until deadline: Instant) throws {
        try loop.turn(until: deadline)
        for transport in transports { transport.flush() }
    }

    /// Turns until the condition holds; gives up after `seconds`.
    func turn(seconds: Double = 10, until condition: () throws -> Bool) throws {
        let deadline = Monotonic.now() + .seconds(seconds)
        for transport in transports { transport.flush() }
        while try !condition() {
            guard Monotonic.now() < deadline else { throw TimedOut() }
            try turn(until: min(deadline, Monotonic.now() + .milliseconds(1)))
        }
    }

    /// Turns until nothing has been ready for a millisecond; gives up where something always is.
    func settle() throws {
        try turn {
            let deadline = Monotonic.now() + .milliseconds(1)
            try turn(until: deadline)
            return Monotonic.now() >= deadline
        }
    }

    /// Whether nothing is ready any more: whether turns last for as long as they may.
    func isAtRest() throws -> Bool {
        let quiet = try (0..<20).count { _ in
            let deadline = Monotonic.now() + .microseconds(500)
            try turn(until: deadline)
            return Monotonic.now() >= deadline
        }
        // Being kept from the processor makes a turn last, too, but not most of them.
        return quiet > 10
    }

    /// Connects two nodes, `dialer` dialing.
    func connect(_ dialer: Int, to acceptor: Int) throws {
        transports[dialer].dial(NodeID(acceptor))
        try turn { areConnected(dialer, acceptor) }
    }

    /// Whether two nodes have one connection between them, and have said hello on it.
    func areConnected(_ one: Int, _ other: Int) -> Bool {
        guard let near = self[one].connections[NodeID(other)], near.isUsable, !near.awaitsHello,
            let far = self[other].connections[NodeID(one)], far.isUsable, !far.awaitsHello
        else { return false }
        return near.isDialed != far.isDialed
    }

    func close() {
        for transport in transports { transport.close() }
    }
}

/// Notes down what a transport tells.
final class Ear: TransportReceiver {
    enum Heard: Equatable {
        case connected(Int, dialed: Bool)
        case lost(Int, Loss)
        case dialFailed(Int, SystemError)
    }

    var heard: [Heard] = []
    var messages: [Message] = []
    var frameBytes = 0
    /// What to do next to noting down.
    var onMessage: (Message, NodeID) -> Void = { _, _ in }
    var onChange: (Heard) -> Void = { _ in }

    func received(_ message: Message, frameBytes: Int, from node: NodeID) {
        messages.append(message)
        self.frameBytes += frameBytes
        onMessage(message, node)
    }

    func connected(_ node: NodeID, dialed: Bool) {
        note(.connected(node.position, dialed: dialed))
    }

    func lost(_ node: NodeID, _ reason: Loss) {
        note(.lost(node.position, reason))
    }

    func dialFailed(_ node: NodeID, _ error: SystemError) {
        note(.dialFailed(node.position, error))
    }

    private func note(_ change: Heard) {
        heard.append(change)
        onChange(change)
    }
}

extension Message {
    /// A put with content, told from others by its number.
    static func put(_ number: UInt32, contentBytes: UInt32 = 64) -> Message {
        var message = Message(
            .put, operation: OperationID(participant: 1, sequence: number), key: number)
        message.contentBytes = contentBytes
        message.version = Version(intendedNanoseconds: 5, participant: 1, sequence: number)
        return message
    }

    /// The message as bytes.
    var frame: [UInt8] {
        var bytes = [UInt8](repeating: 0, count: Frame.byteCount(of: self))
        _ = bytes.withUnsafeMutableBytes { Frame.encode(self, into: $0) }
        return bytes
    }
}
