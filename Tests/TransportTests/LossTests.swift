import CLinux
import Core
import Glibc
import Testing

@testable import Transport

@Suite("Losing a connection")
struct LossTests {
    @Test("One that is closed is lost once, after what had arrived")
    func closed() async {
        await #expect(processExitsWith: .success) {
            try leavingNothingOpen {
                let world = try World(listening: 1)
                let peer = try RawPeer(to: world[0].listening)
                try peer.send(Hello.bytes(from: 1, to: 0) + Message.put(1).frame + [1, 2, 3])
                peer.close()
                try world.turn { world.ears[0].heard.count == 2 }
                try world.settle()
                #expect(world.ears[0].messages == [.put(1)])
                #expect(world.ears[0].heard == [.connected(1, dialed: false), .lost(1, .closed)])
                #expect(world[0].connectionCount == 0 && !world[0].isConnected(NodeID(1)))
            }
        }
    }

    @Test("What fills an event's bytes to the last is heard, and the end after it")
    func closedBehindFull() async {
        await #expect(processExitsWith: .success) {
            try leavingNothingOpen {
                let world = try World(listening: 1)
                let peer = try RawPeer(to: world[0].listening)
                var bytes = Hello.bytes(from: 1, to: 0)
                while bytes.count < TCPTransport.readBytes {
                    let frameBytes = 4_096 - bytes.count % 4_096
                    let content = UInt32(frameBytes - Frame.headBytes)
                    bytes += Message.put(1, contentBytes: content).frame
                }
                #expect(bytes.count == TCPTransport.readBytes)
                while bytes.count > 0 { bytes.removeFirst(try peer.send(bytes)) }
                peer.close()
                try world.turn { world.ears[0].heard.count == 2 }
                #expect(world.ears[0].messages.count == TCPTransport.readBytes / 4_096)
            }
        }
    }

    @Test("One that is reset is lost with the system's reason")
    func reset() async {
        await #expect(processExitsWith: .success) {
            try leavingNothingOpen {
                let world = try World(listening: 1)
                let peer = try RawPeer(to: world[0].listening)
                try peer.send(Hello.bytes(from: 1, to: 0))
                try world.turn { world[0].isConnected(NodeID(1)) }
                peer.reset()
                try world.turn { world[0].connectionCount == 0 }
                let error = SystemError("recv", code: ECONNRESET)
                #expect(world.ears[0].heard.last == .lost(1, .reset(error)))
                #expect(error.message == "recv: Connection reset by peer (ECONNRESET)")
            }
        }
    }

    @Test("What had arrived before a write failed is delivered before the loss")
    func failedWrite() async {
        await #expect(processExitsWith: .success) {
            try leavingNothingOpen {
                let world = try World(listening: 1)
                let peer = try RawPeer(to: world[0].listening)
                try peer.send(Hello.bytes(from: 1, to: 0))
                try world.turn { world[0].isConnected(NodeID(1)) }
                world[0].flush()
                try peer.send(Message.put(1).frame)
                peer.reset()
                // The write comes before the turn that would see the reset.
                #expect(world[0].send(.put(2), to: NodeID(1)) == .sent)
                world[0].flush()
                #expect(world.ears[0].heard == [.connected(1, dialed: false)])
                #expect(world[0].send(.put(3), to: NodeID(1)) == .notConnected)
                #expect(!world[0].isConnected(NodeID(1)))
                try world.turn { world[0].connectionCount == 0 }
                #expect(world.ears[0].messages == [.put(1)])
                #expect(
                    world.ears[0].heard.last
                        == .lost(1, .reset(SystemError("send", code: ECONNRESET))))
                #expect(world[0].pool.lentCount == 0)
            }
        }
    }

    @Test("One that can no longer be written to is lost, though the other side lives")
    func unwritable() async {
        await #expect(processExitsWith: .success) {
            try leavingNothingOpen {
                let world = try World(listening: 2)
                try world.connect(0, to: 1)
                let connection = try #require(world[0].connections[NodeID(1)])
                #expect(shutdown(connection.fd, Int32(SHUT_WR)) == 0)
                #expect(world[0].send(.put(1), to: NodeID(1)) == .sent)
                world[0].flush()
                // The other side, held off here, does not answer the end of the stream.
                for _ in 0..<100 where world[0].connectionCount > 0 {
                    connection.ready(.readable)
                }
                #expect(
                    world.ears[0].heard.last == .lost(1, .reset(SystemError("send", code: EPIPE))))
            }
        }
    }

    @Test("One that no longer answers is lost when the system gives it up")
    func timedOut() async {
        await #expect(processExitsWith: .success) {
            try leavingNothingOpen {
                let world = try World(listening: 1)
                let peer = try RawPeer(to: world[0].listening)
                try peer.send(Hello.bytes(from: 1, to: 0))
                try world.turn { world[0].isConnected(NodeID(1)) }
                // A peer that takes nothing for longer than the system is patient.
                let connection = try #require(world[0].connections[NodeID(1)])
                #expect(cl_socket_set(connection.fd, CL_USER_TIMEOUT, 1) == 0)
                for _ in 0..<3 {
                    #expect(world[0].send(.put(1, contentBytes: 1 << 20), to: NodeID(1)) == .sent)
                }
                try world.turn { world[0].connectionCount == 0 }
                #expect(
                    world.ears[0].heard.last
                        == .lost(1, .reset(SystemError("recv", code: ETIMEDOUT))))
                #expect(world[0].pool.lentCount == 0)
            }
        }
    }

    @Test("A dial that nobody answers fails, and may be repeated until somebody does")
    func redial() async {
        await #expect(processExitsWith: .success) {
            try leavingNothingOpen {
                let world = try World(listening: 1)
                for attempt in 1...2 {
                    world[0].dial(NodeID(1))
                    try world.turn { world.ears[0].heard.count == attempt }
                    let error = SystemError("connect", code: ECONNREFUSED)
                    #expect(world.ears[0].heard.last == .dialFailed(1, error))
                    #expect(error.message == "connect: Connection refused (ECONNREFUSED)")
                }
                let other = try TCPTransport(
                    loop: world.loop,
                    identity: TransportIdentity(
                        node: NodeID(1), runToken: World.runToken, nodeCount: 2),
                    listening: World.address(of: 1, port: World.latePort),
                    endpoints: { _ in World.address(of: 0) })
                world[0].dial(NodeID(1))
                try world.turn { world[0].isConnected(NodeID(1)) }
                try world.turn { other.isConnected(NodeID(0)) }
                #expect(world.ears[0].heard.last == .connected(1, dialed: true))
            }
        }
    }

    @Test("A dial that fails at once is told of in the next turn")
    func failsAtOnce() async {
        await #expect(processExitsWith: .success) {
            try leavingNothingOpen {
                let loop = try EventLoop()
                let transport = try TCPTransport(
                    loop: loop,
                    identity: TransportIdentity(node: NodeID(0), runToken: 1, nodeCount: 2),
                    listening: World.address(of: 0),
                    endpoints: { _ in Endpoint(address: 0xFFFF_FFFF, port: 9) })
                let ear = Ear()
                transport.receiver = ear
                transport.dial(NodeID(1))
                #expect(ear.heard.isEmpty)
                try loop.turn(until: Monotonic.now() + .seconds(1))
                #expect(ear.heard == [.dialFailed(1, SystemError("connect", code: ENETUNREACH))])
            }
        }
    }

    @Test("A node restarted on the same port is connected to again")
    func restarted() async {
        await #expect(processExitsWith: .success) {
            try leavingNothingOpen {
                let world = try World(listening: 1)
                func other(at endpoint: Endpoint) throws -> TCPTransport {
                    try TCPTransport(
                        loop: world.loop,
                        identity: TransportIdentity(
                            node: NodeID(1), runToken: World.runToken, nodeCount: 2),
                        listening: endpoint, endpoints: { world.endpoint(of: $0) })
                }
                for life in 1...3 {
                    let transport = try other(at: World.address(of: 1, port: World.latePort))
                    world[0].dial(NodeID(1))
                    try world.turn { transport.isConnected(NodeID(0)) }
                    transport.close()
                    try world.turn { world[0].connectionCount == 0 }
                    #expect(world[0].connectionsOpened == life)
                }
            }
        }
    }
}
