import Core
import Testing

@testable import Transport

@Suite("Framing on a stream")
struct FramingTests {
    @Test("Frames arrive whole wherever the stream is cut in two")
    func cuts() async {
        await #expect(processExitsWith: .success) {
            try leavingNothingOpen {
                let world = try World(listening: 1)
                let stream =
                    Hello.bytes(from: 1, to: 0) + Message.put(1, contentBytes: 5).frame
                    + Message.put(2).answer(.stored).frame + Message.put(3).frame
                let expected = [
                    Message.put(1, contentBytes: 5), Message.put(2).answer(.stored), .put(3),
                ]
                for cut in 1..<stream.count {
                    let peer = try RawPeer(to: world[0].listening)
                    #expect(try peer.send(Array(stream[..<cut])) == cut)
                    try world.settle()
                    #expect(try peer.send(Array(stream[cut...])) == stream.count - cut)
                    try world.turn { world.ears[0].messages.count == 3 }
                    #expect(world.ears[0].messages == expected, "cut at \(cut)")
                    world.ears[0].messages = []
                    peer.close()
                    try world.turn { world[0].connectionCount == 0 }
                }
            }
        }
    }

    @Test("Frames arrive whole from a stream that comes byte by byte")
    func bytes() async {
        await #expect(processExitsWith: .success) {
            try leavingNothingOpen {
                let world = try World(listening: 1)
                let peer = try RawPeer(to: world[0].listening)
                let stream =
                    Hello.bytes(from: 1, to: 0) + Message.put(1).frame + Message.put(2).frame
                for byte in stream {
                    #expect(try peer.send([byte]) == 1)
                    try world.turn(until: Monotonic.now() + .milliseconds(100))
                }
                try world.turn { world.ears[0].messages.count == 2 }
                #expect(world.ears[0].messages == [.put(1), .put(2)])
            }
        }
    }

    @Test("What is no frame ends its connection, after the frames before it, and no other")
    func malformed() async {
        await #expect(processExitsWith: .success) {
            try leavingNothingOpen {
                let world = try World(listening: 2)
                try world.connect(0, to: 1)
                let peer = try RawPeer(to: world[1].listening)
                var bad = Message.put(2).frame
                bad[60] ^= 1
                try peer.send(Hello.bytes(from: 2, to: 1) + Message.put(1).frame + bad)
                try world.turn { peer.isClosedByOther }
                #expect(world.ears[1].messages == [.put(1)])
                #expect(
                    world.ears[1].heard.suffix(2) == [
                        .connected(2, dialed: false), .lost(2, .malformed(.content(key: 2))),
                    ])
                #expect(world[1].framesRejected == 1)
                #expect(world[0].send(.put(3), to: NodeID(1)) == .sent)
                try world.turn { world.ears[1].messages == [.put(1), .put(3)] }
            }
        }
    }

    @Test("A frame announced too long is refused before any of it is kept")
    func oversized() async {
        await #expect(processExitsWith: .success) {
            try leavingNothingOpen {
                let world = try World(listening: 1)
                let peer = try RawPeer(to: world[0].listening)
                try peer.send(Hello.bytes(from: 1, to: 0) + [0xFF, 0xFF, 0xFF, 0x7F])
                try world.turn { peer.isClosedByOther }
                #expect(world.ears[0].heard.last == .lost(1, .malformed(.length(0x7FFF_FFFF))))
                #expect(world[0].pool.lentCount == 0)
            }
        }
    }
}
