import Core
import Testing

@testable import Transport

@Suite("Two connections between two nodes")
struct ReplacementTests {
    @Test("A node that connects anew replaces its old connection")
    func replaced() async {
        await #expect(processExitsWith: .success) {
            try leavingNothingOpen {
                let world = try World(listening: 1)
                let old = try RawPeer(to: world[0].listening)
                try old.send(Hello.bytes(from: 1, to: 0))
                try world.turn { world[0].isConnected(NodeID(1)) }
                let new = try RawPeer(to: world[0].listening)
                try new.send(Hello.bytes(from: 1, to: 0) + Message.put(1).frame)
                try world.turn { world.ears[0].messages == [.put(1)] }
                #expect(old.isClosedByOther && !new.isClosedByOther)
                #expect(
                    world.ears[0].heard == [
                        .connected(1, dialed: false), .lost(1, .replaced),
                        .connected(1, dialed: false),
                    ])
                #expect(world[0].connectionCount == 1 && world[0].connectionsOpened == 2)
                new.close()
                try world.turn { world[0].connectionCount == 0 }
                #expect(world.ears[0].heard.last == .lost(1, .closed))
            }
        }
    }

    @Test("Dialing twice is dialing once")
    func dialingTwice() async {
        await #expect(processExitsWith: .success) {
            try leavingNothingOpen {
                let world = try World(listening: 2)
                world[0].dial(NodeID(1))
                world[0].dial(NodeID(1))
                try world.turn { world[1].connectionCount == 1 }
                world[0].dial(NodeID(1))
                try world.settle()
                #expect(world[0].connectionsOpened == 1 && world[1].connectionsOpened == 1)
            }
        }
    }

    /// Each with what becomes of messages once both have settled.
    @Test("Two nodes that dial each other at once end up with one connection", arguments: 0..<6)
    func crossing(_ headStart: Int) async {
        await #expect(processExitsWith: .success) { [headStart] in
            try leavingNothingOpen {
                let world = try World(listening: 2)
                let first = headStart % 2
                world[first].dial(NodeID(1 - first))
                // The second node dials after none, one or two of the first one's turns.
                for _ in 0..<headStart / 2 { try world.turn(until: Monotonic.now()) }
                world[1 - first].dial(NodeID(first))
                try world.turn { world.areConnected(0, 1) }
                for index in 0..<2 {
                    #expect(world[index].connectionCount == 1)
                    #expect(world[index].strangersRefused == 0)
                    #expect(world[index].send(.put(1), to: NodeID(1 - index)) == .sent)
                    let heard = world.ears[index].heard
                    let opened = heard.count { if case .connected = $0 { true } else { false } }
                    let lost = heard.count { if case .lost = $0 { true } else { false } }
                    #expect(opened == lost + 1 && opened + lost == heard.count)
                }
                try world.turn { world.ears.allSatisfy { $0.messages == [.put(1)] } }
            }
        }
    }
}
