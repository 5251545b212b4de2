import TOML
import Testing

@Suite struct EncodingTests {
    @Test(
        "bytes that are not UTF-8 are refused where they stand",
        arguments: [
            ([0xFF], 0xFF), ([0xC3], 0xC3), ([0xC3, 0x28], 0xC3), ([0x80], 0x80),
            ([0xC0, 0x80], 0xC0), ([0xE0, 0x80, 0xAF], 0xE0), ([0xED, 0xA0, 0x80], 0xED),
            ([0xF4, 0x90, 0x80, 0x80], 0xF4), ([0xF0, 0x80, 0x80, 0x80], 0xF0),
            ([0xE2, 0x82], 0xE2),
        ] as [([UInt8], UInt8)])
    func notUTF8(bytes: [UInt8], first: UInt8) {
        let hexadecimal = String(first, radix: 16, uppercase: true)
        let expected =
            "2:3: the byte 0x\(hexadecimal) is not valid UTF-8 here: save the document as UTF-8"
        #expect(fault(Array("# é\n#é".utf8) + bytes) == expected)
    }

    @Test("a byte order mark is passed at the start and nowhere else")
    func byteOrderMark() throws {
        let document = try table("\u{FEFF}a = 1")
        #expect(document["a"]?.keyPosition == SourcePosition(line: 1, column: 1))
        #expect(try json("\u{FEFF}") == "{}")
        let expected =
            "2:1: unexpected \"U+FEFF\": "
            + "expected a key: A-Z, a-z, 0-9, \"_\" and \"-\", or any text in quotes"
        #expect(fault("a = 1\n\u{FEFF}b = 2") == expected)
    }

    @Test(
        "a control character is refused in comments, strings and between them",
        arguments: [
            Example("# a\u{0}", "1:4: the control character U+0000"),
            Example("#\t\u{7F}", "1:3: the control character U+007F"),
            Example("a = \"\u{8}\"", "1:6: the control character U+0008"),
            Example("a = '\u{1F}'", "1:6: the control character U+001F"),
            Example("a = \"\"\"\n\u{1}\"\"\"", "2:1: the control character U+0001"),
            Example("a = '''\n\u{C}'''", "2:1: the control character U+000C"),
            Example("a = \"\\\u{7}\"", "1:7: the control character U+0007"),
            Example("a = 1\u{B}", "1:6: the control character U+000B"),
            Example("\u{C}a = 1", "1:1: the control character U+000C"),
        ])
    func controlCharacters(_ example: Example) {
        let rest = " is not allowed: remove it, or write it in a \"...\" string as an escape"
        #expect(fault(example.document) == example.expected + rest)
    }

    @Test(
        "a carriage return is refused without a line feed",
        arguments: [
            ("a = 1\rb = 2", "1:6"), ("# a\r", "1:4"), ("a = \"\r\"", "1:6"), ("a = 'b\rc'", "1:7"),
            ("a = \"\"\"\r\n\rb\"\"\"", "2:1"), ("a = '''\r'''", "1:8"), ("\r", "1:1"),
            ("a = [\r]", "1:6"), ("[a]\r[b]", "1:4"), ("a = \"\"\"b\\\rc\"\"\"", "1:10"),
        ])
    func carriageReturns(document: String, position: String) {
        let expected =
            "\(position): a carriage return without a line feed is not allowed: "
            + "end lines with LF or CRLF"
        #expect(fault(document) == expected)
    }

    @Test("lines may end in LF and in CRLF")
    func lineEnds() throws {
        let expected = #"{"a":{"type":"integer","value":"1"},"b":{"c":{}}}"#
        #expect(try json("a = 1\n[b]\nc = {}\n") == expected)
        #expect(try json("a = 1\r\n[b] # x\r\n\r\nc = {}\r\n") == expected)
    }

    @Test("what cannot be seen is named by its code point in a message")
    func invisible() {
        let expected =
            "1:5: \"U+202Eabc\" is not a value: expected a string in quotes, a number, "
            + "true, false, a date, a time, \"[\" or \"{\""
        #expect(fault("a = \u{202E}abc") == expected)
    }
}
