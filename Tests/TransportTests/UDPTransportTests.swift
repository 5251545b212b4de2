import CLinux
import Core
import Glibc
import Testing

@testable import Transport

@Suite("UDP transport")
struct UDPTransportTests {
    @Test("A message goes there and back, and nobody connects")
    func echo() async {
        await #expect(processExitsWith: .success) {
            try leavingNothingOpen {
                let world = try DatagramWorld(listening: 2)
                let (one, other) = (world[0], world[1])
                world.ears[1].onMessage = { message, node in
                    #expect(other.send(message.answer(.stored), to: node) == .sent)
                }
                #expect(one.isConnected(NodeID(1)) && !one.isConnected(NodeID(0)))
                one.dial(NodeID(1))
                #expect(one.send(.put(7), to: NodeID(1)) == .sent)
                try world.turn { world.ears[0].messages.count == 1 }
                #expect(world.ears[1].messages == [.put(7)])
                #expect(world.ears[1].frameBytes == 52 + 64)
                #expect(world.ears[0].messages == [Message.put(7).answer(.stored)])
                #expect(world.ears[0].frameBytes == 52)
                #expect(world.ears.allSatisfy { $0.heard.isEmpty })
                #expect(one.connectionCount == 0 && other.connectionCount == 0)
                one.close()
                #expect(!one.isConnected(NodeID(1)))
                #expect(one.send(.put(7), to: NodeID(1)) == .notConnected)
            }
        }
    }

    @Test("The longest value fits a datagram, and one byte more is not taken")
    func oversized() async {
        await #expect(processExitsWith: .success) {
            try leavingNothingOpen {
                let world = try DatagramWorld(listening: 2)
                let longest = UInt32(Datagram.maximumContentBytes)
                #expect(longest == 65_507 - 32 - 52 && Hello.byteCount == Datagram.helloBytes)
                let tooLong = Message.put(1, contentBytes: longest + 1)
                #expect(world[0].send(tooLong, to: NodeID(1)) == .queueFull)
                let message = Message.put(2, contentBytes: longest)
                #expect(world[0].send(message, to: NodeID(1)) == .sent)
                try world.turn { !world.ears[1].messages.isEmpty }
                #expect(world.ears[1].messages == [message])
                #expect(world[0].pool.lentCount == 0)
            }
        }
    }

    @Test("A wrong hello is refused and counted, and nothing else happens", arguments: 0..<9)
    func stranger(_ number: Int) async {
        await #expect(processExitsWith: .success) { [number] in
            try leavingNothingOpen {
                let world = try DatagramWorld(listening: 2)
                let wrong = StrangerTests.wrongHellos[number].bytes + Message.put(1).frame
                try world.throwAt(1, wrong)
                #expect(world[0].send(.put(2), to: NodeID(1)) == .sent)
                try world.turn { world.ears[1].messages == [.put(2)] }
                #expect(world[1].strangersRefused == 1 && world[1].framesRejected == 0)
            }
        }
    }

    @Test("What is no frame, or more than one, is refused and counted, and nothing else happens")
    func malformed() async {
        await #expect(processExitsWith: .success) {
            try leavingNothingOpen {
                let world = try DatagramWorld(listening: 1)
                let limits = MessageLimits(
                    nodes: 4, participants: 4, keys: 10, serviceNanoseconds: 0)
                try world.listen(1, of: 4, at: World.address(of: 1), limits: limits)
                let frame = Message.put(1).frame
                var damaged = frame
                damaged[frame.count - 1] ^= 1
                let wrong = [
                    [], Array(frame.dropLast()), frame + [0], frame + frame, damaged,
                    Message.put(10).frame,
                ]
                for bytes in wrong {
                    try world.throwAt(1, Hello.bytes(from: 2, to: 1) + bytes)
                }
                #expect(world[0].send(.put(2), to: NodeID(1)) == .sent)
                try world.turn { world.ears[1].messages == [.put(2)] }
                #expect(world[1].framesRejected == wrong.count && world[1].strangersRefused == 0)
            }
        }
    }

    @Test("A full queue takes no more, and all it has taken arrives, in order")
    func fullQueue() async {
        await #expect(processExitsWith: .success) {
            try leavingNothingOpen {
                let world = try DatagramWorld(listening: 2, maximumQueueBytes: 100_000)
                var sent: [Message] = []
                while world[0].send(.put(UInt32(sent.count), contentBytes: 916), to: NodeID(1))
                    == .sent
                {
                    sent.append(.put(UInt32(sent.count), contentBytes: 916))
                }
                #expect(sent.count == 100)
                try world.turn { world.ears[1].messages.count == sent.count }
                #expect(world.ears[1].messages == sent)
                #expect(!world[0].isBlocked && world[0].pool.lentCount == 0)
                #expect(world[0].send(.put(1), to: NodeID(1)) == .sent)
            }
        }
    }

    @Test("A thousand that come at a time are all taken in, some in each turn")
    func many() async {
        await #expect(processExitsWith: .success) {
            try leavingNothingOpen {
                let world = try DatagramWorld(listening: 5)
                // As the kernel counts them, twice what was asked for.
                #expect(cl_socket_get(world[0].fd, CL_RECEIVE_BUFFER) >= 2 * 208 << 10)
                for round in 0..<250 {
                    for sender in 1...4 {
                        let number = UInt32(4 * round + sender)
                        #expect(
                            world[sender].send(.put(number, contentBytes: 40), to: NodeID(0))
                                == .sent)
                    }
                }
                for sender in 1...4 { world[sender].flush() }
                try world.turn(until: Monotonic.now())
                #expect(world.ears[0].messages.count == 64)
                try world.turn { world.ears[0].messages.count == 1_000 }
                for sender in 1...4 {
                    let numbers = world.ears[0].messages.map(\.key).filter { $0 % 4 == sender % 4 }
                    #expect(numbers.count == 250 && numbers == numbers.sorted())
                }
            }
        }
    }

    @Test("Nobody says that a node is gone; one that listens there later hears what is sent then")
    func silence() async {
        await #expect(processExitsWith: .success) {
            try leavingNothingOpen {
                let world = try DatagramWorld(listening: 2)
                for number: UInt32 in 0..<20 {
                    #expect(world[0].send(.put(number), to: NodeID(2)) == .sent)
                    try world.turn(until: Monotonic.now())
                }
                #expect(world.ears[0].heard.isEmpty && world[0].isConnected(NodeID(2)))
                try world.listen(
                    2, of: 4, at: World.address(of: 2, port: World.latePort))
                #expect(world[0].send(.put(100), to: NodeID(2)) == .sent)
                try world.turn { world.ears[2].messages == [.put(100)] }
            }
        }
    }

    @Test("What finds no room is counted, and the rest is there")
    func dropped() async {
        await #expect(processExitsWith: .success) {
            try leavingNothingOpen {
                let world = try DatagramWorld(listening: 2)
                let count = 20_000
                for _ in 0..<count {
                    #expect(world[0].send(.put(1), to: NodeID(1)) == .sent)
                    world[0].flush()
                }
                let dropped = world[1].datagramsDropped
                #expect(dropped > 0 && dropped < count && world[0].datagramsDropped == 0)
                try world.turn { world.ears[1].messages.count == count - dropped }
                #expect(world[1].datagramsDropped == dropped)
                world[1].close()
                #expect(world[1].datagramsDropped == 0)
            }
        }
    }

    @Test("A receiver may close the transport that tells it something")
    func closing() async {
        await #expect(processExitsWith: .success) {
            try leavingNothingOpen {
                let world = try DatagramWorld(listening: 2)
                let other = world[1]
                world.ears[1].onMessage = { _, _ in other.close() }
                for number: UInt32 in 0..<3 {
                    #expect(world[0].send(.put(number), to: NodeID(1)) == .sent)
                }
                try world.turn { !world.ears[1].messages.isEmpty }
                #expect(world.ears[1].messages == [.put(0)])
            }
        }
    }

    @Test("An endpoint that is taken is an error, and leaves nothing open")
    func takenEndpoint() async throws {
        await #expect(processExitsWith: .success) {
            try leavingNothingOpen {
                let world = try DatagramWorld(listening: 1)
                do {
                    try world.listen(1, of: 2, at: world[0].listening)
                    Issue.record("listened twice")
                } catch let error as SystemError {
                    #expect(error.message == "bind: Address already in use (EADDRINUSE)")
                }
            }
        }
    }

    @Test("After warm-up, messages need no new buffers")
    func reusedBuffers() async {
        await #expect(processExitsWith: .success) {
            try leavingNothingOpen {
                let world = try DatagramWorld(listening: 2)
                func exchange(_ rounds: Int) throws {
                    for round in 0..<rounds {
                        world.ears[1].messages.removeAll(keepingCapacity: true)
                        for size: UInt32 in [64, 60_000, 64] {
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

@Suite("Datagrams that wait")
struct DatagramQueueTests {
    private func queue(_ sizes: [Int]) -> DatagramQueue {
        let queue = DatagramQueue(pool: BufferPool())
        for (index, size) in sizes.enumerated() {
            let room = queue.room(size)
            for offset in 0..<size { room[offset] = UInt8(truncatingIfNeeded: index) }
            queue.append(size, to: Endpoint(address: UInt32(index), port: 1))
        }
        return queue
    }

    @Test(
        "What a socket has no room for waits in its place, and goes out later, whole and in order")
    func waiting() {
        let sizes = [10, 3_000, 1, 500]
        let queue = queue(sizes)
        var sent: [UInt32] = []
        func drain(room: Int) -> Bool {
            var room = room
            return queue.drain { datagram, destination in
                guard room > 0 else { return .waits }
                room -= 1
                #expect(datagram.count == sizes[Int(destination.address)])
                #expect(datagram.allSatisfy { $0 == UInt8(destination.address) })
                sent.append(destination.address)
                return .over
            }
        }
        #expect(!drain(room: 0) && sent.isEmpty)
        #expect(!drain(room: 1) && sent == [0] && queue.byteCount == 3_501)
        #expect(!drain(room: 2) && sent == [0, 1, 2])
        #expect(drain(room: 2) && sent == [0, 1, 2, 3])
        #expect(queue.isEmpty && queue.byteCount == 0)
    }

    @Test("One that is never empty keeps its order")
    func neverEmpty() {
        let queue = queue([1])
        var next: UInt8 = 0
        for index in 1...5_000 {
            queue.room(1)[0] = UInt8(truncatingIfNeeded: index)
            queue.append(1, to: Endpoint(address: 1, port: 1))
            var room = 1
            let isEmpty = queue.drain { datagram, _ in
                guard room > 0 else { return .waits }
                room -= 1
                #expect(datagram[0] == next)
                next &+= 1
                return .over
            }
            #expect(!isEmpty && queue.byteCount == 1)
        }
    }
}
