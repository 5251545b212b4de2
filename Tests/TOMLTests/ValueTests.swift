import TOML
import Testing

@Suite struct ValueTests {
    @Test("true and false are booleans")
    func booleans() throws {
        #expect(try valueOfA("a = true") == .boolean(true))
        #expect(try valueOfA("a = false# then") == .boolean(false))
    }

    @Test(
        "a word in capitals is corrected",
        arguments: [("True", "true"), ("FALSE", "false"), ("Inf", "inf"), ("NaN", "nan")])
    func capitals(word: String, correct: String) {
        let expected = "1:5: \"\(word)\" is not a value: expected \(correct), in lower case"
        #expect(fault("a = \(word)") == expected)
    }

    @Test("a word without quotes is no value", arguments: ["yes", "tru", "_1", "naïve", "$x"])
    func words(word: String) {
        let expected =
            "1:5: \"\(word)\" is not a value: expected a string in quotes, a number, "
            + "true, false, a date, a time, \"[\" or \"{\""
        #expect(fault("a = \(word)") == expected)
    }

    @Test(
        "a value must come, and nothing but a comment after it",
        arguments: [
            Example("a =", "1:4: unexpected end of the text: expected a value"),
            Example("a = \nb = 1", "1:5: unexpected end of the line: expected a value"),
            Example("a = # b", "1:5: unexpected \"#\": expected a value"),
            Example("a = = 1", "1:5: unexpected \"=\": expected a value"),
            Example("a = ]", "1:5: unexpected \"]\": expected a value"),
            Example(
                "a = 1 b = 2",
                "1:7: unexpected \"b\": expected the end of the line after the value"),
            Example(
                "a = \"b\"\"c\"",
                "1:8: unexpected '\"': expected the end of the line after the value"),
            Example(
                "a = 1\u{3000}",
                "1:5: \"1U+3000\" is not a number: unexpected \"U+3000\": expected a number without a unit, or text in quotes"
            ),
        ])
    func missingOrTrailing(_ example: Example) {
        #expect(fault(example.document) == example.expected)
    }

    @Test("an array holds values of any kinds, on any number of lines")
    func arrays() throws {
        #expect(try json("a = []") == #"{"a":[]}"#)
        #expect(try json("a = [[], [[]]]") == #"{"a":[[],[[]]]}"#)
        let document = "a = [ # first\r\n\n  1, # one\n\t'b'\n  , {c=true}, # last\n  # end\n]"
        let expected =
            #"{"a":[{"type":"integer","value":"1"},{"type":"string","value":"b"},"#
            + #"{"c":{"type":"bool","value":"true"}}]}"#
        #expect(try json(document) == expected)
    }

    @Test(
        "an array that is written wrongly says where",
        arguments: [
            Example(
                "a = [1, [2",
                "1:9: the array that starts here is not closed: "
                    + "expected \"]\" before the end of the text"),
            Example(
                "a = [\n1,\n# b = 2\n",
                "1:5: the array that starts here is not closed: "
                    + "expected \"]\" before the end of the text"),
            Example(
                "a = [1 2]",
                "1:8: unexpected \"2\": expected \",\" or \"]\" after the array's value"),
            Example("a = [1,,2]", "1:8: unexpected \",\": expected a value"),
            Example("a = [,]", "1:6: unexpected \",\": expected a value"),
            Example(
                "a = [1\nb = 2",
                "2:1: unexpected \"b\": expected \",\" or \"]\" after the array's value"),
        ])
    func arrayFaults(_ example: Example) {
        #expect(fault(example.document) == example.expected)
    }

    @Test("an inline table holds keys, dotted ones too")
    func inlineTables() throws {
        #expect(try json("a = {}") == #"{"a":{}}"#)
        #expect(try json("a = { \t}") == #"{"a":{}}"#)
        let document = "a = { b.c = 1, \"d e\" = [\n2,\n], b.f = {} }"
        let expected =
            #"{"a":{"b":{"c":{"type":"integer","value":"1"},"f":{}},"#
            + #""d e":[{"type":"integer","value":"2"}]}}"#
        #expect(try json(document) == expected)
    }

    @Test(
        "an inline table that is written wrongly says where",
        arguments: [
            Example(
                "a = {b = 1",
                "1:5: the inline table that starts here is not closed: "
                    + "expected \"}\" before the end of the line"),
            Example(
                "a = {b = 1,\nc = 2}",
                "1:5: the inline table that starts here is not closed: "
                    + "expected \"}\" before the end of the line"),
            Example(
                "a = {\n}",
                "1:5: the inline table that starts here is not closed: "
                    + "expected \"}\" before the end of the line"),
            Example(
                "a = {b = 1 # c\n}",
                "1:5: the inline table that starts here is not closed: "
                    + "expected \"}\" before the end of the line"),
            Example(
                "a = {b = 1, }",
                "1:13: unexpected \"}\": "
                    + "expected a key after \",\": an inline table has no comma at its end"),
            Example(
                "a = {b = 1,, c = 2}",
                "1:12: unexpected \",\": "
                    + "expected a key: A-Z, a-z, 0-9, \"_\" and \"-\", or any text in quotes"),
            Example(
                "a = {b = 1 c = 2}",
                "1:12: unexpected \"c\": expected \",\" or \"}\" after the inline table's value"),
            Example("a = {b}", "1:7: unexpected \"}\": expected \"=\" after the key \"b\""),
        ])
    func inlineTableFaults(_ example: Example) {
        #expect(fault(example.document) == example.expected)
    }
}
