import Experiment
import Testing

@Suite("Values that are wrong")
struct ValueProblemTests {
    @Test(
        "a value of the wrong kind or out of range says what is expected",
        arguments: [
            ("count = 4", "count = 0", "5:9: \"count\" is 0: expected an integer from 1 to 10_000"),
            (
                "count = 4", "count = 10001",
                "5:9: \"count\" is 10_001: expected an integer from 1 to 10_000"
            ),
            (
                "count = 4", "count = 4.0",
                "5:9: \"count\" is 4.0: expected an integer from 1 to 10_000"
            ),
            (
                "count = 4", "count = \"4\"",
                "5:9: \"count\" is \"4\", a string: expected an integer from 1 to 10_000"
            ),
            (
                "count = 4", "count = true",
                "5:9: \"count\" is true: expected an integer from 1 to 10_000"
            ),
            (
                "count = 4", "count = 2026-11-20",
                "5:9: \"count\" is 2026-11-20, a date or time: "
                    + "expected an integer from 1 to 10_000"
            ),
            (
                "count = 4", "count = [4]",
                "5:9: \"count\" is an array: expected an integer from 1 to 10_000"
            ),
            (
                "count = 4", "count = {}",
                "5:9: \"count\" is a table: expected an integer from 1 to 10_000"
            ),
            (
                "kind = \"client-server\"", "kind = \"client-server\"\nrepair = 1",
                "4:10: \"repair\" is 1: expected true or false"
            ),
            (
                "kind = \"client-server\"", "kind = \"client-server\"\nrepair = \"true\"",
                "4:10: \"repair\" is \"true\", a string: expected true or false"
            ),
            (
                "measure_s = 10", "measure_s = 0",
                "10:13: \"measure_s\" is 0: expected a number from 0.001 to 86_400, in seconds"
            ),
            (
                "measure_s = 10", "measure_s = nan",
                "10:13: \"measure_s\" is nan: expected a number from 0.001 to 86_400, in seconds"
            ),
            (
                "measure_s = 10", "measure_s = inf",
                "10:13: \"measure_s\" is inf: expected a number from 0.001 to 86_400, in seconds"
            ),
            (
                "measure_s = 10", "measure_s = -1e300",
                "10:13: \"measure_s\" is -1e+300: "
                    + "expected a number from 0.001 to 86_400, in seconds"
            ),
            (
                "rate_per_s = 100", "rate_per_s = 0",
                "8:14: \"rate_per_s\" is 0: expected a number from 0.001 to 10_000_000, "
                    + "in operations per second"
            ),
            (
                "name = \"test\"", "name = \"My Test\"",
                "1:8: \"name\" is \"My Test\", a string: "
                    + "expected a name of at most 64 characters, of a-z, 0-9 and \"-\""
            ),
            (
                "name = \"test\"", "name = 7",
                "1:8: \"name\" is 7: "
                    + "expected a name of at most 64 characters, of a-z, 0-9 and \"-\""
            ),
            (
                "name = \"test\"", "name = \"test\"\nquestion = \"\\u001b[2J\"",
                "2:12: \"question\" is \"U+1B[2J\", a string: expected a text in quotes of at "
                    + "most 2000 characters, none of them a control character"
            ),
            (
                "name = \"test\"", "name = \"test\"\nseed = -1",
                "2:8: \"seed\" is -1: expected an integer from 0 to 9_223_372_036_854_775_807"
            ),
            (
                "kind = \"client-server\"", "kind = \"client-server\"\nlabel = \"a.b\"",
                "4:9: \"label\" is \"a.b\", a string: expected a label of at most 64 characters, "
                    + "of A-Z, a-z, 0-9, \"_\" and \"-\""
            ),
            (
                "kind = \"client-server\"", "kind = 1",
                "3:8: \"kind\" is 1: expected \"client-server\" or \"mesh\""
            ),
        ])
    func unexpected(line: String, replacement: String, expected: String) {
        #expect(problems(edited(line, replacement)) == ["x.toml:" + expected])
    }

