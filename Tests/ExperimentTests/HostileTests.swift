import Core
import Experiment
import Faults
import Testing
import Topology

@Suite("Hostile files")
struct HostileTests {
    @Test("more topologies than can be compared are counted, and the first ones checked")
    func topologies() {
        let more = (0..<10_000).map { "[[topology]]\nkind = \"mesh\"\nlabel = \"m\($0)\"\n" }
        let texts = problems(smallest + more.joined())
        #expect(texts == ["x.toml:56:1: [[topology]] occurs 10_001 times: at most 16 go"])
    }

    @Test("more faults than can be planned are counted")
    func faults() {
        let fault = "[[fault]]\naction = \"kill\"\ntarget = \"provider-0\"\nat_s = 1\n"
        let texts = problems(smallest + String(repeating: fault, count: 1_001))
        #expect(texts == ["x.toml:4011:1: [[fault]] occurs 1001 times: at most 1000 go"])
        #expect(problems(smallest + String(repeating: fault, count: 1_000)) == [])
    }

    @Test("deep nesting is refused")
    func nesting() {
        let arrays = String(repeating: "[", count: 100_000)
        #expect(
            problems("name = " + arrays) == [
                "x.toml:1:71: the nesting is too deep: "
                    + "expected at most 64 levels of keys and arrays"
            ])
        #expect(problems(smallest, [.set("name=" + arrays)]).count == 1)
        #expect(
            problems(smallest, [.set(String(repeating: "a.", count: 100_000) + "a=1")]).count == 1)
    }

    @Test("tens of thousands of unknown keys are each reported, and shown in part")
    func unknownKeys() throws {
        let keys = (0..<20_000).map { "k\($0) = [[1, 2], {a = 3}]\n" }.joined()
        let error = try #require(throws: ExperimentError.self) { try read(keys + smallest) }
        #expect(error.diagnostics.count == 20_000)
        #expect(error.text.split(separator: "\n").count == 61)
    }

    @Test("a huge array where a word belongs is an array")
    func hugeArray() {
        let array = "[" + String(repeating: "1,", count: 100_000) + "]"
        #expect(
            problems(edited("kind = \"request\"", "kind = \(array)")) == [
                "x.toml:7:8: \"kind\" is an array: expected \"request\""
            ])
    }

    @Test("bytes that are no text are refused, with the place")
    func bytes() throws {
        let error = try #require(throws: ExperimentError.self) {
            try Specification(
                parsing: [0x6E, 0xFF, 0x00], file: "x.toml", overrides: [],
                topologies: .standard, faults: .standard)
        }
        #expect(error.diagnostics.count == 1)
        #expect(error.diagnostics.first?.text.hasPrefix("x.toml:1:2: ") == true)
    }
}
