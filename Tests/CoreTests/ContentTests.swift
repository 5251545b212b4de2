import Core
import Testing

private let version = Version(intendedNanoseconds: 12_345, participant: 3, sequence: 9)

private func bytes(_ content: Content, count: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    bytes.withUnsafeMutableBytes { content.fill($0) }
    return bytes
}

private func agrees(_ content: Content, _ bytes: [UInt8]) -> Bool {
    content.matches(bytes.span.bytes)
}

@Suite("Content")
struct ContentTests {
    @Test("Content matches its own first bytes at every length", arguments: 0...64)
    func matches(count: Int) {
        let content = Content(key: 5, version: version)
        let whole = bytes(content, count: 64)
        let part = bytes(content, count: count)
        #expect(part == Array(whole[..<count]))
        #expect(agrees(content, part))
    }

    @Test("Any bit changed at any place is a mismatch", arguments: [1, 8, 13, 40])
    func mismatch(count: Int) {
        let content = Content(key: 5, version: version)
        for offset in 0..<count {
            for bit in 0..<8 {
                var changed = bytes(content, count: count)
                changed[offset] ^= 1 << bit
                #expect(!agrees(content, changed))
            }
        }
    }

    @Test("Another key, writer, sequence or time has other content")
    func identity() {
        var later = version
        later.intendedNanoseconds += 1
        var otherWriter = version
        otherWriter.participant += 1
        var next = version
        next.sequence += 1
        let contents = [
            Content(key: 5, version: version), Content(key: 6, version: version),
            Content(key: 5, version: later), Content(key: 5, version: otherWriter),
            Content(key: 5, version: next), Content(key: 5, version: .initial),
        ]
        for (index, content) in contents.enumerated() {
            let own = bytes(content, count: 16)
            for other in contents[(index + 1)...] { #expect(!agrees(other, own)) }
        }
    }

    @Test("Content looks random: its bits are half ones and its words all different")
    func spread() {
        let whole = bytes(Content(key: 0, version: .initial), count: 8_000)
        let ones = whole.reduce(0) { $0 + $1.nonzeroBitCount }
        // Four standard deviations of 64,000 fair bits are 506.
        #expect(abs(ones - 32_000) < 506)
        let words = stride(from: 0, to: 8_000, by: 8).map { Array(whole[$0..<($0 + 8)]) }
        #expect(Set(words).count == 1_000)
    }
}
