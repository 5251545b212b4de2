import TOML
import Testing

@Suite struct PositionTests {
    private let document = """
        # première
        title = "é" # comment
        [net.'lïnk'] # comment
        "dé".lay = [1,
          { x = 2 }]
        [[node]]
        id = 1
          [[node]]
        """

    @Test("every key and value knows where it was written")
    func everyPosition() throws {
        let expected = [
            "title 2:1 value 2:9",
            "net 3:2 value 3:2",
            "net.lïnk 3:6 value 3:1",
            "net.lïnk.dé 4:1 value 4:1",
            "net.lïnk.dé.lay 4:6 value 4:12",
            "net.lïnk.dé.lay.0 value 4:13",
            "net.lïnk.dé.lay.1 value 5:3",
            "net.lïnk.dé.lay.1.x 5:5 value 5:9",
            "node 6:3 value 6:1",
            "node.0 value 6:1",
            "node.0.id 7:1 value 7:6",
            "node.1 value 8:3",
        ]
        #expect(lines(of: try table(document), path: "") == expected)
    }

    @Test("positions are the same with CRLF")
    func carriageReturns() throws {
        let crlf = document.split(separator: "\n", omittingEmptySubsequences: false)
            .joined(separator: "\r\n")
        #expect(try table(crlf) == table(document))
    }

    @Test("the root table starts at 1:1")
    func root() throws {
        #expect(try table("\n\na = 1").position == SourcePosition(line: 1, column: 1))
    }

    @Test("a position after strings of many scalars and lines is exact")
    func afterStrings() {
        let expected = "4:6: unexpected \"x\": expected the end of the line after the value"
        #expect(fault("a = \"😀é\"\nb = '''\n😀\né''' x") == expected)
    }

    @Test("positions come in the order of the text")
    func order() {
        let first = SourcePosition(line: 1, column: 9)
        let second = SourcePosition(line: 2, column: 1)
        let third = SourcePosition(line: 2, column: 3)
        #expect([third, first, second].sorted() == [first, second, third])
        #expect(third.description == "2:3")
    }

    private func lines(of table: TOMLTable, path: String) -> [String] {
        table.entries.flatMap { entry in
            lines(of: entry.value, path: path + entry.key, key: "\(entry.keyPosition) ")
        }
    }

    private func lines(of value: TOMLValue, path: String, key: String) -> [String] {
        let line = "\(path) \(key)value \(value.position)"
        switch value.content {
        case .table(let table):
            return [line] + lines(of: table, path: path + ".")
        case .array(let elements):
            let below = elements.enumerated().flatMap { index, element in
                lines(of: element, path: "\(path).\(index)", key: "")
            }
            return [line] + below
        default:
            return [line]
        }
    }
}
