import Measurement
import Testing

/// Failure detection by time, on real processes.
@Suite(.serialized) struct DetectionRunTests {
    /// Both topologies lose a provider for six tenths of a second, six periods of detection.
    private static func faults(_ detection: String) throws -> CSVTable {
        let folder = try TemporaryFolder()
        let out = folder.path + "/out"
        var arguments = [
            "run", "quickstart", "--quiet", "--out", out, "--set", "participants.count=6",
            "--set", "workload.rate_per_s=300", "--set", "workload.keys=200",
            "--set", "schedule.warmup_s=0.3", "--set", "schedule.measure_s=2",
            "--set", "fault.0.at_s=0.5", "--set", "fault.0.for_s=0.6",
        ]
        for arm in ["client-server", "mesh"] {
            arguments += ["--set", "topology.\(arm).detection=\(detection)"]
            arguments += ["--set", "topology.\(arm).period_ms=100"]
        }
        let ended = try Program.run(arguments)
        #expect(Program.wentWell(ended), "\(ended.errors)")
        let results = Results(folder: out)
        try results.expectWhole()
        let trials = try results.table("trials")
        // The mesh; the server's links are busy enough to do without heartbeats.
        #expect(try #require(trials.double(1, "background_messages")) > 100)
        return try results.table("faults")
    }

    @Test func silenceIsNoticedAfterTheMissedHeartbeats() throws {
        let faults = try Self.faults("heartbeat")
        #expect(faults.rowCount == 2)
        for row in 0..<faults.rowCount {
            #expect(faults[row, "noticed_how"] == "heartbeat")
            let applied = try #require(faults.double(row, "applied_s"))
            let noticed = try #require(faults.double(row, "noticed_s"))
            // Two to three periods, the end of the outage the latest.
            #expect((0.19..<0.6).contains(noticed - applied))
            #expect(faults.double(row, "ready_s") != nil)
        }
    }

    @Test func anUnansweredProbeRaisesASuspicion() throws {
        let faults = try Self.faults("swim")
        #expect(faults.rowCount == 2)
        for row in 0..<faults.rowCount {
            #expect(faults[row, "noticed_how"] == "suspicion")
            let applied = try #require(faults.double(row, "applied_s"))
            let noticed = try #require(faults.double(row, "noticed_s"))
            // One period from a probe to its end, less the time for which a ping had waited by then for a
            // victim that a busy host did not let run.
            #expect((0.05..<0.6).contains(noticed - applied))
            #expect(faults.double(row, "ready_s") != nil)
        }
    }
}
