import CLinux
import Foundation
import Glibc
import Measurement
import Testing

/// What needs time or speed: run with TOPOLAB_LONG=1, in release.
@Suite(.serialized, .enabled(if: isLong, "needs TOPOLAB_LONG=1 and a release build"))
struct LongRunTests {
    @Test func theQuickstartAtFullLength() throws {
        let folder = try TemporaryFolder()
        let out = folder.path + "/out"
        let started = cl_monotonic_ns()
        let ended = try Program.run(["run", "quickstart", "--trace", "--out", out])
        let seconds = Double(cl_monotonic_ns() - started) / 1e9
        #expect(Program.wentWell(ended), "\(ended.errors)")
        #expect(seconds < 30)
        let results = Results(folder: out)
        try results.expectWhole()
        let trials = try results.table("trials")
        #expect(trials[0, "outage_availability"] == "0")
        #expect(try #require(trials.double(1, "outage_availability")) > 0.99)
        #expect(try #require(trials.double(1, "availability")) > 0.99)
        #expect(try #require(trials.double(0, "detect_s")) < 0.05)
        #expect(trials[0, "plan_hash"] == trials[1, "plan_hash"])
        #expect(ended.errors.contains("One repetition gives no interval"), "\(ended.errors)")
    }

    @Test func twoHundredParticipantsStartAndFinish() throws {
        let folder = try TemporaryFolder()
        let out = folder.path + "/out"
        let ended = try Program.run([
            "run", "quickstart", "--set", "participants.count=200", "--set",
            "workload.rate_per_s=1000", "--set", "schedule.measure_s=3", "--set",
            "fault.0.at_s=1", "--set", "fault.0.for_s=1", "--out", out, "--quiet",
        ])
        #expect(Program.wentWell(ended), "\(ended.errors)")
        let trials = try Results(folder: out).table("trials")
        #expect(trials[0, "connections"] == "200")
        #expect(trials[1, "connections"] == "19900")
        try Results(folder: out).expectWhole()
    }
}

/// Whether tests run that need time or speed.
var isLong: Bool {
    !Program.isDebugBuild && ProcessInfo.processInfo.environment["TOPOLAB_LONG"] == "1"
}
