import TOML
import Testing

@Suite struct TaggedJSONTests {
    @Test(
        "every value names its type",
        arguments: [
            Example("a = 'b'", #"{"type":"string","value":"b"}"#),
            Example("a = 0x2A", #"{"type":"integer","value":"42"}"#),
            Example("a = 1e3", #"{"type":"float","value":"1000.0"}"#),
            Example("a = -inf", #"{"type":"float","value":"-inf"}"#),
            Example("a = nan", #"{"type":"float","value":"nan"}"#),
            Example("a = 0.1", #"{"type":"float","value":"0.1"}"#),
            Example("a = true", #"{"type":"bool","value":"true"}"#),
            Example(
                "a = 1979-05-27 07:32:00.5z",
                #"{"type":"datetime","value":"1979-05-27T07:32:00.5Z"}"#),
            Example(
                "a = 1979-05-27t07:32:00",
                #"{"type":"datetime-local","value":"1979-05-27T07:32:00"}"#),
            Example("a = 1979-05-27", #"{"type":"date-local","value":"1979-05-27"}"#),
            Example("a = 07:32:00", #"{"type":"time-local","value":"07:32:00"}"#),
            Example("a = [[], {b = 1}]", #"[[],{"b":{"type":"integer","value":"1"}}]"#),
        ])
    func types(_ example: Example) throws {
        #expect(try json(example.document) == "{\"a\":\(example.expected)}")
    }

    @Test("strings and keys are escaped as JSON has it")
    func escapes() throws {
        let expected = #"{"\"\\":{"type":"string","value":"\u0000\u000a\u001fé/\#u{7F}😀"}}"#
        #expect(try json(#"'"\' = "\u0000\n\u001Fé/\u007F😀""#) == expected)
    }
}
