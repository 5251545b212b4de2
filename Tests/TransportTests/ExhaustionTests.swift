import Core
import Glibc
import Testing

@testable import Transport

@Suite("Out of descriptors")
struct ExhaustionTests {
    @Test("Connections that cannot be accepted are turned away, and the loop comes to rest")
    func accepting() async {
        await #expect(processExitsWith: .success) {
            try leavingNothingOpen {
                let world = try World(listening: 2)
                try world.connect(0, to: 1)
                let peers = try (0..<5).map { _ in try RawPeer(to: world[0].listening) }
                try leavingDescriptors(0) {
                    try world.turn { world[0].connectionsDropped == 5 }
                    #expect(peers.allSatisfy { $0.isClosedByOther })
                    #expect(try world.isAtRest())
                    #expect(world[1].send(.put(1), to: NodeID(0)) == .sent)
                    try world.turn { world.ears[0].messages == [.put(1)] }
                }
                let late = try RawPeer(to: world[0].listening)
                try late.send(Hello.bytes(from: 2, to: 0))
                try world.turn { world[0].isConnected(NodeID(2)) }
                #expect(world[0].connectionsDropped == 5)
            }
        }
    }

    @Test("A dial without a descriptor fails, and works once there is one")
    func dialing() async {
        await #expect(processExitsWith: .success) {
            try leavingNothingOpen {
                let world = try World(listening: 2)
                try leavingDescriptors(0) {
                    world[0].dial(NodeID(1))
                    try world.turn { world.ears[0].heard.count == 1 }
                }
                let error = SystemError("socket", code: EMFILE)
                #expect(world.ears[0].heard == [.dialFailed(1, error)])
                #expect(error.message == "socket: Too many open files (EMFILE)")
                try world.connect(0, to: 1)
            }
        }
    }

    @Test("A transport that cannot be made leaves nothing open")
    func making() async {
        await #expect(processExitsWith: .success) {
            try leavingNothingOpen {
                let loop = try EventLoop()
                var made = 0
                // One descriptor more each time, until it is enough.
                for count in 0..<8 {
                    leavingDescriptors(count) {
                        let transport = try? TCPTransport(
                            loop: loop,
                            identity: TransportIdentity(node: NodeID(0), runToken: 1, nodeCount: 2),
                            listening: World.address(of: 0),
                            endpoints: { _ in World.address(of: 1) })
                        if transport != nil { made += 1 }
                    }
                }
                #expect(made >= 1 && made < 8)
            }
        }
    }

    @Test("Hundreds of transports, opened or not, leave no descriptor of any kind")
    func manyLives() async throws {
        await #expect(processExitsWith: .success) {
            let before = openDescriptors().count
            for _ in 0..<100 {
                let world = try World(listening: 2)
                world[0].dial(NodeID(1))
                try world.turn(until: Monotonic.now())
                #expect(throws: SystemError("bind", code: EADDRINUSE)) {
                    try TCPTransport(
                        loop: world.loop, identity: world[1].identity,
                        listening: world[0].listening, endpoints: { _ in world[0].listening })
                }
            }
            // The run-time library may have opened a few of its own.
            #expect(openDescriptors().count < before + 10)
        }
    }
}
