import TOML
import Testing

@Suite struct LimitTests {
    @Test("a document of more bytes than allowed is refused unread")
    func bytes() {
        let limits = TOMLLimits(maximumBytes: 5)
        #expect(
            fault("a = 1", limits: limits) == #"no fault: {"a":{"type":"integer","value":"1"}}"#)
        #expect(
            fault("a = 12", limits: limits) == "1:1: the document has 6 bytes: expected at most 5")
        let large = [UInt8](repeating: 0xFF, count: 4 * 1024 * 1024 + 1)
        #expect(fault(large) == "1:1: the document has 4194305 bytes: expected at most 4194304")
    }

    @Test(
        "nesting is counted over headers, dotted keys, arrays and inline tables",
        arguments: [
            Example("a.b.c = 1", "a.b.c.d = 1"),
            Example("[a.b.c]", "[a.b.c.d]"),
            Example("[[a.b.c]]", "[[a.b.c.d]]"),
            Example("[a.b]\nc = 1", "[a.b]\nc.d = 1"),
            Example("a = [[1]]", "a = [[[1]]]"),
            Example("a = {b = {c = 1}}", "a = {b = {c.d = 1}}"),
            Example("[a]\nb = [{}]", "[a]\nb = [{c = 1}]"),
        ])
    func depth(_ example: Example) {
        let limits = TOMLLimits(maximumDepth: 3)
        #expect(fault(example.document, limits: limits).hasPrefix("no fault: "))
        let tooDeep = fault(example.expected, limits: limits)
        #expect(
            tooDeep.split(separator: ": ").dropFirst().joined(separator: ": ")
                == "the nesting is too deep: expected at most 3 levels of keys and arrays")
    }

    @Test(
        "a document nested without end is refused at the 65th level",
        arguments: [
            ("a = ", "[", "1:68"), ("a = ", "{a=", "1:195"), ("", "a.", "1:129"),
            ("[", "a.", "1:130"), ("a = {", "a.", "1:132"),
        ])
    func endlessNesting(start: String, level: String, position: String) {
        let document = start + String(repeating: level, count: 1_000_000)
        let expected =
            "\(position): the nesting is too deep: expected at most 64 levels of keys and arrays"
        #expect(fault(document) == expected)
    }

    @Test("every part of every key counts against the limit of keys")
    func keys() {
        let limits = TOMLLimits(maximumKeys: 4)
        #expect(fault("[a]\nb.c = {d = 1}", limits: limits).hasPrefix("no fault: "))
        let expected = "3:1: the document has too many keys: expected at most 4"
        #expect(fault("[a]\nb.c = {d = 1}\ne = 1", limits: limits) == expected)
    }

    @Test("a long line and many tables take time in proportion")
    func proportion() throws {
        let elements = String(repeating: "\"é\", ", count: 50_000)
        let tables = String(repeating: "[[t]]\nx.y = 1\n", count: 20_000)
        let table = try table("a = [\(elements)]\n\(tables)")
        guard case .array(let array) = table["a"]?.value.content else {
            Issue.record("a is no array")
            return
        }
        #expect(array.last?.position == SourcePosition(line: 1, column: 6 + 5 * 49_999))
        guard case .array(let rows) = table["t"]?.value.content else {
            Issue.record("t is no array")
            return
        }
        #expect(rows.count == 20_000)
    }
}
