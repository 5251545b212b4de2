import TOML
import Testing

@Suite struct TableTests {
    private func entry(_ key: String, _ number: Int64) -> TOMLTable.Entry {
        let position = SourcePosition(line: Int(number), column: 1)
        let value = TOMLValue(position: position, content: .integer(number))
        return TOMLTable.Entry(key: key, keyPosition: position, value: value)
    }

    @Test("entries come in file order and are found by key", arguments: [3, 100])
    func lookUp(count: Int64) throws {
        let numbers = Array(1...count)
        let document = numbers.map { "k\($0 * 7919 % 101) = \($0)" }.joined(separator: "\n")
        let table = try table(document)
        #expect(table.entries.map(\.value.content) == numbers.map { .integer($0) })
        for number in numbers {
            #expect(table["k\(number * 7919 % 101)"]?.value.content == .integer(number))
        }
        #expect(table["k"] == nil)
    }

    @Test("a changed table finds its new entries", arguments: [2, 50])
    func change(count: Int64) {
        let start = SourcePosition(line: 1, column: 1)
        var table = TOMLTable(position: start, entries: (1...count).map { entry("k\($0)", $0) })
        table.entries.append(entry("last", 1000))
        table.entries.removeFirst()
        #expect(table["k1"] == nil)
        #expect(table["k2"]?.value.content == .integer(2))
        #expect(table["last"]?.value.content == .integer(1000))
    }

    @Test("a value names its kind")
    func nouns() throws {
        let document = """
            a = ""
            b = 1
            c = 1.0
            d = true
            e = 1979-05-27T07:32:00Z
            f = 1979-05-27T07:32:00
            g = 1979-05-27
            h = 07:32:00
            i = []
            j = {}
            """
        let nouns = try table(document).entries.map(\.value.content.noun)
        let expected = [
            "a string", "an integer", "a float", "a boolean", "an offset date-time",
            "a local date-time", "a local date", "a local time", "an array", "a table",
        ]
        #expect(nouns == expected)
    }
}
