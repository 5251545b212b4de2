import Core
import Experiment
import Faults
import Measurement
import Testing
import Topology

private func experiment(
    _ text: String, _ overrides: [Override] = [], columns: [String] = []
) throws(ExperimentError) -> Experiment {
    try Experiment(
        parsing: Array(text.utf8), file: "x.toml", overrides: overrides,
        in: Surroundings(topologies: .standard, faults: .standard, columns: columns))
}

private func problems(_ text: String, _ overrides: [Override] = []) -> [String] {
    do {
        _ = try experiment(text, overrides, columns: ["availability", "response_p99_us"])
        return []
    } catch {
        return error.diagnostics.map { $0.text }
    }
}

@Suite("Sweeps")
struct SweepTests {
    @Test("Without a sweep there is one point and no factor")
    func none() throws {
        let experiment = try experiment(smallest)
        #expect(experiment.factors.isEmpty)
        #expect(experiment.points.map(\.levels) == [[]])
    }

    @Test("All combinations run, the last factor fastest, quoted path or nested table alike")
    func combinations() throws {
        let experiment = try experiment(
            both + """
                [sweep]
                "participants.count" = [4, 8]
                topology.mesh.replicas = [1, 2]

                """)
        #expect(experiment.factors.map(\.path) == ["participants.count", "topology.mesh.replicas"])
        #expect(experiment.factors.map(\.arm) == [nil, "mesh"])
        #expect(
            experiment.points.map(\.levels) == [["4", "1"], ["4", "2"], ["8", "1"], ["8", "2"]])
        #expect(experiment.points.map(\.specification.participants) == [4, 4, 8, 8])
        #expect(
            experiment.points.map { $0.specification.topologies[1].values["replicas"] } == [
                1, 2, 1, 2,
            ])
    }

    @Test("Cases are crossed with the sweep; what a case leaves out is as the file has it")
    func cases() throws {
        let experiment = try experiment(
            both + """
                [sweep]
                "workload.keys" = [10, 20]
                [[case]]
                "participants.count" = 8
                "topology.client-server.speed" = 8
                [[case]]
                "participants.count" = 2

                """)
        #expect(
            experiment.factors.map(\.path) == [
                "workload.keys", "participants.count", "topology.client-server.speed",
            ])
        #expect(
            experiment.points.map(\.levels) == [
                ["10", "8", "8"], ["20", "8", "8"], ["10", "2", "1"], ["20", "2", "1"],
            ])
    }

    @Test("An option over a swept key takes it out of the sweep, and says so")
    func fixed() throws {
        let text =
            smallest + "[sweep]\n\"participants.count\" = [4, 8]\n\"workload.keys\" = [1, 2]\n"
        let experiment = try experiment(text, [.set("participants.count=3")])
        #expect(experiment.factors.map(\.path) == ["workload.keys"])
        #expect(experiment.points.map(\.specification.participants) == [3, 3])
        #expect(
            experiment.notes.map(\.text) == [
                "x.toml:12:24: note: \"participants.count\" is not swept: "
                    + "--set \"participants.count=3\" sets it"
            ])
    }

    @Test("An option may give a sweep of its own")
    func option() throws {
        let experiment = try experiment(
            smallest, [.set("sweep.\"participants.count\"=[4, 8]")])
        #expect(experiment.points.map(\.specification.participants) == [4, 8])
    }

    @Test(
        "What cannot be swept is refused with its place",
        arguments: [
            (
                "[sweep]\n\"participants.cuont\" = [4]",
                "x.toml:12:1: unknown key \"cuont\" in [participants]: did you mean \"count\"? "
                    + "Known here: count, joining"
            ),
            (
                "[sweep]\n\"participants.count\" = [4, 0]",
                "x.toml:12:28: \"count\" is 0: expected an integer from 1 to 10_000"
            ),
            (
                "[sweep]\n\"participants.count\" = []",
                "x.toml:12:24: \"participants.count\" in [sweep] has no level: expected an array of "
                    + "at least one"
            ),
            (
                "[sweep]\nrepetitions = [1, 2]",
                "x.toml:12:15: \"repetitions\" cannot be swept: it is one for the whole experiment; "
                    + "run the experiment once for each, with --set"
            ),
            (
                "[sweep]\n\"topology.mesh.replicas\" = [1]",
                "x.toml:12:1: no [[topology]] has the label \"mesh\": labels here: client-server"
            ),
            (
                "[[case]]\n\"participants.count\" = [4, 8]",
                "x.toml:12:24: \"participants.count\" in [[case]] is an array: expected one value; "
                    + "several go in [sweep]"
            ),
            (
                "[sweep]\nseed = [1]\n[[case]]\nseed = 2",
                "x.toml:14:8: \"seed\" is in [sweep] and in a [[case]]: remove it from one of them"
            ),
        ])
    func refused(text: String, expected: String) {
        #expect(
            problems(smallest + text + "\n").contains(expected),
            "\(problems(smallest + text + "\n"))")
    }

    @Test("Too many points are refused before they are made")
    func tooMany() {
        let levels = (1...200).map { "\($0)" }.joined(separator: ", ")
        let text =
            smallest + "[sweep]\nseed = [\(levels)]\n\"workload.keys\" = [\(levels)]\n"
        #expect(
            problems(text) == [
                "x.toml:11:1: the sweep has 40_000 points: at most 10_000 go; remove levels"
            ])
    }

    @Test("The resolved experiment keeps its sweep, cases and expectations")
    func resolved() throws {
        let experiment = try experiment(
            smallest + "[sweep]\n\"participants.count\" = [4, 8]\n[[expect]]\n"
                + "that = \"client-server.availability >= 0.9\"\n", columns: ["availability"])
        #expect(
            experiment.resolvedObject["sweep"]?["participants.count"]
                == .array([.integer(4), .integer(8)]))
        #expect(experiment.resolvedObject["expect"]?.arrayValue?.count == 1)
    }
}

