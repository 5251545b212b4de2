import Foundation
import Measurement
import Testing

/// Whole runs in virtual time: exact, and the same twice.
struct SimulatedRunTests {
    private static let small = [
        "run", "quickstart", "--tier", "simulated", "--set", "network.link.delay_ms=5", "--set",
        "workload.rate_per_s=500", "--set", "schedule.measure_s=3", "--set", "fault.0.at_s=1",
        "--set", "fault.0.for_s=1", "--trace", "0",
    ]

    @Test func twoRunsOfOneSeedAreTheSameToTheByte() throws {
        let folder = try TemporaryFolder()
        for name in ["a", "b"] {
            let ended = try Program.run(
                Self.small + ["--out", "\(folder.path)/\(name)", "--quiet"])
            #expect(ended.status == 0, "\(ended.errors)")
        }
        let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path + "/a")
        #expect(files.filter { $0.hasSuffix(".csv") }.count == 9)
        #expect(files.filter { $0.hasSuffix(".bin") }.count == 33)
        // run.json holds wall times, and the report repeats the command line with its folder.
        for file in files where file != "run.json" && file != "report.html" {
            let a = FileManager.default.contents(atPath: "\(folder.path)/a/\(file)")
            let b = FileManager.default.contents(atPath: "\(folder.path)/b/\(file)")
            #expect(a == b, "\(file)")
        }
    }

    @Test func anotherSeedIsAnotherPlan() throws {
        let plans = try ["1", "2"].map { seed in
            let ended = try Program.run(["plan", "quickstart", "--seed", seed])
            #expect(ended.status == 0)
            return ended.output.split(separator: " ").dropFirst().first
        }
        #expect(plans[0] != plans[1])
    }

    @Test func everyTimeIsExact() throws {
        let folder = try TemporaryFolder()
        let out = folder.path + "/out"
        let ended = try Program.run(Self.small + ["--out", out, "--quiet"])
        #expect(ended.status == 0, "\(ended.errors)")
        let results = Results(folder: out)
        try results.expectWhole()
        let trials = try results.table("trials")
        for row in 0...1 {
            // Two access links of 5 ms, there and back.
            #expect(trials[row, "response_ok_p50_us"] == "20000.000")
            // The reset reaches everybody one one-way delay after the kill.
            #expect(trials[row, "detect_s"] == "0.01")
            #expect(trials[row, "lag_p99_us"] == "0.000")
            #expect(trials[row, "cpu_s"] == "")
            #expect(trials[row, "memory_peak_bytes"] == "")
            #expect(trials[row, "valid"] == "true")
        }
        #expect(trials[0, "outage_availability"] == "0")
    }

    @Test func theReportIsMadeAgainFromTheFilesAlone() throws {
        let folder = try TemporaryFolder()
        let out = folder.path + "/out"
        #expect(try Program.run(Self.small + ["--out", out, "--quiet"]).status == 0)
        let first = FileManager.default.contents(atPath: out + "/report.html")
        try FileManager.default.removeItem(atPath: out + "/report.html")
        let ended = try Program.run(["report", out])
        #expect(ended.status == 0, "\(ended.errors)")
        #expect(first == FileManager.default.contents(atPath: out + "/report.html"))
        #expect(ended.errors.contains("What happens to everybody else when one provider dies?"))
    }

    @Test func samplesHoldEveryOperationOfThoseWhoStayedUp() throws {
        let folder = try TemporaryFolder()
        let out = folder.path + "/out"
        #expect(try Program.run(Self.small + ["--out", out, "--quiet"]).status == 0)
        let samples = try CSVTable(
            parsing: Program.run(["samples", out]).output, file: "samples")
        let plan = try CSVTable(
            parsing: Program.run(
                ["plan", "quickstart", "--csv"]
                    + Self.small.dropFirst(2).filter { $0 != "--trace" && $0 != "0" }
            ).output, file: "plan")
        #expect(samples.rows(where: "topology", equals: "client-server").count == plan.rowCount)
    }

    @Test func aRunComparedWithItselfIsPairedAndAlike() throws {
        let folder = try TemporaryFolder()
        let out = folder.path + "/out"
        #expect(try Program.run(Self.small + ["--out", out, "--quiet"]).status == 0)
        let ended = try Program.run(["compare", out, out])
        #expect(ended.status == 0)
        #expect(ended.errors == "")
        #expect(
            ended.output.contains(
                "(paired by repetition: seeds and plan hashes agree; 1 pair: no interval)"))
        #expect(ended.output.matches(of: /response p99 .* alike\n/).count == 2)
        let data = try Program.run(["compare", out, out, "--json"])
        #expect(data.output.hasPrefix("{\n  \"a\": \"\(out)\",\n"))
        #expect(data.errors == "")
    }
}
