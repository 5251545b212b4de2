import TOML
import Testing

@Suite struct DefinitionTests {
    @Test(
        "tables may be defined in any order and extended while they are open",
        arguments: [
            Example("[a.b.c]\n[a.b]\n[a]", #"{"a":{"b":{"c":{}}}}"#),
            Example("[a]\n[a.b]\n[c]\n[a.d]", #"{"a":{"b":{},"d":{}},"c":{}}"#),
            Example("a.b.c = {}\na.b.d = {}", #"{"a":{"b":{"c":{},"d":{}}}}"#),
            Example("a.b.c = {}\n[a.b.e]\n[a.f]", #"{"a":{"b":{"c":{},"e":{}},"f":{}}}"#),
            Example("[a.b.c]\n[a]\nb.d = {}", #"{"a":{"b":{"c":{},"d":{}}}}"#),
            Example("a.b = {}\n[[a.c]]\n[[a.c]]", #"{"a":{"b":{},"c":[{},{}]}}"#),
            Example(
                "[[a]]\nx = {}\n[a.b]\n[[a.c]]\n[[a.c]]\n[[a]]\n[a.b]",
                #"{"a":[{"x":{},"b":{},"c":[{},{}]},{"b":{}}]}"#),
            Example("[[a.b]]\n[a]\nc = {}", #"{"a":{"b":[{}],"c":{}}}"#),
            Example("[a]\nb.c = {}\n[a.b.d]\n[a.b.d.e]", #"{"a":{"b":{"c":{},"d":{"e":{}}}}}"#),
            Example("", "{}"),
            Example("\n \t\r\n# only\n", "{}"),
        ])
    func allowed(_ example: Example) throws {
        #expect(try json(example.document) == example.expected)
    }

    @Test(
        "a key has one value",
        arguments: [
            Example("seed = 1\nx = 2\nseed = 3", "3:1: the key \"seed\" is already defined at 1:1"),
            Example("a.b = 1\n'a'.\"b\" = 2", "2:5: the key \"a.b\" is already defined at 1:3"),
            Example("[t]\na = 1\n\"a\" = 2", "3:1: the key \"a\" is already defined at 2:1"),
            Example("a.b = 1\na = 2", "2:1: the key \"a\" is already defined at 1:1"),
            Example("[a.b]\n[a]\nb = 1", "3:1: the key \"b\" is already defined at 1:4"),
            Example("[[a.b]]\n[a]\nb = []", "3:1: the key \"b\" is already defined at 1:5"),
            Example("a = {b = 1, b = 2}", "1:13: the key \"b\" is already defined at 1:6"),
            Example(
                "'é'.'é x' = 1\n'é'.'é x' = 2",
                "2:5: the key \"'é'.'é x'\" is already defined at 1:5"),
        ])
    func keys(_ example: Example) {
        #expect(fault(example.document) == example.expected)
    }

    @Test(
        "a table has one definition",
        arguments: [
            Example("[a]\n[b]\n[a]", "3:2: the table \"a\" is already defined at 1:1"),
            Example("[a.b]\n[a]\n[a]", "3:2: the table \"a\" is already defined at 2:1"),
            Example("a.b = 1\n[a]", "2:2: the table \"a\" is already defined at 1:1"),
            Example(
                "[a]\nb.c.d = 1\n[a.b.c]", "3:6: the table \"a.b.c\" is already defined at 2:3"),
            Example(
                "[a.b.c]\n[a]\nb.d = 1\n[a.b]", "4:4: the table \"a.b\" is already defined at 3:1"),
            Example("[a]\n[[a]]", "2:3: the table \"a\" is already defined at 1:1"),
            Example("[a.b]\n[[a]]", "2:3: the table \"a\" is already defined at 1:2"),
            Example(
                "[a.b.c]\n[a]\nb.c.d = 1",
                "3:3: the table \"b.c\" is already defined at 1:1: write its keys below that header"
            ),
            Example(
                "[[a]]\n[a]",
                "2:2: \"a\" is an array of tables, defined at 1:1: "
                    + "add a table to it with a header in [[ ]]"),
            Example(
                "[[a.b]]\n[a]\nb.c = 1",
                "3:1: \"b\" is an array of tables, defined at 1:1: "
                    + "add a table to it with a header in [[ ]]"),
        ])
    func tables(_ example: Example) {
        #expect(fault(example.document) == example.expected)
    }

    @Test(
        "nothing adds to what is written in braces or brackets",
        arguments: [
            Example(
                "a = {b = 1}\na.c = 2",
                "2:1: the inline table \"a\" at 1:5 is complete: write all its keys in its braces"),
            Example(
                "a = {b = 1}\n[a]",
                "2:2: the inline table \"a\" at 1:5 is complete: write all its keys in its braces"),
            Example(
                "a.b = {c = {}}\n[a.b.c.d]",
                "2:4: the inline table \"a.b\" at 1:7 is complete: write all its keys in its braces"
            ),
            Example(
                "a = {b = {}, b.c = 1}",
                "1:14: the inline table \"b\" at 1:10 is complete: write all its keys in its braces"
            ),
            Example(
                "a = []\n[[a]]",
                "2:3: the array \"a\" at 1:5 is complete: write all its values in its brackets"),
            Example(
                "a = [{}]\n[a.b]",
                "2:2: the array \"a\" at 1:5 is complete: write all its values in its brackets"),
        ])
    func complete(_ example: Example) {
        #expect(fault(example.document) == example.expected)
    }

    @Test(
        "a value of another kind is no table",
        arguments: [
            Example("a = 1\na.b = 2", "2:1: the key \"a\" is already defined at 1:1 as an integer"),
            Example("a = 1.5\n[a]", "2:2: the key \"a\" is already defined at 1:1 as a float"),
            Example("a = ''\n[a.b]", "2:2: the key \"a\" is already defined at 1:1 as a string"),
            Example("a = true\n[[a]]", "2:3: the key \"a\" is already defined at 1:1 as a boolean"),
            Example(
                "a.b = 2024-01-02\n[a.b.c]",
                "2:4: the key \"a.b\" is already defined at 1:3 as a local date"),
            Example(
                "a = 2024-01-02T03:04:05Z\na.b = 1",
                "2:1: the key \"a\" is already defined at 1:1 as an offset date-time"),
        ])
    func notATable(_ example: Example) {
        #expect(fault(example.document) == example.expected + ": expected a table")
    }

    @Test("a long key is cut in the message")
    func longName() {
        let key = "a.'b c'.\"\".d.e.f.g.h.i.j"
        #expect(
            fault("\(key) = 1\n\(key) = 2")
                == "2:24: the key \"a.'b c'.''.d.e.f.g.h.…\" is already defined at 1:24")
    }
}
