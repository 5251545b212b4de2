import Foundation
import Measurement
import Testing

/// Experiments about links, as they are shipped and on real processes.
@Suite("Runs over links")
struct LinkRunTests {
    @Test(
        "The shipped experiments on distance and rates find what they expect",
        arguments: ["distance", "slow-uplinks", "regions"])
    func shipped(name: String) throws {
        let folder = try TemporaryFolder()
        let ended = try Program.run([
            "run", name, "--set", "schedule.measure_s=10", "--out", folder.path + "/r", "--quiet",
        ])
        #expect(ended.status == 0, "\(ended.errors)")
    }

    @Test("On real processes too, distance is what an answer takes, and the report says how")
    func loopback() throws {
        let folder = try TemporaryFolder()
        let ended = try Program.run([
            "run", "regions", "--tier", "loopback", "--set", "schedule.measure_s=2", "--set",
            "schedule.warmup_s=1", "--set", "workload.rate_per_s=100", "--set",
            "participants.count=4", "--set", "topology.everywhere.replicas=4", "--out",
            folder.path + "/r", "--quiet",
        ])
        #expect([0, 1].contains(ended.status), "\(ended.errors)")
        let trials = try Results(folder: folder.path + "/r").table("trials")
        let star = try #require(
            (0..<trials.rowCount).first { trials[$0, "topology"] == "client-server" })
        #expect(trials[star, "failed"] == "0")
        let mean = try #require(Double(trials[star, "response_mean_us"]))
        let law = try #require(Double(trials[star, "bound_s"])) * 1e6
        #expect(law > 80_000)
        #expect(mean > law - 500 && mean < law + 20_000)
        let report = try String(contentsOfFile: folder.path + "/r/report.html", encoding: .utf8)
        #expect(report.contains("the nodes themselves shape the links"))
    }
}
