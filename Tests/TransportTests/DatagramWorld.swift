import CLinux
import Core
import Glibc
import Testing

@testable import Transport

/// Transports of one trial that speak in datagrams, on one event loop.
final class DatagramWorld {
    let loop: EventLoop
    private(set) var transports: [UDPTransport] = []
    private(set) var ears: [Ear] = []

    /// So many nodes that listen, in a trial that has room for as many again.
    init(listening count: Int, maximumQueueBytes: Int = 4 << 20) throws {
        loop = try EventLoop()
        for index in 0..<count {
            try listen(
                index, of: 2 * count, at: World.address(of: index),
                maximumQueueBytes: maximumQueueBytes)
        }
    }

    deinit {
        close()
    }

    /// One more node.
    func listen(
        _ index: Int, of count: Int, at endpoint: Endpoint, maximumQueueBytes: Int = 4 << 20,
        limits: MessageLimits = .none
    ) throws {
        let transport = try UDPTransport(
            loop: loop,
            identity: TransportIdentity(
                node: NodeID(index), runToken: World.runToken, nodeCount: count, limits: limits),
            listening: endpoint,
            endpoints: { [unowned self] in endpointOf($0) },
            maximumQueueBytes: maximumQueueBytes)
        let ear = Ear()
        transport.receiver = ear
        transports.append(transport)
        ears.append(ear)
    }

    private func endpointOf(_ node: NodeID) -> Endpoint {
        node.position < transports.count
            ? transports[node.position].listening
            : World.address(of: node.position, port: World.latePort)
    }

    subscript(index: Int) -> UDPTransport { transports[index] }

    /// One turn and one flush of everybody.
    func turn(until deadline: Instant) throws {
        try loop.turn(until: deadline)
        for transport in transports { transport.flush() }
    }

    /// Turns until the condition holds; gives up after 10 s.
    func turn(until condition: () throws -> Bool) throws {
        let deadline = Monotonic.now() + .seconds(10)
        for transport in transports { transport.flush() }
        while try !condition() {
            guard Monotonic.now() < deadline else { throw World.TimedOut() }
            try turn(until: min(deadline, Monotonic.now() + .milliseconds(1)))
        }
    }

    /// Sends bytes to a node from a socket that is no node's.
    func throwAt(_ index: Int, _ bytes: [UInt8]) throws {
        let socket = try Descriptor(adopting: cl_socket_udp(1 << 16), from: "socket")
        let to = self[index].listening
        #expect(cl_send_to(socket.raw, bytes, bytes.count, to.address, to.port) == bytes.count)
    }

    func close() {
        for transport in transports { transport.close() }
    }
}
