import Foundation
import Measurement
import Testing

/// Whole runs on real processes, small ones.
@Suite(.serialized) struct LoopbackRunTests {
    /// Six participants, a provider killed and brought back, all in a second and a half.
    static let small = [
        "run", "quickstart", "--set", "participants.count=6", "--set", "workload.rate_per_s=600",
        "--set", "workload.keys=200", "--set", "schedule.warmup_s=0.3", "--set",
        "schedule.measure_s=1.5", "--set", "fault.0.at_s=0.5", "--set", "fault.0.for_s=0.4",
    ]

    @Test func aSmallQuickstartIsWhole() throws {
        let folder = try TemporaryFolder()
        let out = folder.path + "/out"
        let ended = try Program.run(Self.small + ["--out", out, "--trace"])
        #expect(Program.wentWell(ended), "\(ended.errors)")
        let results = Results(folder: out)
        try results.expectWhole()
        let trials = try results.table("trials")
        #expect(trials.rowCount == 2)
        #expect(trials[0, "topology"] == "client-server")
        #expect(trials[1, "topology"] == "mesh")
        #expect(trials[0, "plan_hash"] == trials[1, "plan_hash"])
        #expect(trials[0, "planned"] == trials[1, "planned"])
        #expect(trials[0, "connections"] == "6")
        #expect(trials[1, "connections"] == "15")
        #expect(trials[0, "outage_availability"] == "0")
        #expect(try #require(trials.double(1, "outage_availability")) > 0.95)
        #expect(try #require(trials.double(0, "detect_s")) < 0.05)
        for row in 0...1 {
            let reasons = trials[row, "invalid_because"]
            // A busy machine may add reasons of its own; a debug build always has this one.
            #expect(!Program.isDebugBuild || reasons.hasSuffix("debug_build"))
        }
        for name in ["run.json", "report.html", "README.md", "messages.csv"] {
            #expect(FileManager.default.fileExists(atPath: "\(out)/\(name)"))
        }
    }

    @Test func aKilledNodeHasItsSamplesUpToTheKill() throws {
        let folder = try TemporaryFolder()
        let out = folder.path + "/out"
        let ended = try Program.run(Self.small + ["--out", out, "--quiet"])
        #expect(Program.wentWell(ended), "\(ended.errors)")
        let faults = try Results(folder: out).table("faults")
        let row = try #require((0..<faults.rowCount).first { faults[$0, "topology"] == "mesh" })
        let applied = try #require(faults.double(row, "applied_s"))
        let ready = try #require(faults.double(row, "ready_s"))
        let samples = try Program.run(["samples", out])
        let table = try CSVTable(parsing: samples.output, file: "samples")
        let own = (0..<table.rowCount).filter {
            table[$0, "topology"] == "mesh" && table[$0, "node"] == "peer-0"
        }
        let intended = own.compactMap { table.double($0, "intended_ns").map { $0 / 1e9 } }
        let before = try #require(intended.filter { $0 < applied }.max())
        #expect(before > applied - 0.2)
        #expect(intended.contains { $0 >= ready })
        #expect(!intended.contains { $0 > applied + 0.01 && $0 < ready })
    }

    @Test func aPausedNodeMakesNothingUpForItsPause() throws {
        let folder = try TemporaryFolder()
        let out = folder.path + "/out"
        let ended = try Program.run(
            Self.small + ["--set", "fault.0.action=pause", "--out", out, "--quiet"])
        #expect(Program.wentWell(ended), "\(ended.errors)")
        let results = Results(folder: out)
        try results.expectWhole()
        let trials = try results.table("trials")
        #expect(try #require(trials.double(1, "node_down")) > 10)
        #expect(try #require(trials.double(1, "lag_p99_us")) < 100_000)
        #expect(trials[0, "node_down"] == "0")
    }

    @Test func twoRunsLiveSideBySide() throws {
        let folder = try TemporaryFolder()
        let first = try Program.Running(Self.small + ["--out", folder.path + "/a", "--quiet"])
        let second = try Program.Running(Self.small + ["--out", folder.path + "/b", "--quiet"])
        #expect([0, 1].contains(first.wait().status))
        #expect([0, 1].contains(second.wait().status))
        let a = try Results(folder: folder.path + "/a").table("trials")
        let b = try Results(folder: folder.path + "/b").table("trials")
        #expect(a[0, "plan_hash"] == b[0, "plan_hash"])
    }
}
