import Core
import Foundation
import Glibc
import Measurement
import Testing

/// Whether a run on real processes knows what to blame, and finds known answers within tolerance.
@Suite(.serialized) struct BelievableTests {
    private static func experiment(_ workload: String, schedule: String) -> String {
        """
        name = "known"
        [[topology]]
        kind = "client-server"
        [participants]
        count = 4
        [workload]
        kind = "request"
        read_share = 1.0
        keys = 100
        \(workload)
        [schedule]
        \(schedule)

        """
    }

    private func run(
        _ workload: String, schedule: String, more: String = "",
        during: (Program.Running, String) throws -> Void = { _, _ in }
    ) throws -> (trials: CSVTable, folder: TemporaryFolder) {
        let folder = try TemporaryFolder()
        let file = folder.path + "/known.toml"
        let text = Self.experiment(workload, schedule: schedule) + more
        try text.write(toFile: file, atomically: true, encoding: .utf8)
        let out = folder.path + "/out"
        let running = try Program.Running(["run", file, "--out", out, "--quiet"])
        try during(running, out)
        let ended = running.wait()
        #expect(Program.wentWell(ended), "\(ended.errors)")
        try Results(folder: out).expectWhole()
        return (try Results(folder: out).table("trials"), folder)
    }

    /// Stops a node from outside, as a debugger or a busy host would.
    private func freeze(
        _ name: String, of running: Program.Running, after seconds: Double, for length: Double
    ) throws {
        let node = try #require(
            running.nodes.first { pid in
                let arguments = try? String(
                    contentsOfFile: "/proc/\(pid)/cmdline", encoding: .utf8)
                return arguments?.split(separator: "\0").contains { $0 == name } ?? false
            })
        #expect(!running.hasEnded(within: seconds))
        kill(node, SIGSTOP)
        #expect(!running.hasEnded(within: length))
        kill(node, SIGCONT)
    }

    private static let slowOpen = """
        rate_per_s = 200
        arrivals = "constant"
        timeout_ms = 5000
        """

    @Test func aParticipantFrozenFromOutsideIsTheGeneratorsFault() throws {
        let (trials, _) = try run(
            Self.slowOpen, schedule: "warmup_s = 0\nmeasure_s = 4\ndrain_s = 2"
        ) { running, out in
            running.waitForLoad(nodes: 5, in: out)
            try freeze("client-0", of: running, after: 1, for: 1)
        }
        #expect(trials[0, "valid"] == "false")
        #expect(
            trials[0, "invalid_because"].split(separator: ";").contains("generator_lag"),
            "\(trials[0, "invalid_because"])")
        // Its operations of that second were late, and the server answered them as ever.
        #expect(try #require(trials.double(0, "response_max_us")) > 800_000)
        #expect(try #require(trials.double(0, "service_p99_us")) < 200_000)
    }

    @Test func aServerFrozenFromOutsideIsNotTheGeneratorsFault() throws {
        let (trials, _) = try run(
            Self.slowOpen, schedule: "warmup_s = 0\nmeasure_s = 4\ndrain_s = 2"
        ) { running, out in
            running.waitForLoad(nodes: 5, in: out)
            try freeze("server-0", of: running, after: 1, for: 1)
        }
        #expect(trials[0, "valid"] == "false")
        #expect(
            trials[0, "invalid_because"].split(separator: ";").contains("host_cpu"),
            "\(trials[0, "invalid_because"])")
        #expect(try #require(trials.double(0, "service_p99_us")) > 500_000)
    }

    @Test func everyKthRequestIsSwallowed() throws {
        let (trials, _) = try run(
            "rate_per_s = 500\narrivals = \"constant\"\ntimeout_ms = 1000\nswallow_every = 100\n"
                + "service_time_us = 1000\nservice_workers = 0",
            schedule: "warmup_s = 0.5\nmeasure_s = 2\ndrain_s = 2")
        #expect(trials[0, "planned"] == "1000")
        #expect(trials[0, "timeout"] == "10")
        #expect(trials[0, "ok"] == "990")
    }

    @Test func overloadIsAFindingAndEveryOperationIsAccountedFor() throws {
        let (trials, _) = try run(
            "rate_per_s = 200\narrivals = \"constant\"\ntimeout_ms = 60000\n"
                + "service_time_us = 10000",
            schedule: "warmup_s = 0\nmeasure_s = 2\ndrain_s = 0")
        #expect(trials[0, "planned"] == "400")
        let ok = try #require(trials.int(0, "ok"))
        #expect((190...201).contains(ok), "\(ok)")
        #expect(trials.int(0, "unfinished") == 400 - ok)
    }

    @Test func aClosedLoopThatThinksKeepsTheInteractiveLaw() throws {
        let (trials, folder) = try run(
            "loop = \"closed\"\noutstanding = 1\nthink_ms = 18\nthink_distribution = "
                + "\"exponential\"\ntimeout_ms = 5000\nservice_time_us = 2000\n"
                + "service_workers = 0",
            schedule: "warmup_s = 0.5\nmeasure_s = 3\ndrain_s = 1")
        let throughput = try #require(trials.double(0, "throughput_per_s"))
        // Four participants, 20 ms each and what the host adds; 600 exponential pauses are their
        // mean within 13 % (three standard errors).
        #expect((165...230).contains(throughput), "\(throughput)")
        let checks = try Results(folder: folder.path + "/out").table("checks")
        let held = (0..<checks.rowCount).filter { checks[$0, "holds"] == "true" }
        #expect(held.map { checks[$0, "check"] }.contains("interactive_law"))
    }

    @Test func aTraceIsReplayedAtItsTimes() throws {
        let folder = try TemporaryFolder()
        let rows = (0..<100).map { "0.\(String(format: "%03d", $0 * 10)),set,\($0 % 7),32" }
        try (["time_s,operation,key,bytes"] + rows).joined(separator: "\n")
            .write(toFile: folder.path + "/t.csv", atomically: true, encoding: .utf8)
        let text = Self.experiment(
            "arrivals = \"trace\"\ntrace_file = \"t.csv\"",
            schedule: "warmup_s = 0\nmeasure_s = 1")
        let file = folder.path + "/known.toml"
        try text.write(toFile: file, atomically: true, encoding: .utf8)
        let ended = try Program.run(["run", file, "--out", folder.path + "/out", "--quiet"])
        #expect(Program.wentWell(ended), "\(ended.errors)")
        let samples = try Program.run(["samples", folder.path + "/out"])
        let table = try CSVTable(parsing: samples.output, file: "samples")
        let intended = (0..<table.rowCount).compactMap { table.int($0, "intended_ns") }.sorted()
        #expect(intended == (0..<100).map { $0 * 10_000_000 })
        #expect((0..<table.rowCount).allSatisfy { table[$0, "status"] == "ok" })
    }
}
