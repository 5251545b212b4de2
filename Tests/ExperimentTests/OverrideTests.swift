import Core
import Experiment
import Faults
import Links
import Testing
import Workload

@Suite("Options that change the file")
struct OverrideTests {
    private static let fault =
        both + "[[fault]]\naction = \"kill\"\ntarget = \"provider\"\ncount = 1\nat_s = 4\n"

    @Test("an option puts its value in the file's place")
    func replace() throws {
        #expect(try read(smallest, [.set("participants.count=9")]).participants == 9)
        #expect(try read(smallest, [.set(" participants . count = 9 ")]).participants == 9)
        #expect(try read(smallest, [.set("name=other-name")]).name == "other-name")
        #expect(try read(smallest, [.set("name=\"quoted\"")]).name == "quoted")
        #expect(try read(smallest, [.set("question=\"a = b?\"")]).question == "a = b?")
    }

    @Test("an option gives a key that the file leaves out, and its table with it")
    func add() throws {
        #expect(
            try read(smallest, [.set("workload.popularity=uniform")]).workload.popularity
                == .uniform)
        #expect(try read(smallest, [.set("network.port=2000")]).network.port == 2_000)
        let link = [Override.tier("simulated"), .set("network.link.delay_ms=10")]
        #expect(try read(smallest, link).network.link.delayNanoseconds == .milliseconds(10))
        #expect(
            try read(smallest, [.set("workload={kind=\"request\",rate_per_s=7}")]).workload.loop
                == .open(ratePerSecond: 7))
    }

    @Test("a topology goes by its label, a fault by its position")
    func elements() throws {
        let arms = try read(both, [.set("topology.mesh.replicas=3")]).topologies
        #expect(arms.map { $0.values } == [["servers": 1], ["replicas": 3, "degree": 0]])
        let labelled = edited("kind = \"mesh\"", "kind = \"mesh\"\nlabel = \"p2p\"", in: both)
        #expect(
            try read(labelled, [.set("topology.p2p.speed=2")]).topologies.map { $0.speed } == [
                1, 2,
            ])
        let faults = try read(Self.fault, [.set("fault.0.at_s=5"), .set("fault.0.target=peer-1")])
            .faults
        #expect(faults.map { $0.atNanoseconds } == [.seconds(5)])
        #expect(faults.map { $0.target } == [.node("peer-1")])
        #expect(try read(Self.fault, [.set("fault=[]")]).faults == [])
    }

    @Test("of two options for one key the later holds")
    func precedence() throws {
        let overrides = [
            Override.set("seed=2"), .seed("3"), .set("participants.count=5"),
            .set("participants.count=6"), .repetitions("7"), .tier("simulated"),
        ]
        let specification = try read(smallest, overrides)
        #expect(specification.seed == 3)
        #expect(specification.participants == 6)
        #expect(specification.repetitions == 7)
        #expect(specification.network.tier == .simulated)
        #expect(try read(smallest, [.seed("3"), .set("seed=2")]).seed == 2)
    }

    @Test("a key of the file that an option leaves no use for is left out, with a note")
    func leftOut() throws {
        let overrides = [Override.set("workload.loop=closed"), .set("workload.outstanding=2")]
        let specification = try read(smallest, overrides)
        #expect(specification.workload.loop == .closed(outstanding: 2))
        #expect(
            specification.notes.map { $0.text } == [
                "x.toml:8:1: note: \"rate_per_s\" is left out: "
                    + "with --set \"workload.loop=closed\" it says nothing"
            ])
        #expect(!specification.resolvedTOML().contains("rate_per_s"))
    }

    @Test("a share by option takes the place of the file's count, and the other way round")
    func countOrShare() throws {
        let share = try read(Self.fault, [.set("fault.0.share=0.5")])
        #expect(share.faults.map { $0.target } == [.share(.provider, 0.5)])
        #expect(
            share.notes.map { $0.text } == [
                "x.toml:16:9: note: \"count\" is left out: "
                    + "with --set \"fault.0.share=0.5\" it says nothing"
            ])
        #expect(!share.resolvedTOML().contains("count = 1"))
        let text = Self.fault.replacing("count = 1", with: "share = 0.5")
        let count = try read(text, [.set("fault.0.count=1")])
        #expect(count.faults.map { $0.target } == [.count(.provider, 1)])
    }

    @Test(
        "what is wrong with an option names the option",
        arguments: [
            ("workload", "expected PATH=VALUE, such as participants.count=32"),
            ("", "expected PATH=VALUE, such as participants.count=32"),
            (
                "=3",
                "the path before \"=\" is not a dotted key: unexpected end of the text: "
                    + "expected a key: A-Z, a-z, 0-9, \"_\" and \"-\", or any text in quotes"
            ),
            (
                "participants.count=",
                "the value is not TOML: unexpected end of the text: expected a value"
            ),
            (
                "hypothesis=two words",
                "the value is not TOML: \"two\" is not a value: expected a string in quotes, "
                    + "a number, true, false, a date, a time, \"[\" or \"{\""
            ),
            (
                "schedule.measure_s=4s",
                "the value is not TOML: \"4s\" is not a number: "
                    + "unexpected \"s\": expected a number without a unit, or text in quotes"
            ),
            (
                "topology.msh.replicas=3",
                "no [[topology]] has the label \"msh\": did you mean \"mesh\"? "
                    + "labels here: client-server, mesh"
            ),
            ("fault.0.share=0.5", "the file has no [[fault]]"),
            ("participants.count.most=3", "\"count\" is not a table with keys of its own"),
            ("topology.mesh=3", "\"topology.mesh\" is not a table with keys of its own"),
            ("topology=3", "\"topology\" is 3: write it as [[topology]]"),
            (
                "participants.cuont=3",
                "unknown key \"cuont\" in [participants]: did you mean \"count\"? "
                    + "Known here: count, joining"
            ),
            ("participants.count=0", "\"count\" is 0: expected an integer from 1 to 10_000"),
            (
                "participants.count=many",
                "\"count\" is \"many\", a string: expected an integer from 1 to 10_000"
            ),
            (
                "topology.mesh.replicas=9",
                "\"replicas\" is 9: expected at most 4, the number of participants"
            ),
            (
                "workload.popularity=zpif",
                "\"popularity\" is \"zpif\": did you mean \"zipf\"? "
                    + "Expected \"zipf\" or \"uniform\""
            ),
            (
                "topology.mesh.servers=1",
                "\"servers\" goes with kind = \"client-server\", and this [[topology]] has "
                    + "kind = \"mesh\": remove \"servers\" or change \"kind\""
            ),
            (
                "sweep.\"participants.count\"=4",
                "\"participants.count\" in [sweep] is 4: expected an array of its levels, such as "
                    + "[4, 8, 16]"
            ),
        ])
    func problem(argument: String, expected: String) {
        let place = "--set \"\(argument)\": "
        #expect(problems(both, [.set(argument)]) == [place + expected])
    }

    @Test("a fault's position is one the file has")
    func position() {
        #expect(
            problems(Self.fault, [.set("fault.1.count=2"), .set("fault.x.count=2")]) == [
                "--set \"fault.1.count=2\": there is no [[fault]] at position \"1\": "
                    + "positions here go from 0 to 0",
                "--set \"fault.x.count=2\": there is no [[fault]] at position \"x\": "
                    + "positions here go from 0 to 0",
            ])
    }

    @Test("the options with a name of their own are named in errors")
    func named() {
        #expect(
            problems(smallest, [.seed("-1"), .repetitions("0"), .tier("moon")])
                == [
                    "--seed \"-1\": \"seed\" is -1: "
                        + "expected an integer from 0 to 9_223_372_036_854_775_807",
                    "--repetitions \"0\": \"repetitions\" is 0: expected an integer from 1 to 100_000",
                    "--tier \"moon\": \"tier\" is \"moon\": expected \"simulated\", \"loopback\" "
                        + "or \"emulated\"",
                ])
    }

    @Test("problems of the file come before those of the options")
    func order() {
        #expect(
            problems(edited("measure_s = 10", "measure_s = 0"), [.seed("x"), .set("name=A")])
                .map { $0.prefix(10) } == ["x.toml:10:", "--seed \"x\"", "--set \"nam"])
    }
}
