import Core
import Glibc
import Testing

@testable import Transport

@Suite("Back-pressure")
struct BackPressureTests {
    @Test("A receiver that does not read fills the queue, and empties it once it reads")
    func full() async {
        await #expect(processExitsWith: .success) {
            try leavingNothingOpen {
                let world = try World(listening: 1, maximumQueueBytes: 1 << 20)
                let peer = try RawPeer(to: world[0].listening)
                try peer.send(Hello.bytes(from: 1, to: 0))
                try world.turn { world[0].isConnected(NodeID(1)) }
                var sent = 0
                let message = Message.put(5, contentBytes: 10_000)
                while sent < 10_000, world[0].send(message, to: NodeID(1)) == .sent {
                    sent += 1
                    try world.turn(until: Monotonic.now())
                }
                #expect(world[0].send(message, to: NodeID(1)) == .queueFull)
                // What is short of the limit still fits.
                #expect(world[0].send(.put(6, contentBytes: 0), to: NodeID(1)) == .sent)
                let connection = try #require(world[0].connections[NodeID(1)])
                #expect(connection.isBlocked)
                #expect(connection.outgoing.count <= 1 << 20)

                var received = 0
                let expected = Hello.byteCount + sent * (52 + 10_000) + 52
                try world.turn {
                    received += peer.receive().count
                    return received == expected
                }
                try world.settle()
                #expect(try world.isAtRest() && !connection.isBlocked)
                #expect(world[0].pool.lentCount == 0)
                #expect(world[0].send(message, to: NodeID(1)) == .sent)
            }
        }
    }

    @Test("A queue that is written piece by piece arrives whole")
    func partialWrites() async {
        await #expect(processExitsWith: .success) {
            try leavingNothingOpen {
                let world = try World(listening: 2, maximumQueueBytes: 64 << 20)
                try world.connect(0, to: 1)
                let connection = try #require(world[0].connections[NodeID(1)])
                let sent = (0..<40).map { Message.put(UInt32($0), contentBytes: 1 << 20) }
                for message in sent { #expect(world[0].send(message, to: NodeID(1)) == .sent) }
                world[0].flush()
                #expect(connection.isBlocked)
                try world.turn { world.ears[1].messages.count == sent.count }
                #expect(world.ears[1].messages == sent)
                #expect(!connection.isBlocked)
                #expect(world[0].pool.lentCount == 0)
            }
        }
    }

    @Test("A message larger than the whole queue is never taken")
    func largerThanTheQueue() async {
        await #expect(processExitsWith: .success) {
            try leavingNothingOpen {
                let world = try World(listening: 2, maximumQueueBytes: 1000)
                try world.connect(0, to: 1)
                #expect(world[0].send(.put(1, contentBytes: 949), to: NodeID(1)) == .queueFull)
                #expect(world[0].send(.put(1, contentBytes: 948), to: NodeID(1)) == .sent)
            }
        }
    }

    @Test("One that sends without end keeps no other waiting: an event reads 64 KiB at most")
    func fairness() async {
        await #expect(processExitsWith: .success) {
            try leavingNothingOpen {
                let world = try World(listening: 2)
                let flood = try RawPeer(to: world[0].listening)
                try flood.send(Hello.bytes(from: 2, to: 0))
                try world.connect(1, to: 0)
                try world.turn { world[0].connectionCount == 2 }
                let connection = try #require(world[0].connections[NodeID(2)])
                var room: Int32 = 1 << 20
                #expect(setsockopt(connection.fd, SOL_SOCKET, SO_RCVBUF, &room, 4) == 0)
                let frames = [[UInt8]](
                    repeating: Message.put(9, contentBytes: 948).frame, count: 1000)
                try flood.send(Array(frames.joined()))
                #expect(world[1].send(.put(1), to: NodeID(0)) == .sent)
                world[1].flush()
                var waiting: Int32 = 0
                let deadline = Monotonic.now() + .seconds(5)
                while waiting < 150_000, Monotonic.now() < deadline {
                    #expect(ioctl(connection.fd, UInt(FIONREAD), &waiting) == 0)
                }
                #expect(waiting >= 150_000)
                try world.turn(until: Monotonic.now())
                #expect(world.ears[0].messages.contains(.put(1)))
                #expect(world.ears[0].messages.count <= 1 + 65_536 / 1000)
            }
        }
    }
}
