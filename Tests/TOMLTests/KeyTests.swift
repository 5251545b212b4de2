import TOML
import Testing

@Suite struct KeyTests {
    @Test("a key is bare, quoted or dotted")
    func forms() throws {
        let document = """
            bare-key_1 = 1
            1234 = 2
            "quoted \\u00e9" = 3
            'literal \\' = 4
            "" = 5
            a . "b.c"\t.'d' = 6
            3.14 = 7
            - = 8
            """
        let keys = try table(document).entries.map(\.key)
        #expect(
            keys == ["bare-key_1", "1234", "quoted é", "literal \\", "", "a", "3", "-"])
        #expect(
            try json("a . \"b.c\"\t.'d' = true")
                == #"{"a":{"b.c":{"d":{"type":"bool","value":"true"}}}}"#)
    }

    @Test("keys differ by their characters, not by what the characters mean")
    func normalForms() throws {
        let table = try table("\"\\u00e9\" = 1\n\"e\\u0301\" = 2")
        #expect(table.entries.count == 2)
        #expect(table["\u{E9}"]?.value.content == .integer(1))
        #expect(table["e\u{301}"]?.value.content == .integer(2))
    }

    @Test(
        "a key that is written wrongly says what a key is",
        arguments: [
            Example("= 1", "1:1: unexpected \"=\""), Example("a. = 1", "1:4: unexpected \"=\""),
            Example(".a = 1", "1:1: unexpected \".\""),
            Example("a..b = 1", "1:3: unexpected \".\""),
            Example("!a = 1", "1:1: unexpected \"!\""), Example("é = 1", "1:1: unexpected \"é\""),
            Example("[]", "1:2: unexpected \"]\""), Example("[a.]", "1:4: unexpected \"]\""),
            Example("[", "1:2: unexpected end of the text"),
            Example("[\na]", "1:2: unexpected end of the line"),
            Example("\u{200B}a = 1", "1:1: unexpected \"U+200B\""),
        ])
    func noKey(_ example: Example) {
        let rest = ": expected a key: A-Z, a-z, 0-9, \"_\" and \"-\", or any text in quotes"
        #expect(fault(example.document) == example.expected + rest)
    }

    @Test(
        "after a key comes an equals sign on the same line",
        arguments: [
            Example("seed 42", "1:6: unexpected \"42\": expected \"=\" after the key \"seed\""),
            Example("a", "1:2: unexpected end of the text: expected \"=\" after the key \"a\""),
            Example(
                "a\n= 1", "1:2: unexpected end of the line: expected \"=\" after the key \"a\""),
            Example("a.b c = 1", "1:5: unexpected \"c\": expected \"=\" after the key \"a.b\""),
            Example("a#b = 1", "1:2: unexpected \"#\": expected \"=\" after the key \"a\""),
            Example(
                "a.\"b c\": 1", "1:8: unexpected \":\": expected \"=\" after the key \"a.'b c'\""),
            Example(
                "\"a\nb\": 1",
                "1:1: the string that starts here is not closed: "
                    + "expected '\"' before the end of the line"),
        ])
    func noEquals(_ example: Example) {
        #expect(fault(example.document) == example.expected)
    }

    @Test("a letter beyond ASCII needs quotes in a key")
    func beyondASCII() {
        let expected =
            "1:3: unexpected \"ï\": expected only A-Z, a-z, 0-9, \"_\" and \"-\" "
            + "in the key that starts with \"na\"; put it in quotes"
        #expect(fault("naïve = 1") == expected)
    }

    @Test("a multi-line string is no key", arguments: ["\"\"\"a\"\"\" = 1", "\"\"\"\n\"\"\" = 1"])
    func multilineKey(document: String) {
        let expected = "1:1: unexpected '\"': expected a key on one line, in one pair of quotes"
        #expect(fault(document) == expected)
    }

    @Test(
        "a header is closed on its line and followed by nothing else",
        arguments: [
            Example(
                "[a", "1:3: unexpected end of the text: expected \"]\" after the table name \"a\""),
            Example("[a b]", "1:4: unexpected \"b\": expected \"]\" after the table name \"a\""),
            Example("[a # c]", "1:4: unexpected \"#\": expected \"]\" after the table name \"a\""),
            Example("[[a]", "1:4: unexpected \"]\": expected \"]]\" after the table name \"a\""),
            Example("[[a] ]", "1:4: unexpected \"]\": expected \"]]\" after the table name \"a\""),
            Example(
                "[a]]", "1:4: unexpected \"]\": expected the end of the line after the table header"
            ),
            Example(
                "[a] b = 1",
                "1:5: unexpected \"b\": expected the end of the line after the table header"),
        ])
    func headers(_ example: Example) {
        #expect(fault(example.document) == example.expected)
    }

    @Test("blanks may stand inside a header, and a comment after it")
    func blanksInHeaders() throws {
        #expect(try json(" [ a . 'b' ] # c\n\t[[ d ]]#") == #"{"a":{"b":{}},"d":[{}]}"#)
    }
}
