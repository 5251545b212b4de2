import Core
import Glibc
import Measurement
import NodeProcess
import Testing

@testable import Runner
@testable import Transport

/// A real node among hostile neighbours goes on serving the others, counts, and keeps nothing.
@Suite("A node among hostile neighbours", .serialized)
struct HostileTests {
    private static let count = isLong ? 10_000 : 500
    private static let memoryAllowanceBytes = 2 << 20

    /// A member of the run that behaves, as node 1.
    private func member(of node: NodeUnderTest) throws -> Peer {
        let peer = try Peer(to: node.endpoint)
        try peer.send(Hello.bytes(from: 1, to: 0, runToken: node.assignment.runToken))
        try peer.takeHello()
        return peer
    }

    private func expectServed(_ member: Peer, _ node: NodeUnderTest) throws {
        let answer = try member.get(node.ownKey, as: 1)
        #expect(answer.kind == .value)
    }

    @Test("Frames that are mutated, made up or out of range cost their sender the connection")
    func frames() throws {
        let node = try NodeUnderTest()
        let member = try member(of: node)
        var random = SeededRandom(seed: 4_711)
        var refused: UInt64 = 0
        let before = node.openDescriptors
        var memoryBytes = 0
        for number in 0..<Self.count {
            let sender = 2 + Int(random.next(below: 2))
            let frame = HostileFrame(using: &random)
            if frame.isRefused(peers: UInt32(NodeUnderTest.peers), keys: Key(NodeUnderTest.keys)) {
                refused += 1
            }
            let peer = try Peer(to: node.endpoint, number: number)
            try peer.send(
                Hello.bytes(from: sender, to: 0, runToken: node.assignment.runToken) + frame.bytes)
            try peer.finish()
            if number == Self.count / 4 { memoryBytes = node.memoryBytes }
            if number.isMultiple(of: 25) { try expectServed(member, node) }
        }
        try expectServed(member, node)
        #expect(refused > UInt64(Self.count) / 2)
        try node.turn { try node.counters.framesRejected >= refused }
        try node.turn { node.openDescriptors == before }
        #expect(node.memoryBytes < memoryBytes + Self.memoryAllowanceBytes)
        try expectCount(\.framesRejected, of: node, refused) {
            let peer = try Peer(to: node.endpoint)
            try peer.send(Hello.bytes(from: 2, to: 0, runToken: node.assignment.runToken))
            try peer.send([UInt8](repeating: 0, count: 60))
            try peer.finish()
        }
        #expect(try node.counters.strangersRefused == 0)
    }

    @Test("Connections opened and closed in every way, with a hello or not, leave nothing behind")
    func connections() throws {
        let node = try NodeUnderTest()
        let member = try member(of: node)
        let before = node.openDescriptors
        var random = SeededRandom(seed: 4_712)
        var held: [Peer] = []
        var orderlyStrangers: UInt64 = 0
        var strangers: UInt64 = 0
        var memoryBytes = 0
        for number in 0..<Self.count {
            let (bytes, isStranger) = firstWords(to: node, using: &random)
            let peer = try Peer(to: node.endpoint, number: number)
            try peer.send(bytes)
            let isReset = random.next(below: 4) == 0
            if isReset { peer.closeByReset() }
            if isStranger {
                strangers += 1
                if !isReset { orderlyStrangers += 1 }
            }
            // Most are closed at once, some a while later.
            if random.next(below: 3) == 0 { held.append(peer) }
            if held.count > 40 { held.remove(at: Int(random.next(below: UInt64(held.count)))) }
            if number == Self.count / 4 { memoryBytes = node.memoryBytes }
            if number.isMultiple(of: 25) { try expectServed(member, node) }
        }
        held = []
        try expectServed(member, node)
        try node.turn { node.openDescriptors == before }
        #expect(node.memoryBytes < memoryBytes + Self.memoryAllowanceBytes)
        // A reset may throw away what was said before it.
        try node.turn { try node.counters.strangersRefused >= orderlyStrangers }
        #expect(try node.counters.strangersRefused <= strangers)
        #expect(orderlyStrangers > UInt64(Self.count) / 4)
        #expect(try node.counters.framesRejected == 0)
    }

    @Test("It listens on its own address of the run's block and nowhere else")
    func listening() throws {
        let node = try NodeUnderTest()
        let descriptors = TextFile.names(in: "/proc/\(node.handle.pid)/fd")
        let links = descriptors.compactMap {
            TextFile.target(of: "/proc/\(node.handle.pid)/fd/\($0)")
        }
        var addresses: [Substring] = []
        for table in ["tcp", "tcp6", "udp", "udp6"] {
            let text = TextFile.read("/proc/net/\(table)") ?? ""
            for line in text.split(separator: "\n").dropFirst() {
                let words = line.split(separator: " ")
                if words.count > 9, links.contains("socket:[\(words[9])]") {
                    addresses.append(words[1])
                }
            }
        }
        let own = node.endpoint
        let expected =
            hexadecimal(own.address.byteSwapped, digits: 8) + ":"
            + hexadecimal(UInt32(own.port), digits: 4)
        #expect(addresses == [expected[...]])
        #expect(own.address >> 24 == 127)
    }

    @Test("A node whose runner is gone leaves by itself")
    func lifeline() throws {
        let node = try NodeUnderTest()
        node.handle.channel.close()
        let deadline = Monotonic.now() + .seconds(30)
        while node.handle.end == nil, Monotonic.now() < deadline {
            try node.environment.loop.turn(until: Monotonic.now() + .milliseconds(5))
        }
        #expect(node.handle.end?.how == "exited with status 1")
    }

    /// What a connection begins with, and whether it is a stranger's.
    private func firstWords(
        to node: NodeUnderTest, using random: inout SeededRandom
    ) -> (bytes: [UInt8], isStranger: Bool) {
        let token = node.assignment.runToken
        let hello = Hello.bytes(from: 2 + Int(random.next(below: 2)), to: 0, runToken: token)
        switch random.next(below: 6) {
        case 0: return (hello, false)
        case 1: return ([], false)
        case 2:
            return (Array(hello.prefix(1 + Int(random.next(below: UInt64(hello.count - 1))))), true)
        case 3:
            return (Hello.bytes(from: 2, to: 0, runToken: random.next()), true)
        case 4:
            let sender = [-1, 0, NodeUnderTest.peers, Int(Int32.max)][Int(random.next(below: 4))]
            return (Hello.bytes(from: sender, to: 0, runToken: token), true)
        default:
            return ((0...random.next(below: 100)).map { _ in UInt8(random.next(below: 256)) }, true)
        }
    }

    /// Asserts a counter's exact value, by making it go up once more: who has counted that has counted
    /// everything before.
    private func expectCount(
        _ counter: KeyPath<Counters, UInt64>, of node: NodeUnderTest, _ expected: UInt64,
        oneMore: () throws -> Void
    ) throws {
        try oneMore()
        try node.turn { try node.counters[keyPath: counter] > expected }
        #expect(try node.counters[keyPath: counter] == expected + 1)
    }

    private func hexadecimal(_ number: UInt32, digits: Int) -> String {
        let text = String(number, radix: 16, uppercase: true)
        return String(repeating: "0", count: digits - text.count) + text
    }
}
