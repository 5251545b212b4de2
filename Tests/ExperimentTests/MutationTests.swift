import Core
import Experiment
import Faults
import TOML
import Testing
import Topology

/// Makes changed copies of a text, the same ones for the same seed.
private struct Mutator {
    private var random: SeededRandom
    private let original: [UInt8]
    private static let tokens = [
        "=", "[", "]", "[[", "]]", "\"", "'", ".", ",", "#", "\n", "{", "}", "-", "0", "nan",
        "inf", "1e308", "-1", "9223372036854775807", "true", "\"provider\"", "count = 99\n",
        "share = 0.5\n", "\"closed\"", "outstanding = 3\n", "[fault]\n", "[[fault]]\n",
        "[[topology]]\n", "[network.link]\n", "delay_ms = 10\n", "[sweep]\n", "label = \"mesh\"\n",
        "\"simulated\"", "\"uniform\"", "\"restart\"", "retries = 100\n", "2026-11-20", "\u{0}",
        "\u{1F600}", "\\", "_",
    ].map { Array($0.utf8) }

    init(_ text: String, seed: UInt64) {
        original = Array(text.utf8)
        random = SeededRandom(seed: seed)
    }

    mutating func next() -> [UInt8] {
        var bytes = original
        for _ in 0...below(3) { change(&bytes) }
        return bytes
    }

    private mutating func change(_ bytes: inout [UInt8]) {
        let place = below(bytes.count)
        let end = min(bytes.count, place + below(12))
        switch below(6) {
        case 0: bytes[place] = UInt8(below(256))
        case 1: bytes.removeSubrange(place..<end)
        case 2: bytes.insert(contentsOf: Self.tokens[below(Self.tokens.count)], at: place)
        case 3: bytes.replaceSubrange(place..<end, with: Self.tokens[below(Self.tokens.count)])
        case 4: moveLine(at: place, in: &bytes, keeps: true)
        default: moveLine(at: place, in: &bytes, keeps: false)
        }
    }

    /// Copies or moves the line at a place to another line's start.
    private mutating func moveLine(at place: Int, in bytes: inout [UInt8], keeps: Bool) {
        let newline = UInt8(ascii: "\n")
        let start = bytes[..<place].lastIndex(of: newline).map { $0 + 1 } ?? 0
        let end = bytes[place...].firstIndex(of: newline).map { $0 + 1 } ?? bytes.count
        let line = Array(bytes[start..<end])
        if !keeps { bytes.removeSubrange(start..<end) }
        let other = below(bytes.count + 1)
        let target = bytes[..<other].lastIndex(of: newline).map { $0 + 1 } ?? 0
        bytes.insert(contentsOf: line, at: target)
    }

    private mutating func below(_ bound: Int) -> Int { Int(random.next(below: UInt64(bound))) }
}

@Suite("Mutations of the quickstart")
struct MutationTests {
    /// Without its comments, so that most changes hit something, and with few keys, so that the
    /// topologies are made quickly.
    private static let text = Quickstart.text.split(separator: "\n")
        .map { String($0.split(separator: "#", omittingEmptySubsequences: false)[0]) + "\n" }
        .filter { $0 != "\n" }.joined().replacing("keys = 10000", with: "keys = 100")

    @Test(
        "whatever becomes of the file, it is an experiment or every error has its place",
        arguments: 0..<8)
    func mutations(seed: UInt64) {
        var mutator = Mutator(Self.text, seed: seed)
        var good = 0
        for _ in 0..<500 {
            let bytes = mutator.next()
            do throws(ExperimentError) {
                let specification = try Specification(
                    parsing: bytes, file: "x.toml", overrides: [], topologies: .standard,
                    faults: .standard)
                good += 1
                let resolved = specification.resolvedTOML()
                #expect((try? read(resolved))?.resolvedTOML() == resolved)
            } catch {
                #expect(!error.diagnostics.isEmpty)
                for diagnostic in error.diagnostics { Self.check(diagnostic, in: bytes) }
            }
        }
        // A test in which everything is good, or nothing, would see one half of the program alone.
        #expect((25...475).contains(good))
    }

    private static func check(_ diagnostic: Diagnostic, in bytes: [UInt8]) {
        guard case .file("x.toml", let position) = diagnostic.place else {
            Issue.record("'\(diagnostic.text)' is not at a place in the file")
            return
        }
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        #expect((1...lines.count).contains(position.line))
        #expect(position.column >= 1)
        #expect(position.column <= (lines[position.line - 1].count) + 1)
        #expect(diagnostic.text.hasPrefix("x.toml:\(position.line):\(position.column): "))
        #expect(!diagnostic.text.contains { $0.isNewline })
        #expect(diagnostic.text.count < 1_000)
    }
}
