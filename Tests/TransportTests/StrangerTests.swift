import Core
import Glibc
import Testing

@testable import Transport

@Suite("Strangers")
struct StrangerTests {
    /// First words that are wrong in one way each.
    static let wrongHellos: [(what: String, bytes: [UInt8])] = [
        ("magic", Hello.bytes(from: 2, to: 1, changing: [0: 0x55])),
        ("version", Hello.bytes(from: 2, to: 1, changing: [8: 2])),
        ("reserved", Hello.bytes(from: 2, to: 1, changing: [23: 1])),
        ("run token", Hello.bytes(from: 2, to: 1, runToken: 1)),
        ("receiver", Hello.bytes(from: 2, to: 0)),
        ("itself", Hello.bytes(from: 1, to: 1)),
        ("beyond the last node", Hello.bytes(from: 4, to: 1)),
        ("negative node", Hello.bytes(from: -1, to: 1)),
        ("another program", Array("GET /index.html HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".utf8)),
    ]

    @Test("A wrong hello is refused and counted, and nothing else happens", arguments: 0..<9)
    func wrongHello(_ number: Int) async {
        await #expect(processExitsWith: .success) { [number] in
            try leavingNothingOpen {
                let world = try World(listening: 2)
                try world.connect(0, to: 1)
                let before = world.ears[1].heard
                let peer = try RawPeer(to: world[1].listening)
                try peer.send(StrangerTests.wrongHellos[number].bytes + Message.put(1).frame)
                try world.turn { peer.isClosedByOther }
                #expect(world[1].strangersRefused == 1)
                #expect(world[1].framesRejected == 0 && world[1].connectionsOpened == 1)
                #expect(world.ears[1].heard == before && world.ears[1].messages.isEmpty)
                #expect(world[0].send(.put(3), to: NodeID(1)) == .sent)
                try world.turn { world.ears[1].messages == [.put(3)] }
            }
        }
    }

    @Test("The dialer refuses who is not the node it dialed")
    func wrongAcceptor() async {
        await #expect(processExitsWith: .success) {
            try leavingNothingOpen {
                let world = try World(listening: 2)
                let impostor = try RawListener(at: World.address(of: 2, port: World.latePort))
                world[0].dial(NodeID(2))
                var accepted: RawPeer?
                try world.turn {
                    accepted = accepted ?? impostor.accept()
                    return accepted != nil && world[0].isConnected(NodeID(2))
                }
                let peer = try #require(accepted)
                try peer.send(Hello.bytes(from: 3, to: 0))
                try world.turn { peer.isClosedByOther }
                #expect(world.ears[0].heard == [.connected(2, dialed: true), .lost(2, .stranger)])
                #expect(world[0].strangersRefused == 1)
            }
        }
    }

    @Test("Who says nothing is closed after two seconds, though nothing else happens")
    func silent() async {
        await #expect(processExitsWith: .success) {
            try leavingNothingOpen {
                let world = try World(listening: 1)
                let began = Monotonic.now()
                let mute = try RawPeer(to: world[0].listening)
                let slow = try RawPeer(to: world[0].listening, from: 78)
                try slow.send(Array(Hello.bytes(from: 1, to: 0).dropLast()))
                try world.turn { world[0].unidentified.count == 2 }
                // Nothing but the deadline itself ends these waits.
                while !world[0].unidentified.isEmpty && Monotonic.now() < began + .seconds(9) {
                    try world.turn(until: began + .seconds(10))
                }
                let waited = Monotonic.now() - began
                #expect(waited >= .seconds(2) && waited < .seconds(3))
                #expect(mute.isClosedByOther && slow.isClosedByOther)
                // Who said half a hello is a stranger; who said nothing may have been anybody.
                #expect(world.ears[0].heard.isEmpty && world[0].strangersRefused == 1)
                #expect(world[0].pool.lentCount == 0)
            }
        }
    }

    @Test("Who spoke while the node stood still is heard, though the time is over")
    func standstill() async {
        await #expect(processExitsWith: .success) {
            try leavingNothingOpen {
                let world = try World(listening: 1)
                let peer = try RawPeer(to: world[0].listening)
                try world.turn { world[0].unidentified.count == 1 }
                try peer.send(Hello.bytes(from: 1, to: 0))
                // The alarm rings before the hello is seen.
                world[0].alarmRang(at: Monotonic.now() + .seconds(3))
                #expect(world[0].isConnected(NodeID(1)))
            }
        }
    }

    @Test("Of more than 1,024 who say nothing, the oldest makes room")
    func manySilent() async {
        await #expect(processExitsWith: .success) {
            try limitingDescriptors(to: 4000) {
                try leavingNothingOpen {
                    let world = try World(listening: 2)
                    let mute = try (0..<1025).map { _ in try RawPeer(to: world[0].listening) }
                    try world.turn { mute[0].isClosedByOther }
                    #expect(world[0].unidentified.count == 1024)
                    #expect(!mute[1].isClosedByOther)
                    try world.connect(1, to: 0)
                    #expect(mute[1].isClosedByOther && !mute[2].isClosedByOther)
                }
            }
        }
    }
}
