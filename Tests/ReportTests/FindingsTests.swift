import Measurement
import Testing

@testable import Report

struct FindingsTests {
    private func findings(_ fixture: Fixture) throws -> [String] {
        let results = try fixture.tables()
        let point = try #require(SweepPoint.all(in: results.trials).first)
        return Findings(point: point, results: results).sentences
    }

    @Test func `the fault is told with nodes, moments and what became of the operations`() throws {
        let sentences = try findings(.quickstart)
        #expect(
            sentences.prefix(2) == [
                "In client-server, server-0 was killed at 4.0 s (undone at 6.0 s): none of the "
                    + "about 8,000 operations intended meanwhile succeeded.",
                "In mesh, peer-3 was killed at 4.0 s (undone at 6.0 s): 99.7 % of the about 7,500 "
                    + "operations intended meanwhile succeeded for those who stayed up, and 1 of "
                    + "16 users went down with its node.",
            ])
    }

    @Test func `of a closed loop the time says what the users who were down have lost`() throws {
        var fixture = Fixture()
        fixture.addTrial(
            "1", "mesh", measured: Fixture.mesh,
            changes: ["loop": "closed", "node_down": "1", "outage_availability": "1"])
        fixture.addFault("1", "mesh", node: "peer-3")
        fixture.addNode("1", "peer-3", served: 1_000, down: 0)
        fixture.addNode("1", "peer-4", served: 30_000)
        #expect(
            try findings(fixture).first
                == "In mesh, peer-3 was killed at 4.0 s (undone at 6.0 s): every one of the "
                + "operations intended meanwhile succeeded for those who stayed up, and 1 of 16 "
                + "users went down with its node for 2.0 s (a closed loop plans nothing meanwhile)."
        )
        let results = try fixture.tables()
        let point = try #require(SweepPoint.all(in: results.trials).first)
        let titles = ComparisonTable(point, results: results).rows.map(\.metric.title)
        #expect(!titles.contains("share of users down"))
    }

    @Test func `an expectation without a valid trial is undecided, not failed`() throws {
        var fixture = Fixture()
        fixture.addTrial("1", "mesh", measured: Fixture.mesh, changes: ["valid": "false"])
        fixture.addTrial("2", "client-server", measured: Fixture.server)
        let facts = RunFacts(
            name: "", question: "", hypothesis: "", command: "", tier: "", seed: 1, version: "",
            repetitions: 1, notes: [],
            expectations: try [
                "mesh.availability >= 0.9", "client-server.availability >= 0.9",
            ].map { try ResultExpectation(parsing: $0) })
        let results = try fixture.tables()
        #expect(
            ExpectationFinding(results, facts: facts).sentences == [
                "UNDECIDED: mesh.availability >= 0.9 (no valid trial)",
                "NOT MET: client-server.availability >= 0.9 (0.75000)",
            ])
        #expect(!facts.areExpectationsMet(in: results))
    }

    @Test func `reads that found nothing are told, with the availability that is left`() throws {
        var fixture = Fixture()
        fixture.addTrial(
            "1", "client-server", measured: Fixture.server, changes: ["absent_reads": "4000"])
        fixture.addTrial("2", "mesh", measured: Fixture.mesh, changes: ["absent_reads": "3"])
        #expect(
            try findings(fixture).contains(
                "Reads that found nothing, as a node that is started again is empty, count as "
                    + "answered: 12.5 % of the operations in client-server (availability without "
                    + "them: 62.5 %)."))
    }

    @Test func `responses without any delay in virtual time are said to mean nothing`() throws {
        var fixture = Fixture()
        let changes = ["tier": "simulated", "response_p50_us": "0", "response_p99_us": "0"]
        fixture.addTrial("1", "mesh", measured: Fixture.mesh, changes: changes)
        let sentence =
            "Half of the responses take no time, as virtual time charges nothing for processing: "
            + "only with a link delay (network.link.delay_ms) or a service time "
            + "(workload.service_time_us) do response times mean anything here."
        #expect(try findings(fixture).contains(sentence))
        fixture.trials[0]["response_p50_us"] = "20000"
        #expect(try !findings(fixture).contains(sentence))
    }

    @Test
    func `lines that cannot apply are left out: users down without a fault, writes unwritten`()
        throws
    {
        var fixture = Fixture()
        let changes = ["acked_writes": "0", "lost_writes": "0", "node_down": "0"]
        fixture.addTrial("1", "mesh", measured: Fixture.mesh, changes: changes)
        func titles() throws -> [String] {
            let results = try fixture.tables()
            let point = try #require(SweepPoint.all(in: results.trials).first)
            return ComparisonTable(point, results: results).rows.map(\.metric.title).filter {
                ["acknowledged writes", "lost writes (memory only)", "share of users down"]
                    .contains($0)
            }
        }
        #expect(try titles() == [])
        fixture.trials[0]["acked_writes"] = "5"
        #expect(try titles() == ["acknowledged writes", "lost writes (memory only)"])
        fixture.addFault("1", "mesh", node: "peer-3")
        #expect(
            try titles() == [
                "share of users down", "acknowledged writes", "lost writes (memory only)",
            ])
    }

    @Test func `without a fault no sentence speaks of one`() throws {
        var fixture = Fixture.quickstart
        fixture.faults = []
        let sentences = try findings(fixture)
        #expect(
            sentences.first == "Of the operations offered per second, client-server completed "
                + "3,000 of 4,000 and mesh completed 3,935 of 4,000.")
        #expect(!sentences.contains { $0.contains("fault") || $0.contains("killed") })
    }

    @Test func `answers to operations of warm-up make nobody complete more than was offered`()
        throws
    {
        var fixture = Fixture.quickstart
        fixture.faults = []
        fixture.trials[1]["throughput_per_s"] = "4003"
        #expect(
            try findings(fixture).first == "Of the operations offered per second, client-server "
                + "completed 3,000 of 4,000 and mesh completed as many (4,000).")
    }

    @Test func `a fault that is never undone says so, and a lasting outage too`() throws {
        var fixture = Fixture()
        fixture.addTrial(
            "1", "client-server", measured: Fixture.server, changes: ["recover_s": ""])
        fixture.addFault("1", "client-server", node: "server-0", healed: "")
        fixture.addTimeline("1", okInOutage: 0, downInOutage: 0)
        let sentences = try findings(fixture)
        #expect(
            sentences.first
                == "In client-server, server-0 was killed at 4.0 s (never undone): none "
                + "of the about 16,000 operations intended meanwhile succeeded.")
        #expect(
            sentences.contains(
                "Share of good answers: client-server had not recovered when measurement ended."))
    }

    @Test func `a fault that never took effect is told as asked for`() throws {
        var fixture = Fixture()
        fixture.addTrial(
            "1", "mesh", measured: Fixture.mesh, changes: ["outage_availability": ""])
        fixture.addFault("1", "mesh", node: "", action: "partition", applied: "", healed: "")
        let sentences = try findings(fixture)
        #expect(
            sentences.first
                == "In mesh, the fault \"partition\" asked for at 4.0 s never took effect.")
        #expect(!sentences.contains { $0.hasPrefix("Share of good answers") })
    }

    @Test func `several nodes hit at once are one event, several faults are several`() throws {
        var fixture = Fixture()
        fixture.addTrial(
            "1", "mesh", measured: Fixture.mesh, changes: ["outage_availability": "1"])
        for node in 0..<6 {
            fixture.addFault("1", "mesh", node: "peer-\(node)", action: "pause")
            fixture.addNode("1", "peer-\(node)", served: 10, down: 5)
        }
        fixture.addFault(
            "1", "mesh", node: "peer-9", action: "slow", fault: "1", applied: "7", healed: "")
        #expect(
            try findings(fixture).first
                == "In mesh, peer-0, peer-1, peer-2 and 3 more nodes were paused at 4.0 s (undone "
                + "at 6.0 s); peer-9 was slowed at 7.0 s (never undone): every one of the "
                + "operations intended meanwhile succeeded for those who stayed up, and 6 of 16 "
                + "users went down with their nodes.")
    }

    @Test func `with several repetitions a single trial is named`() throws {
        var fixture = Fixture()
        for repetition in 1...2 {
            fixture.addTrial(
                "\(repetition)", "mesh", repetition: repetition, measured: Fixture.mesh,
                changes: repetition == 1 ? ["valid": "false", "invalid_because": "host_cpu"] : [:])
            fixture.addTrial(
                "\(repetition + 2)", "client-server", repetition: repetition,
                measured: Fixture.server)
            fixture.addFault("\(repetition)", "mesh", node: "peer-\(repetition)")
            fixture.addFault("\(repetition + 2)", "client-server", node: "server-0")
        }
        let sentences = try findings(fixture)
        #expect(sentences[0].hasPrefix("In mesh, peer-2 was killed at 4.0 s"))
        #expect(sentences[1].hasPrefix("In client-server (repetition 2), server-0 was killed"))
    }

    @Test func `everything else is compared in numbers`() throws {
        #expect(try findings(.quickstart).dropFirst(2).joined(separator: "\n") == Self.comparison)
    }

    private static let comparison = """
        Whoever was hit was the first holder of 100 % of the keys in client-server and 6.3 % of \
        the keys in mesh.
        The fault was first noticed by another node after 400 µs in client-server and after \
        1.30 ms in mesh.
        Share of good answers: client-server was back at its level 2.10 s after the fault; mesh \
        never fell below its level before the fault.
        Of the operations offered per second, client-server completed 3,000 of 4,000 and mesh \
        completed 3,935 of 4,000.
        The median response (p50) was 86.4 µs in client-server and 91.7 µs in mesh, less than \
        10 % apart.
        The 99th percentile of responses (p99) was 500 ms in client-server and 433 µs in mesh \
        (a failed operation counts at no less than its timeout, and 25.0 % in client-server \
        failed): 1,155 times as much in client-server.
        In client-server, server-0 did all the work; in mesh, 2 nodes shared the work, the \
        busiest (peer-4) with 96.8 %.
        Data is kept in memory only: of the acknowledged writes, client-server lost 1,180 of \
        2,400 and mesh lost 0 of 3,150.
        Each successful operation cost 2.00 messages, 310 B on the wire and 41.0 µs of CPU in \
        client-server; 2.10 messages, 330 B on the wire and 52.0 µs of CPU in mesh.
        """

    @Test func `where no write was lost the sentence says so for all`() throws {
        var fixture = Fixture()
        fixture.addTrial("1", "mesh", measured: Fixture.mesh)
        #expect(
            try findings(fixture).contains(
                "No acknowledged write was lost, although data is kept in memory only."))
    }

    @Test func `equal numbers are called equal, and one arm is compared with none`() throws {
        var fixture = Fixture()
        fixture.addTrial(
            "1", "a",
            measured: ["response_p50_us": "0", "planned": "1", "ok": "1", "valid": "true"])
        #expect(try findings(fixture) == ["The median response (p50) was 0 µs in a."])
        fixture.addTrial(
            "2", "b",
            measured: ["response_p50_us": "0", "planned": "1", "ok": "1", "valid": "true"])
        #expect(try findings(fixture) == ["The median response (p50) was 0 µs in a and b alike."])
    }

    @Test func `empty cells give no sentence`() throws {
        var fixture = Fixture()
        fixture.addTrial("1", "mesh", measured: ["valid": "true"])
        #expect(try findings(fixture).isEmpty)
    }

    @Test func `a trial without a verdict is not believed`() throws {
        var fixture = Fixture()
        fixture.addTrial("1", "mesh", measured: [:])
        #expect(
            try findings(fixture) == [
                "The numbers of mesh are not to be believed: its only trial is invalid (no verdict "
                    + "was recorded)."
            ])
    }

    @Test func `recovery in some repetitions only is counted`() throws {
        var fixture = Fixture()
        for (repetition, recovery) in [(1, "0.4"), (2, "")] {
            fixture.addTrial(
                "\(repetition)", "mesh", repetition: repetition, measured: Fixture.mesh,
                changes: ["recover_s": recovery])
            fixture.addFault("\(repetition)", "mesh", node: "peer-0")
        }
        #expect(
            try findings(fixture).contains(
                "Share of good answers: mesh recovered in 1 of 2 repetitions, there after 400 ms."))
    }

    @Test func `repetitions decide what may be said of spread`() {
        #expect(
            Limits.repetitions(Fixture.facts(repetitions: 1))
                == "One repetition gives no interval: another run may give other numbers. "
                + "Ask for more with --repetitions 5.")
        #expect(
            Limits.repetitions(Fixture.facts(repetitions: 2))
                == "Two repetitions give two points and no interval; the table shows their mean. "
                + "Ask for more with --repetitions 5.")
    }
}
