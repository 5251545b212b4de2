import Foundation
import Measurement
import Testing

/// Sweeps, expectations and comparisons of whole runs, in virtual time.
struct SweepRunTests {
    private static let text = """
        name = "swept"
        repetitions = 2
        [[topology]]
        kind = "client-server"
        [[topology]]
        kind = "mesh"
        [participants]
        count = 4
        [workload]
        kind = "request"
        rate_per_s = 200
        service_time_us = 1000
        [schedule]
        warmup_s = 0.2
        measure_s = 1
        [network]
        tier = "simulated"
        [sweep]
        "workload.rate_per_s" = [100, 200]
        "topology.mesh.replicas" = [1, 2]

        """

    private func run(
        _ more: String, _ arguments: [String] = [], in folder: TemporaryFolder, to name: String
    ) throws -> Program.Ended {
        let file = folder.path + "/swept.toml"
        try (Self.text + more).write(toFile: file, atomically: true, encoding: .utf8)
        return try Program.run(["run", file, "--out", "\(folder.path)/\(name)"] + arguments)
    }

    @Test func aFactorOfOneArmVariesThatArmAlone() throws {
        let folder = try TemporaryFolder()
        let ended = try run("", in: folder, to: "out")
        #expect(ended.status == 0, "\(ended.errors)")
        let trials = try Results(folder: folder.path + "/out").table("trials")
        let rows = (0..<trials.rowCount).map { row in
            ["repetition", "topology", "workload.rate_per_s", "topology.mesh.replicas"]
                .map { trials[row, $0] }.joined(separator: " ")
        }
        #expect(
            rows == [
                "1 client-server 100 ", "1 mesh 100 1", "1 mesh 100 2", "1 client-server 200 ",
                "1 mesh 200 1", "1 mesh 200 2", "2 mesh 100 1", "2 client-server 100 ",
                "2 mesh 100 2", "2 mesh 200 1", "2 client-server 200 ", "2 mesh 200 2",
            ])
        // The same operations for both arms at one rate, others at another.
        let hashes = (0..<3).map { trials[$0, "plan_hash"] }
        #expect(Set(hashes).count == 1)
        #expect(trials[3, "plan_hash"] != hashes[0])
        try Results(folder: folder.path + "/out").expectWhole()
    }

    @Test func anExpectationThatFailsIsSaidAndEndsWithOne() throws {
        let folder = try TemporaryFolder()
        let expect = """
            [[expect]]
            that = "mesh.availability == 1"
            [[expect]]
            that = "client-server.offered_per_s > 150"
            [[expect]]
            that = "client-server.offered_per_s > 150"
            where = { "workload.rate_per_s" = 200 }

            """
        let ended = try run(expect, in: folder, to: "out")
        #expect(ended.status == 1, "\(ended.errors)")
        #expect(ended.errors.contains("- met: mesh.availability == 1 ("), "\(ended.errors)")
        #expect(ended.errors.contains("- NOT MET: client-server.offered_per_s > 150 (workload."))
        #expect(ended.errors.contains("- met: client-server.offered_per_s > 150 (workload."))
        let again = try Program.run(["report", folder.path + "/out"])
        #expect(again.errors.contains("- NOT MET: client-server.offered_per_s > 150"))
    }

    @Test func twoFoldersAreComparedCellByCell() throws {
        let folder = try TemporaryFolder()
        #expect(try run("", ["--quiet"], in: folder, to: "a").status == 0)
        let slower = ["--quiet", "--set", "workload.service_time_us=2000"]
        let expect = "[[expect]]\nthat = \"mesh.availability == 1\"\n"
        #expect(try run(expect, slower, in: folder, to: "b").status == 0)
        let compared = try Program.run(["compare", folder.path + "/a", folder.path + "/b"])
        #expect(compared.status == 0, "\(compared.errors)")
        #expect(compared.output.contains("workload.rate_per_s = 100"), "\(compared.output)")
        #expect(compared.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
        #expect(compared.output.contains("\n  workload.service_time_us: 1000 -> 2000\n"))
        // What is expected of a run is no setting of it.
        #expect(!compared.output.contains("expect"), "\(compared.output)")
        let other = ["--quiet", "--set", "workload.rate_per_s=50"]
        #expect(try run("", other, in: folder, to: "c").status == 0)
        let apart = try Program.run(["compare", folder.path + "/a", folder.path + "/c"])
        #expect(apart.status == 1, "\(apart.output)")
    }
}
