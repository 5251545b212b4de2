import Core
import Testing

@testable import Transport

@Suite("Calls from within callbacks")
struct ReentrancyTests {
    @Test("Closing on a message drops the messages behind it")
    func closingOnMessage() async {
        await #expect(processExitsWith: .success) {
            try leavingNothingOpen {
                let world = try World(listening: 2)
                try world.connect(0, to: 1)
                let closing = world[1]
                world.ears[1].onMessage = { _, _ in closing.close() }
                for number: UInt32 in 0..<3 { _ = world[0].send(.put(number), to: NodeID(1)) }
                try world.turn { world[0].connectionCount == 0 }
                #expect(world.ears[1].messages == [.put(0)])
                #expect(world.ears[1].heard == [.connected(0, dialed: false)])
                #expect(closing.pool.lentCount == 0)
            }
        }
    }

    @Test("Closing on any change of any connection is safe")
    func closingOnChange() async {
        await #expect(processExitsWith: .success) {
            try leavingNothingOpen {
                for closer in 0..<3 {
                    let world = try World(listening: 3)
                    let closing = world[closer]
                    world.ears[closer].onChange = { _ in closing.close() }
                    for from in 0..<3 {
                        for to in 0..<3 where to != from { world[from].dial(NodeID(to)) }
                    }
                    let others = (0..<3).filter { $0 != closer }
                    try world.turn {
                        world.areConnected(others[0], others[1])
                            && others.allSatisfy { world[$0].connectionCount == 1 }
                            && !world.ears[closer].heard.isEmpty
                    }
                    #expect(closing.connectionCount == 0)
                    #expect(world.ears[closer].heard.count == 1)
                }
            }
        }
    }

    @Test("Dialing again as soon as a connection is lost connects again")
    func redialingOnLoss() async {
        await #expect(processExitsWith: .success) {
            try leavingNothingOpen {
                let world = try World(listening: 2)
                try world.connect(0, to: 1)
                let dialer = world[0]
                world.ears[0].onChange = {
                    if case .lost(let node, _) = $0 { dialer.dial(NodeID(node)) }
                }
                let connection = try #require(world[1].connections[NodeID(0)])
                world[1].drop(connection, .closed)
                try world.turn { world[0].connectionsOpened == 2 && world[1].connectionCount == 1 }
                #expect(
                    world.ears[0].heard == [
                        .connected(1, dialed: true), .lost(1, .closed), .connected(1, dialed: true),
                    ])
            }
        }
    }

    @Test("Sending and dialing while one connection replaces another is safe")
    func replacing() async {
        await #expect(processExitsWith: .success) {
            try leavingNothingOpen {
                let world = try World(listening: 1)
                let one = world[0]
                world.ears[0].onChange = { _ in
                    one.dial(NodeID(1))
                    _ = one.send(.put(4), to: NodeID(1))
                    one.flush()
                }
                let old = try RawPeer(to: one.listening)
                try old.send(Hello.bytes(from: 1, to: 0))
                try world.turn { one.isConnected(NodeID(1)) }
                let new = try RawPeer(to: one.listening)
                try new.send(Hello.bytes(from: 1, to: 0))
                try world.turn { world.ears[0].heard.count == 3 }
                var received: [UInt8] = []
                let expected =
                    Hello.bytes(from: 0, to: 1) + Message.put(4).frame + Message.put(4).frame
                try world.turn {
                    received += new.receive()
                    return received.count >= expected.count
                }
                #expect(received == expected)
            }
        }
    }

    @Test("A transport let go of by its own callback ends in peace")
    func releasing() async {
        await #expect(processExitsWith: .success) {
            try leavingNothingOpen {
                let world = try World(listening: 1)
                var other: TCPTransport? = try TCPTransport(
                    loop: world.loop,
                    identity: TransportIdentity(
                        node: NodeID(1), runToken: World.runToken, nodeCount: 2),
                    listening: World.address(of: 1, port: World.latePort),
                    endpoints: { _ in World.address(of: 0) })
                let ear = Ear()
                other?.receiver = ear
                ear.onMessage = { _, _ in other = nil }
                try world.turn(until: Monotonic.now())
                world[0].dial(NodeID(1))
                try world.turn { world[0].isConnected(NodeID(1)) }
                _ = world[0].send(.put(1), to: NodeID(1))
                _ = world[0].send(.put(2), to: NodeID(1))
                try world.turn { world[0].connectionCount == 0 }
                #expect(ear.messages == [.put(1), .put(2)] && other == nil)
            }
        }
    }

    @Test("A receiver that is gone is told nothing, and what is sent to it ends the connection")
    func receiverGone() async {
        await #expect(processExitsWith: .success) {
            try leavingNothingOpen {
                let world = try World(listening: 2)
                try world.connect(0, to: 1)
                world[1].receiver = nil
                _ = world[0].send(.put(1), to: NodeID(1))
                try world.turn { world[0].connectionCount == 0 }
                #expect(world[1].connectionCount == 0 && world[1].pool.lentCount == 0)
                #expect(world.ears[1].messages.isEmpty)
            }
        }
    }
}
