import TOML
import Testing

@Suite struct StringTests {
    @Test(
        "a string holds what its way of writing says",
        arguments: [
            Example("a = \"\"", ""),
            Example("a = ''", ""),
            Example(#"a = "b c""#, "b c"),
            Example(#"a = 'C:\b'"#, #"C:\b"#),
            Example(##"a = "\b\t\n\f\r\"\\""##, "\u{8}\t\n\u{C}\r\"\\"),
            Example(#"a = "\u00e9\u00E9\U0001F600""#, "éé😀"),
            Example(
                #"a = "\u0000\u007F\uD7FF\uE000\U0010FFFF""#, "\0\u{7F}\u{D7FF}\u{E000}\u{10FFFF}"),
            Example("a = \"tab\there # no comment\"", "tab\there # no comment"),
            Example("a = \"\"\"\"\"\"", ""),
            Example("a = ''''''", ""),
            Example("a = \"\"\"\nb\nc\n\"\"\"", "b\nc\n"),
            Example("a = \"\"\"\r\nb\r\nc\"\"\"", "b\nc"),
            Example("a = '''\n\nb\\\n'''", "\nb\\\n"),
            Example("a = \"\"\"b \\\n   c \\ \t\r\n\n\t  d\"\"\"", "b c d"),
            Example("a = \"\"\"b\\\n\n\n\"\"\"", "b"),
            Example("a = \"\"\"\"b\"\" c\"\"\"", "\"b\"\" c"),
            Example("a = \"\"\"\"\"\"\"", "\""),
            Example("a = \"\"\"\"\"\"\"\"", "\"\""),
            Example("a = \"\"\"\"\"b\"\"\"\"\"", "\"\"b\"\""),
            Example("a = '''''b'''''", "''b''"),
            Example("a = \"\"\"\"\"\\\"\"\"\"", "\"\"\""),
        ])
    func content(_ example: Example) throws {
        #expect(try valueOfA(example.document) == .string(example.expected))
    }

    @Test(
        "a string that is not closed is named by its start",
        arguments: [
            Example(
                "x = 1\na = \"bc\nd = 2",
                "2:5: the string that starts here is not closed: "
                    + "expected '\"' before the end of the line"),
            Example(
                "a = 'bc",
                "1:5: the string that starts here is not closed: "
                    + "expected \"'\" before the end of the line"),
            Example(
                "a = \"bc\\",
                "1:5: the string that starts here is not closed: "
                    + "expected '\"' before the end of the line"),
            Example(
                "a = \"bc\\\r\n\"",
                "1:5: the string that starts here is not closed: "
                    + "expected '\"' before the end of the line"),
            Example(
                "a = \"\"\"b\nc\"\"",
                "1:5: the string that starts here is not closed: "
                    + "expected '\"\"\"' before the end of the text"),
            Example(
                "a = '''b\nc",
                "1:5: the string that starts here is not closed: "
                    + "expected \"'''\" before the end of the text"),
        ])
    func unclosed(_ example: Example) {
        #expect(fault(example.document) == example.expected)
    }

    @Test(
        "an escape that TOML 1.0 does not have is named where it stands",
        arguments: [
            Example(#"a = "b\qc""#, #"1:7: "\q""#),
            Example(#"a = "\e""#, #"1:6: "\e""#),
            Example(#"a = "\x41""#, #"1:6: "\x""#),
            Example(#"a = "\é""#, #"1:6: "\é""#),
            Example("a = \"\"\"\nb \\ c\"\"\"", #"2:3: "\ ""#),
        ])
    func unknownEscape(_ example: Example) {
        let rest =
            #" is not an escape: expected \b, \t, \n, \f, \r, \", \\, \uXXXX or \UXXXXXXXX; "#
            + #"a string in '...' takes every \ as it is"#
        #expect(fault(example.document) == example.expected + rest)
    }

    @Test(
        "a code point has all its digits and is a character",
        arguments: [
            Example(#"a = "\u12""#, #"1:6: "\u12" is not complete: expected 4 hexadecimal digits"#),
            Example(
                #"a = "\U0001F60""#,
                #"1:6: "\U0001F60" is not complete: expected 8 hexadecimal digits"#),
            Example(
                #"a = "b\ud800""#,
                #"1:7: "\ud800" is not a character: "#
                    + "expected a code point of 0000 to D7FF or E000 to 10FFFF"),
            Example(
                #"a = "\U00110000""#,
                #"1:6: "\U00110000" is not a character: "#
                    + "expected a code point of 0000 to D7FF or E000 to 10FFFF"),
        ])
    func codePoint(_ example: Example) {
        #expect(fault(example.document) == example.expected)
    }

    @Test("six quotes after a string close it and leave one over")
    func sixQuotes() {
        let expected = "1:14: unexpected '\"': expected the end of the line after the value"
        #expect(fault("a = \"\"\"b\"\"\"\"\"\"") == expected)
    }
}
