import TOML
import Testing

@Suite("one value or one key alone") struct SingleTextTests {
    private func value(_ text: String) -> String {
        do throws(TOMLError) {
            return "\(try TOMLParser.parseValue(text).content)"
        } catch {
            return "\(error.position): \(error.message)"
        }
    }

    private func key(_ text: String) -> String {
        do throws(TOMLError) {
            return "\(try TOMLParser.parseKey(text))"
        } catch {
            return "\(error.position): \(error.message)"
        }
    }

    @Test("a value is read with its position in the text")
    func positions() throws {
        let value = try TOMLParser.parseValue("  [1, 'é', true] ")
        let elements = [
            TOMLValue(position: SourcePosition(line: 1, column: 4), content: .integer(1)),
            TOMLValue(position: SourcePosition(line: 1, column: 7), content: .string("é")),
            TOMLValue(position: SourcePosition(line: 1, column: 12), content: .boolean(true)),
        ]
        let expected = TOMLValue(
            position: SourcePosition(line: 1, column: 3), content: .array(elements))
        #expect(value == expected)
    }

    @Test(
        "one value stands alone",
        arguments: [
            ("5", "integer(5)"), (" 2.5\t", "float(2.5)"), ("'a b'", "string(\"a b\")"),
            ("", "1:1: unexpected end of the text: expected a value"),
            ("1 2", "1:3: unexpected \"2\": expected nothing after the value"),
            ("1\n", "1:2: unexpected end of the line: expected nothing after the value"),
            ("1 # c", "1:3: unexpected \"#\": expected nothing after the value"),
            (
                "5ms",
                "1:1: \"5ms\" is not a number: unexpected \"ms\": expected a number without a unit, or text in quotes"
            ),
            (
                "[1, 2",
                "1:1: the array that starts here is not closed: "
                    + "expected \"]\" before the end of the text"
            ),
        ])
    func values(text: String, expected: String) {
        #expect(value(text) == expected)
    }

    @Test(
        "one key stands alone",
        arguments: [
            ("seed", "[\"seed\"]"), (" a.\"b.c\" . 'd' ", "[\"a\", \"b.c\", \"d\"]"),
            ("\"\"", "[\"\"]"),
            (
                "",
                "1:1: unexpected end of the text: "
                    + "expected a key: A-Z, a-z, 0-9, \"_\" and \"-\", or any text in quotes"
            ),
            ("a=1", "1:2: unexpected \"=\": expected nothing after the key"),
            ("a\n", "1:2: unexpected end of the line: expected nothing after the key"),
        ])
    func keys(text: String, expected: String) {
        #expect(key(text) == expected)
    }

    @Test("a text nested without end is refused")
    func limits() {
        let tooDeep = "the nesting is too deep: expected at most 64 levels of keys and arrays"
        #expect(value(String(repeating: "[", count: 100_000)) == "1:65: \(tooDeep)")
        #expect(key(String(repeating: "a.", count: 100_000)) == "1:129: \(tooDeep)")
    }
}
