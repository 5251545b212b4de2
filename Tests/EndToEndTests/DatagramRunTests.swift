import Foundation
import Measurement
import Testing

/// Whole runs over datagrams, on real processes.
@Suite("Runs over datagrams", .serialized) struct DatagramRunTests {
    private static let experiment = """
        name = "datagrams"
        [[topology]]
        kind = "client-server"
        [[topology]]
        kind = "mesh"
        [participants]
        count = 6
        [workload]
        kind = "request"
        rate_per_s = 800
        keys = 200
        [schedule]
        warmup_s = 0.3
        drain_s = 1
        [transport]
        protocol = "udp"

        """

    private func run(
        _ more: String, measureSeconds: Double, in folder: TemporaryFolder
    ) throws -> Results {
        let file = folder.path + "/datagrams.toml"
        try (Self.experiment + more).write(toFile: file, atomically: true, encoding: .utf8)
        let out = folder.path + "/out"
        let ended = try Program.run([
            "run", file, "--set", "schedule.measure_s=\(measureSeconds)", "--out", out, "--quiet",
        ])
        #expect(Program.wentWell(ended), "\(ended.errors)")
        let results = Results(folder: out)
        try results.expectWhole()
        return results
    }

    private func expectChecks(_ names: [String], in results: Results) throws {
        let checks = try results.table("checks")
        for name in names {
            let rows = (0..<checks.rowCount).filter { checks[$0, "check"] == name }
            #expect(!rows.isEmpty, "\(name)")
            for row in rows { #expect(checks[row, "holds"] == "true", "\(name)") }
        }
    }

    @Test("On loopback nothing is lost, and nobody connects")
    func loopback() throws {
        let folder = try TemporaryFolder()
        let results = try run("", measureSeconds: 1.5, in: folder)
        let trials = try results.table("trials")
        #expect(trials.rowCount == 2)
        for row in 0...1 {
            #expect(trials[row, "ok"] == trials[row, "planned"])
            #expect(trials[row, "connections"] == "0" && trials[row, "connections_opened"] == "0")
        }
        let nodes = try results.table("nodes")
        for row in 0..<nodes.rowCount {
            #expect(nodes[row, "frames_rejected"] == "0" && nodes[row, "strangers_refused"] == "0")
        }
        try expectChecks(["statuses", "bytes"], in: results)
    }

    @Test("A killed server is noticed by its silence alone, and used again when it is back")
    func killed() throws {
        let folder = try TemporaryFolder()
        let results = try run(
            """
            [[fault]]
            action = "kill"
            target = "provider-0"
            at_s = 1
            for_s = 1
            """, measureSeconds: 4, in: folder)
        let trials = try results.table("trials")
        for row in 0...1 {
            #expect(trials[row, "reset"] == "0" && trials[row, "refused"] == "0")
        }
        #expect(try #require(trials.double(0, "timeout")) > 500)
        #expect(try #require(trials.double(0, "outage_availability")) < 0.1)
        let timeline = try results.table("timeline")
        let star = (0..<timeline.rowCount).filter { timeline[$0, "topology"] == "client-server" }
        let late = star.filter { (timeline.double($0, "start_s") ?? 0) > 3 }
        #expect(late.reduce(0) { $0 + (timeline.double($1, "ok") ?? 0) } > 300)
    }

    @Test(
        "What the links lose is lost to the users: (1 - p)^2, and of seven packets (1 - p)^8",
        .enabled(if: hasNetworks))
    func lossy() throws {
        let folder = try TemporaryFolder()
        let results = try run(
            """
            [network]
            tier = "emulated"
            [network.link]
            delay_ms = 2
            loss = 0.05
            [network.provider_link]
            delay_ms = 2
            loss = 0
            [sweep]
            "workload.value_bytes" = [128, 10000]
            """, measureSeconds: isLong ? 4 : 1.5, in: folder)
        let trials = try results.table("trials")
        let star = (0..<trials.rowCount).filter { trials[$0, "topology"] == "client-server" }
        #expect(star.count == 2)
        for (row, packets) in zip(star, [2.0, 8]) {
            let planned = try #require(trials.double(row, "planned"))
            let ok = try #require(trials.double(row, "ok"))
            let law = pow(0.95, packets)
            let error = (law * (1 - law) / planned).squareRoot()
            #expect(abs(ok / planned - law) < 4 * error, "\(ok / planned) instead of \(law)")
            #expect(ok + (trials.double(row, "timeout") ?? .nan) == planned)
        }
        try expectChecks(["statuses", "link_packets", "link_losses"], in: results)
    }
}