@Suite("Keys of a sweep")
struct SweepKeyTests {
    @Test("A wrong key is said once, and marked where it stands")
    func misspelt() {
        do {
            _ = try experiment(smallest + "[sweep]\n\"participants.cuont\" = [4, 8]\n", columns: [])
            Issue.record("it was taken")
        } catch {
            #expect(
                error.text == """
                    x.toml:12:1: unknown key "cuont" in [participants]: did you mean "count"? \
                    Known here: count, joining
                        "participants.cuont" = [4, 8]
                        ^
                    """)
        }
    }

    @Test("A key of one arm without its label is told how to be written")
    func withoutLabel() {
        let text = both.replacing("kind = \"mesh\"", with: "kind = \"mesh\"\nreplicas = 2")
        #expect(
            problems(text + "[sweep]\n\"topology.replicas\" = [1, 2]\n") == [
                "x.toml:15:1: \"topology.replicas\" does not say of which [[topology]]: write "
                    + "topology.mesh.replicas; labels here: client-server, mesh"
            ])
    }
}

@Suite("Expectations in the file")
struct ExpectTests {
    private static let swept = smallest + "[sweep]\n\"participants.count\" = [4, 8]\n[[expect]]\n"

    @Test("An expectation names an arm, a column and where it holds")
    func whole() throws {
        let experiment = try experiment(
            Self.swept + "that = \"client-server.availability >= 0.9\"\n"
                + "where = { \"participants.count\" = 8 }\n", columns: ["availability"])
        let expectation = try #require(experiment.expectations.first)
        #expect(expectation.left == .init(label: "client-server", column: "availability"))
        #expect(expectation.conditions == [.init(path: "participants.count", value: "8")])
    }

    @Test(
        "What it cannot mean is refused",
        arguments: [
            (
                "that = \"mesh.availability >= 0.9\"",
                "no [[topology]] has the label \"mesh\": expected \"client-server\""
            ),
            (
                "that = \"client-server.availabilty >= 0.9\"",
                "trials.csv has no number \"availabilty\": did you mean \"availability\"? "
                    + "its columns are listed in the README.md of every result folder"
            ),
            (
                "that = \"client-server.availability\"",
                ExpectTests.form
            ),
            ("that = \"client-server.availability > 99 %\"", ExpectTests.form),
            ("that = \"client-server.availability => 0.99\"", ExpectTests.form),
            (
                "that = \"client-server.avail > 0.99\"",
                "trials.csv has no number \"avail\": did you mean \"availability\"? "
                    + "its columns are listed in the README.md of every result folder"
            ),
        ])
    func refused(line: String, expected: String) {
        let that = line.dropFirst("that = ".count)
        #expect(
            problems(Self.swept + line + "\n") == ["x.toml:14:8: \"that\" is \(that): \(expected)"])
    }

    private static let form =
        "expected LABEL.COLUMN OP NUMBER, LABEL.COLUMN OP LABEL.COLUMN or LABEL.COLUMN OP NUMBER "
        + "* LABEL.COLUMN, with OP one of <, <=, >, >=, ==; such as mesh.availability >= 0.99 or "
        + "mesh.response_p99_us <= 2 * client-server.response_p99_us"

    @Test("Where an option has taken the place of a sweep, only what is expected there is asked")
    func fixed() throws {
        let that = "that = \"client-server.availability >= 0.9\"\n"
        let text =
            Self.swept + that + "where = { \"participants.count\" = 4 }\n[[expect]]\n" + that
            + "where = { \"participants.count\" = 8 }\n[[expect]]\n" + that
        #expect(try experiment(text).expectations.count == 3)
        let fixed = try experiment(text, [.set("participants.count=8")])
        #expect(fixed.expectations.map(\.conditions) == [[], []])
        #expect(
            fixed.notes.map(\.text).last
                == "x.toml:15:34: note: this is not expected, as --set \"participants.count=8\" sets "
                + "\"participants.count\", here 4")
        let swept = try experiment(text, [.set("sweep.\"participants.count\"=[8, 16]")])
        #expect(swept.expectations.map(\.conditions.count) == [1, 0])
    }

    @Test("A place that the sweep never comes to is refused")
    func nowhere() {
        let that = "that = \"client-server.availability >= 0.9\"\n"
        #expect(
            problems(Self.swept + that + "where = { \"participants.count\" = 5 }\n") == [
                "x.toml:15:34: \"participants.count\" in \"where\" is 5, which it never is: "
                    + "expected 4 or 8"
            ])
        #expect(
            problems(smallest + "[[expect]]\n" + that + "where = { \"workload.keys\" = 5 }\n") == [
                "x.toml:13:29: \"workload.keys\" in \"where\" is not swept: this experiment has no "
                    + "[sweep]"
            ])
    }
}
