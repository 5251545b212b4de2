import Experiment
import Testing

@Suite("Keys and tables that are wrong")
struct KeyProblemTests {
    @Test("an unknown key names the nearest one and all there are")
    func misspelled() {
        #expect(
            problems(edited("measure_s = 10", "measure_s = 10\nwramup_s = 2")) == [
                "x.toml:11:1: unknown key \"wramup_s\" in [schedule]: did you mean \"warmup_s\"? "
                    + "Known here: drain_s, measure_s, warmup_s"
            ])
    }

    @Test("an unknown key like no other names all there are")
    func unknown() {
        #expect(
            problems(edited("count = 4", "count = 4\npeople = 2")) == [
                "x.toml:6:1: unknown key \"people\" in [participants]: known here: count, joining"
            ])
    }

    @Test("an unknown table is an unknown key at the top")
    func unknownTable() {
        #expect(
            problems(smallest + "[workloads]\n") == [
                "x.toml:11:2: unknown key \"workloads\" at the top of the file: "
                    + "did you mean \"workload\"? Known here: case, expect, fault, hypothesis, "
                    + "name, network, participants, question, repetitions, schedule, seed, sweep, "
                    + "topology, transport, workload"
            ])
    }

    @Test("a key that lacks its end, or is one letter off, is meant for its own table")
    func nearHere() {
        #expect(
            problems(edited("rate_per_s = 100", "rate_per_s = 100\nrate = 5")).first?.hasPrefix(
                "x.toml:9:1: unknown key \"rate\" in [workload]: did you mean \"rate_per_s\"? "
                    + "Known here: ") == true)
        #expect(
            problems(smallest, [.set("participants.counts=8")]) == [
                "--set \"participants.counts=8\": unknown key \"counts\" in [participants]: "
                    + "did you mean \"count\"? Known here: count, joining"
            ])
        let options = ["--set", "--seed", "--repetitions", "--tier"]
        #expect(nearestName(to: "--rep", among: options) == "--repetitions")
        #expect(nearestName(to: "--x", among: options) == nil)
    }

    @Test("of a misspelt table nothing is said to be missing")
    func misspeltTable() {
        #expect(
            problems(edited("[workload]", "[workloads]")) == [
                "x.toml:6:2: unknown key \"workloads\" at the top of the file: "
                    + "did you mean \"workload\"? Known here: case, expect, fault, hypothesis, "
                    + "name, network, participants, question, repetitions, schedule, seed, sweep, "
                    + "topology, transport, workload"
            ])
    }

    @Test("a key of another table is sent there")
    func elsewhere() {
        #expect(
            problems(edited("count = 4", "count = 4\ndrain_s = 2")) == [
                "x.toml:6:1: unknown key \"drain_s\" in [participants]: it belongs in [schedule]. "
                    + "Known here: count, joining"
            ])
        #expect(
            problems(edited("measure_s = 10", "measure_s = 10\nkind = 2")) == [
                "x.toml:11:1: unknown key \"kind\" in [schedule]: it belongs in [[topology]] or "
                    + "in [workload]. Known here: drain_s, measure_s, warmup_s"
            ])
    }

    @Test("an unknown key is shown fit for a terminal")
    func controlCharacters() {
        #expect(
            problems(edited("count = 4", "count = 4\n\"\\u001b[31m\\n\" = 2")) == [
                "x.toml:6:1: unknown key \"U+1B[31mU+A\" in [participants]: "
                    + "known here: count, joining"
            ])
        let long = String(repeating: "k", count: 100)
        #expect(
            problems(edited("count = 4", "count = 4\n\(long) = 2")) == [
                "x.toml:6:1: unknown key \"\(long.prefix(60))…\" in [participants]: "
                    + "known here: count, joining"
            ])
    }

    @Test("a file with nothing in it lacks all that is required, each with an example")
    func empty() {
        #expect(
            problems("") == [
                "x.toml:1:1: \"name\" is missing at the top of the file: its name, "
                    + "such as name = \"my-experiment\"",
                "x.toml:1:1: there is no [[topology]]: at least one is needed",
                "x.toml:1:1: \"count\" is missing in [participants]: participants that issue "
                    + "operations, such as count = 16",
                "x.toml:1:1: \"kind\" is missing in [workload]: what the operations are, "
                    + "such as kind = \"request\"",
                "x.toml:1:1: \"rate_per_s\" is missing in [workload]: operations of all "
                    + "participants together, such as rate_per_s = 4000",
                "x.toml:1:1: \"measure_s\" is missing in [schedule]: load that is measured, "
                    + "such as measure_s = 8",
            ])
    }

    @Test("a missing key is missing at its table's header")
    func missing() {
        #expect(
            problems(smallest.replacing("kind = \"client-server\"", with: "")) == [
                "x.toml:2:1: \"kind\" is missing in [[topology]]: who serves whom, "
                    + "such as kind = \"client-server\""
            ])
        #expect(
            problems(edited("rate_per_s = 100", "loop = \"closed\"")) == [
                "x.toml:6:1: \"outstanding\" is missing in [workload]: operations each "
                    + "participant has open at once, such as outstanding = 1"
            ])
        #expect(
            problems(smallest + "[[fault]]\n") == [
                "x.toml:11:1: \"action\" is missing in [[fault]]: what is done, "
                    + "such as action = \"kill\"",
                "x.toml:11:1: \"at_s\" is missing in [[fault]]: when it strikes, from the start "
                    + "of measurement, such as at_s = 4",
            ])
    }

    @Test("a list of tables in one pair of brackets is shown with two")
    func oneForMany() {
        #expect(
            problems(smallest.replacing("[[topology]]", with: "[topology]")) == [
                "x.toml:2:1: \"topology\" is a table: write it as [[topology]]"
            ])
        #expect(
            problems("fault = [1]\n" + smallest) == [
                "x.toml:1:10: \"fault\" is 1: write it as [[fault]]"
            ])
    }

    @Test("a table that is no table, or several, is shown as one")
    func manyForOne() {
        #expect(
            problems(smallest.replacing("[participants]", with: "[[participants]]")) == [
                "x.toml:4:1: \"participants\" is an array: write it as [participants]"
            ])
        #expect(
            problems("transport = \"tcp\"\n" + smallest) == [
                "x.toml:1:13: \"transport\" is \"tcp\", a string: write it as [transport]"
            ])
        #expect(
            problems("network.link = 10\n" + smallest) == [
                "x.toml:1:16: \"network.link\" is 10: write it as [network.link]"
            ])
    }

    @Test("an empty list of topologies has none")
    func emptyList() {
        let text = smallest.replacing("[[topology]]\nkind = \"client-server\"\n", with: "")
        #expect(
            problems("topology = []\n" + text) == [
                "x.toml:1:12: there is no [[topology]]: at least one is needed"
            ])
    }

    @Test("a text that is not TOML has one problem, the parser's")
    func notTOML() {
        #expect(
            problems(edited("count = 4", "count = ")) == [
                "x.toml:5:9: unexpected end of the line: expected a value"
            ])
    }
}
