import Core
import Glibc
import Testing

@testable import Transport

@Suite("Broken frames")
struct BrokenFrameTests {
    @Test("Ten thousand broken frames are counted, and harm and keep nothing")
    func brokenFrames() async {
        await #expect(processExitsWith: .success) {
            try leavingNothingOpen {
                let world = try World(listening: 2)
                try world.connect(0, to: 1)
                let victim = world[1]
                var random = SeededRandom(seed: 20_260)
                var expected = 0
                var memoryBytes = 0
                for number in 0..<UInt32(10_000) {
                    let frame = mutated(number, using: &random)
                    if isRefused(frame) { expected += 1 }
                    let peer = try RawPeer(to: victim.listening)
                    try peer.send(Hello.bytes(from: 2, to: 1) + frame)
                    peer.close()
                    let opened = victim.connectionsOpened
                    try world.turn { victim.connectionsOpened > opened }
                    try world.turn { victim.connectionCount == 1 }
                    if number == 2000 { memoryBytes = residentBytes() }
                    guard number.isMultiple(of: 100) else { continue }
                    world.ears[1].messages = []
                    #expect(world[0].send(.put(number), to: NodeID(1)) == .sent)
                    try world.turn { world.ears[1].messages == [.put(number)] }
                    world.ears[1].heard = []
                }
                #expect(expected > 5_000)
                #expect(victim.framesRejected == expected)
                #expect(victim.strangersRefused == 0)
                #expect(victim.connectionsOpened == 10_001)
                #expect(victim.pool.lentCount == 0)
                #expect(residentBytes() < memoryBytes + 1 << 20)
            }
        }
    }
}

/// What a listener makes of a frame: a message, a refusal, or the wait for more.
private func isRefused(_ frame: [UInt8]) -> Bool {
    do throws(Frame.Malformed) {
        var rest = frame[...]
        while rest.count >= Frame.lengthBytes {
            let bytes = Array(rest)
            let length = try Frame.announcedBytes(bytes.span.bytes)
            guard length <= bytes.count else { return false }
            _ = try Frame.decode(Array(bytes[..<length]).span.bytes)
            rest = rest.dropFirst(length)
        }
        return false
    } catch {
        return true
    }
}

/// A frame with something about it changed, or no frame at all.
private func mutated(_ number: UInt32, using random: inout SeededRandom) -> [UInt8] {
    var frame = Message.put(number, contentBytes: UInt32(random.next(below: 200))).frame
    switch random.next(below: 4) {
    case 0:
        frame = (0..<random.next(below: 300)).map { _ in UInt8(random.next(below: 256)) }
    case 1:
        frame.removeLast(Int(random.next(below: UInt64(frame.count))))
    case 2:
        frame.insert(
            UInt8(random.next(below: 256)), at: Int(random.next(below: UInt64(frame.count))))
    default:
        for _ in 0...random.next(below: 3) {
            frame[Int(random.next(below: UInt64(frame.count)))] ^= UInt8(
                1 + random.next(below: 255))
        }
    }
    return frame
}

/// Memory this process has in use, in bytes.
private func residentBytes() -> Int {
    guard let file = fopen("/proc/self/statm", "r") else { return 0 }
    defer { fclose(file) }
    var pages = (total: 0, resident: 0)
    withUnsafeMutablePointer(to: &pages.total) { total in
        withUnsafeMutablePointer(to: &pages.resident) { resident in
            _ = withVaList([total, resident]) { vfscanf(file, "%ld %ld", $0) }
        }
    }
    return pages.resident * Int(sysconf(Int32(_SC_PAGESIZE)))
}
