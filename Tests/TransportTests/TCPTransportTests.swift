import CLinux
import Core
import Glibc
import Testing

@testable import Transport

@Suite("TCP transport")
struct TCPTransportTests {
    @Test("A message goes there and back")
    func echo() async {
        await #expect(processExitsWith: .success) {
            try leavingNothingOpen {
                let world = try World(listening: 2)
                let (one, other) = (world[0], world[1])
                world.ears[1].onMessage = { message, node in
                    #expect(other.send(message.answer(.stored), to: node) == .sent)
                }
                try world.connect(0, to: 1)
                #expect(one.send(.put(7), to: NodeID(1)) == .sent)
                try world.turn { world.ears[0].messages.count == 1 }
                #expect(world.ears[1].messages == [.put(7)])
                #expect(world.ears[1].frameBytes == 52 + 64)
                #expect(world.ears[0].messages == [Message.put(7).answer(.stored)])
                #expect(world.ears[0].frameBytes == 52)
                #expect(world.ears[0].heard == [.connected(1, dialed: true)])
                #expect(world.ears[1].heard == [.connected(0, dialed: false)])
                #expect(one.connectionCount == 1 && one.connectionsOpened == 1)
            }
        }
    }

    @Test("Messages arrive in the order they were sent, every size among them")
    func order() async {
        await #expect(processExitsWith: .success) {
            try leavingNothingOpen {
                let world = try World(listening: 2)
                try world.connect(0, to: 1)
                let sizes: [UInt32] = [0, 1, 7, 8, 4096, 65_536, 1 << 20, 3, 200_000, 0]
                let sent = sizes.indices.map {
                    Message.put(UInt32($0), contentBytes: sizes[$0])
                }
                for message in sent { #expect(world[0].send(message, to: NodeID(1)) == .sent) }
                try world.turn { world.ears[1].messages.count == sent.count }
                #expect(world.ears[1].messages == sent)
                #expect(world[0].pool.lentCount == 0 && world[1].pool.lentCount == 0)
            }
        }
    }

    @Test("The dialer may send as soon as it is connected")
    func sendingAtOnce() async {
        await #expect(processExitsWith: .success) {
            try leavingNothingOpen {
                let world = try World(listening: 2)
                let dialer = world[0]
                world.ears[0].onChange = { _ in
                    #expect(dialer.send(.put(1), to: NodeID(1)) == .sent)
                }
                dialer.dial(NodeID(1))
                try world.turn { world.ears[1].messages == [.put(1)] }
            }
        }
    }

    @Test("What nobody is connected to cannot be sent to")
    func notConnected() async {
        await #expect(processExitsWith: .success) {
            try leavingNothingOpen {
                let world = try World(listening: 2)
                #expect(world[0].send(.put(1), to: NodeID(1)) == .notConnected)
                world[0].dial(NodeID(1))
                #expect(world[0].send(.put(1), to: NodeID(1)) == .notConnected)
                #expect(!world[0].isConnected(NodeID(1)))
                try world.turn { world[0].isConnected(NodeID(1)) }
                world[0].close()
                #expect(world[0].send(.put(1), to: NodeID(1)) == .notConnected)
                world[0].dial(NodeID(1))
                #expect(world[0].connectionCount == 0)
            }
        }
    }

    @Test("Sixteen nodes connect each to each, and every connection carries")
    func mesh() async {
        await #expect(processExitsWith: .success) {
            try leavingNothingOpen {
                let count = 16
                let world = try World(listening: count)
                for from in 0..<count {
                    for to in from + 1..<count { world[from].dial(NodeID(to)) }
                }
                try world.turn {
                    world.transports.allSatisfy { $0.connectionCount == count - 1 }
                }
                for from in 0..<count {
                    for to in 0..<count where to != from {
                        #expect(world[from].send(.put(UInt32(from)), to: NodeID(to)) == .sent)
                    }
                }
                try world.turn { world.ears.allSatisfy { $0.messages.count == count - 1 } }
                for to in 0..<count {
                    let senders = world.ears[to].messages.map { Int($0.key) }.sorted()
                    #expect(senders == (0..<count).filter { $0 != to })
                    #expect(world[to].pool.lentCount == 0)
                }
            }
        }
    }

    @Test("Sockets come from the node's own address and delay nothing")
    func sockets() async throws {
        await #expect(processExitsWith: .success) {
            try leavingNothingOpen {
                let world = try World(listening: 2)
                try world.connect(0, to: 1)
                let dialed = try #require(world[0].connections[NodeID(1)])
                let accepted = try #require(world[1].connections[NodeID(0)])
                var address: UInt32 = 0
                var port: UInt16 = 0
                #expect(cl_local_endpoint(dialed.fd, &address, &port) == 0)
                #expect(address == World.address(of: 0).address)
                #expect(cl_local_endpoint(accepted.fd, &address, &port) == 0)
                #expect(Endpoint(address: address, port: port) == world[1].listening)
                #expect(cl_socket_get(dialed.fd, CL_NO_DELAY) == 1)
                #expect(cl_socket_get(accepted.fd, CL_NO_DELAY) == 1)
            }
        }
    }

    @Test("Both ends of a connection send as the congestion control decides that was asked for")
    func congestion() async throws {
        await #expect(processExitsWith: .success) {
            let world = try World(listening: 2, congestion: .reno)
            try world.connect(0, to: 1)
            for (node, peer) in [(0, 1), (1, 0)] {
                let connection = try #require(world[node].connections[NodeID(peer)])
                var name = [UInt8](repeating: 0, count: 16)
                var count = socklen_t(name.count)
                let result = getsockopt(
                    connection.fd, Int32(IPPROTO_TCP), TCP_CONGESTION, &name, &count)
                #expect(result == 0)
                #expect(name.starts(with: "reno\0".utf8))
            }
        }
    }

    @Test("An endpoint that is taken is an error, and leaves nothing open")
    func takenEndpoint() async throws {
        await #expect(processExitsWith: .success) {
            try leavingNothingOpen {
                let world = try World(listening: 1)
                do throws(SystemError) {
                    _ = try TCPTransport(
                        loop: world.loop,
                        identity: TransportIdentity(node: NodeID(1), runToken: 1, nodeCount: 2),
                        listening: world[0].listening, endpoints: { _ in World.address(of: 0) })
                    Issue.record("listened twice")
                } catch {
                    #expect(error.message == "bind: Address already in use (EADDRINUSE)")
                }
            }
        }
    }

    @Test("After warm-up, messages need no new buffers")
    func reusedBuffers() async {
        await #expect(processExitsWith: .success) {
            try leavingNothingOpen {
                let world = try World(listening: 2)
                try world.connect(0, to: 1)
                func exchange(_ rounds: Int) throws {
                    for round in 0..<rounds {
                        world.ears[1].messages.removeAll(keepingCapacity: true)
                        for size: UInt32 in [64, 100_000, 64] {
                            #expect(
                                world[0].send(.put(1, contentBytes: size), to: NodeID(1)) == .sent)
                        }
                        try world.turn { world.ears[1].messages.count == 3 }
                        #expect(world[0].pool.lentCount == 0, "round \(round)")
                    }
                }
                try exchange(5)
                let allocated = world.transports.map(\.pool.allocatedCount)
                try exchange(200)
                #expect(world.transports.map(\.pool.allocatedCount) == allocated)
            }
        }
    }
}
