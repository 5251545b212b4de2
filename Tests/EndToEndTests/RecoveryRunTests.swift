import Measurement
import Testing

/// A central server that fails, on real processes: noticed when, and recovered from in which parts.
@Suite(.serialized) struct RecoveryRunTests {
    /// The only fault of the only arm: `action` at 1 s, for half a second.
    private static func fault(_ action: String) throws -> (faults: CSVTable, trials: CSVTable) {
        let folder = try TemporaryFolder()
        let out = folder.path + "/out"
        let ended = try Program.run([
            "run", "quickstart", "--quiet", "--out", out, "--set", "participants.count=4",
            "--set", "workload.rate_per_s=300", "--set", "workload.keys=100",
            "--set", "workload.timeout_ms=200", "--set", "workload.attempt_timeout_ms=100", "--set",
            "schedule.warmup_s=0.3",
            "--set", "schedule.measure_s=3", "--set", "fault.0.action=\(action)",
            "--set", "fault.0.at_s=1", "--set", "fault.0.for_s=0.5",
        ])
        #expect(Program.wentWell(ended), "\(ended.errors)")
        let results = Results(folder: out)
        try results.expectWhole()
        return (try results.table("faults"), try results.table("trials"))
    }

    private static func row(of label: String, in table: CSVTable) throws -> Int {
        try #require((0..<table.rowCount).first { table[$0, "topology"] == label })
    }

    @Test func `a killed server is noticed at once, and its recovery has parts that add up`() throws
    {
        let (faults, trials) = try Self.fault("kill")
        let trial = try Self.row(of: "client-server", in: trials)
        #expect(try #require(trials.double(trial, "detect_s")) < 0.05)
        let row = try Self.row(of: "client-server", in: faults)
        #expect(faults[row, "noticed_how"] == "reset")
        func seconds(_ column: String) throws -> Double {
            try #require(faults.double(row, column), "\(column) is missing")
        }
        let start = try seconds("start_s")
        let reconnect = try seconds("reconnect_s")
        let backlog = try seconds("backlog_s")
        #expect(start > 0 && reconnect >= 0 && backlog >= 0)
        let down = try seconds("healed_s") - seconds("applied_s")
        let ready = try seconds("ready_s")
        let returned = try seconds("applied_s") + down + start + reconnect
        #expect(abs(returned - ready) < 1e-6)
        // It is bad until it is back, and by what had piled up longer; bad intervals have 200
        // operations, so that the last may end before the return, or after all that was bad.
        let parts = down + start + reconnect + backlog
        let recover = try seconds("recover_s")
        #expect(backlog == 0 || recover > parts)
    }

    @Test func `a paused server is noticed within one attempt's timeout`() throws {
        let (faults, trials) = try Self.fault("pause")
        let trial = try Self.row(of: "client-server", in: trials)
        // Without an answer for 100 ms, from the first who asks after the pause: some 3 ms later.
        let detect = try #require(trials.double(trial, "detect_s"))
        #expect((0.09..<0.15).contains(detect))
        let row = try Self.row(of: "client-server", in: faults)
        #expect(faults[row, "noticed_how"] == "attempt_timeout")
        #expect(faults.double(row, "recover_s") != nil)
    }
}