    @Test("a fault's target that is no name says what it may be")
    func target() {
        let text = smallest + "[[fault]]\naction = \"kill\"\nat_s = 1\ntarget = \"a node\"\n"
        #expect(
            problems(text) == [
                "x.toml:14:10: \"target\" is \"a node\", a string: expected \"provider\", "
                    + "\"participant\", \"provider-0\" or a node's name in quotes"
            ])
    }

    @Test(
        "every number has its bounds",
        arguments: [
            ("seed", "", "0", "9223372036854775807"), ("repetitions", "", "1", "100000"),
            ("read_share", "workload", "0", "1"), ("keys", "workload", "1", "1000000"),
            ("zipf_exponent", "workload", "0", "10"), ("value_bytes", "workload", "1", "1048576"),
            ("service_workers", "workload", "0", "10000"),
            ("timeout_ms", "workload", "1", "3600000"), ("retries", "workload", "0", "100"),
            ("objective_ms", "workload", "0.001", "3600000"),
            ("warmup_s", "schedule", "0", "86400"), ("drain_s", "schedule", "0", "86400"),
            ("port", "network", "1024", "32767"),
        ])
    func bounds(key: String, table: String, least: String, most: String) {
        func text(_ value: String) -> String {
            let line = "\(key) = \(value)\n"
            if table == "" { return line + smallest }
            if table == "network" { return smallest + "[network]\n" + line }
            return smallest.replacing("[\(table)]\n", with: "[\(table)]\n" + line)
        }
        func outside(_ value: String, by step: String) -> String {
            if let whole = Int(value) { return String(step == "-1" ? whole - 1 : whole &+ 1) }
            return "0.0009"
        }
        #expect(problems(text(least)) == [])
        #expect(problems(text(most)) == [])
        #expect(problems(text(outside(least, by: "-1"))).count == 1)
        #expect(problems(text(outside(most, by: "1"))).count == 1)
    }

    @Test("a word that nobody knows names the nearest one and all there are")
    func unknownWord() {
        #expect(
            problems(edited("rate_per_s = 100", "rate_per_s = 100\npopularity = \"zpif\"")) == [
                "x.toml:9:14: \"popularity\" is \"zpif\": did you mean \"zipf\"? "
                    + "Expected \"zipf\" or \"uniform\""
            ])
        #expect(
            problems(edited("kind = \"client-server\"", "kind = \"ring\"")) == [
                "x.toml:3:8: \"kind\" is \"ring\": expected \"client-server\" or \"mesh\""
            ])
        #expect(
            problems(edited("kind = \"client-server\"", "kind = \"client-sever\"")) == [
                "x.toml:3:8: \"kind\" is \"client-sever\": did you mean \"client-server\"? "
                    + "Expected \"client-server\" or \"mesh\""
            ])
    }

    @Test("all problems are found, in file order")
    func all() {
        let text = """
            colour = "red"
            name = "A"
            [[topology]]
            kind = "mesh"
            replicas = 99
            [participants]
            count = 4
            [workload]
            kind = "request"
            rate = 100
            [schedule]
            measure_s = 10
            [[fault]]
            action = "kill"
            target = "peer-4"
            at_s = 11
            """
        #expect(
            problems(text).map { $0.prefix { $0 != " " } } == [
                "x.toml:1:1:", "x.toml:2:8:", "x.toml:5:12:", "x.toml:8:1:", "x.toml:10:1:",
                "x.toml:16:8:",
            ])
    }

    @Test("the error's text shows each line in question, and says how many more there are")
    func excerpts() throws {
        let error = try #require(throws: ExperimentError.self) {
            try read(edited("count = 4", "count = 0"), [.seed("x")])
        }
        #expect(
            error.text == """
                x.toml:5:9: "count" is 0: expected an integer from 1 to 10_000
                    count = 0
                            ^
                --seed "x": "seed" is "x", a string: expected an integer from 0 to \
                9_223_372_036_854_775_807
                """)
        let many = try #require(throws: ExperimentError.self) {
            try read(smallest + (0..<50).map { "k\($0) = 1\n" }.joined())
        }
        #expect(many.diagnostics.count == 50)
        #expect(many.text.hasSuffix("\n    k19 = 1\n    ^\nand 30 more errors"))
    }
}
