import CLinux
import Foundation
import Glibc
import Measurement
import Testing

/// Nothing is left behind, whatever ends a run.
@Suite(.serialized) struct CleanUpTests {
    private static let long = [
        "run", "quickstart", "--set", "participants.count=5", "--set", "workload.rate_per_s=200",
        "--set", "schedule.warmup_s=0", "--set", "schedule.measure_s=1", "--set",
        "fault.0.at_s=0.3", "--set", "fault.0.for_s=0.2", "--quiet",
    ]

    /// Whether every process has ended within a second: each pidfd becomes readable.
    private func haveEnded(_ pidfds: [Int32]) -> Bool {
        let deadline = cl_monotonic_ns() + 1_000_000_000
        return pidfds.allSatisfy { pidfd in
            guard pidfd >= 0 else { return true }
            var poll = pollfd(fd: pidfd, events: Int16(POLLIN), revents: 0)
            let left = max(0, deadline - cl_monotonic_ns()) / 1_000_000
            return Glibc.poll(&poll, 1, Int32(left)) == 1
        }
    }

    @Test func interruptedItKeepsFinishedTrialsAndExitsWith130() throws {
        let folder = try TemporaryFolder()
        let out = folder.path + "/out"
        let running = try Program.Running(Self.long + ["--out", out])
        // The second trial's sample files show that the first has ended.
        let deadline = Date().addingTimeInterval(30)
        while Date() < deadline {
            let files =
                (try? FileManager.default.contentsOfDirectory(atPath: out + "/samples")) ?? []
            if files.filter({ $0.hasPrefix("trial-2-") }).count == 5 { break }
            sched_yield()
        }
        let pidfds = running.nodes.map { cl_pidfd_open($0) }
        kill(running.process.processIdentifier, SIGINT)
        let ended = running.wait()
        #expect(ended.status == 130)
        #expect(haveEnded(pidfds))
        for pidfd in pidfds { close(pidfd) }
        let results = Results(folder: out)
        try results.expectWhole()
        #expect(try results.table("trials").rowCount == 1)
        #expect(
            ended.errors.contains("interrupted; the trials that finished are complete in \(out)"))
        let report = try Program.run(["report", out])
        #expect(report.status == 0, "\(report.errors)")
    }

    @Test(arguments: [false, true])
    func aKilledRunnerLeavesNoProcess(withAStoppedNode: Bool) throws {
        let folder = try TemporaryFolder()
        let out = folder.path + "/out"
        let running = try Program.Running(Self.long + ["--out", out])
        running.waitForLoad(nodes: 6, in: out)
        let nodes = running.nodes
        #expect(nodes.count == 6)
        let pidfds = nodes.map { cl_pidfd_open($0) }
        if withAStoppedNode, let node = nodes.last { kill(node, SIGSTOP) }
        kill(running.process.processIdentifier, SIGKILL)
        _ = running.wait()
        #expect(haveEnded(pidfds))
        for pidfd in pidfds { close(pidfd) }
        try Results(folder: out).expectWhole()
    }

    @Test func aNodeThatDiesUnaskedFailsTheTrialWithItsEnd() throws {
        let folder = try TemporaryFolder()
        let out = folder.path + "/out"
        let running = try Program.Running(Self.long + ["--out", out])
        running.waitForLoad(nodes: 6, in: out)
        if let node = running.nodes.last { kill(node, SIGKILL) }
        let ended = running.wait()
        #expect(ended.status == 4)
        #expect(
            ended.errors.hasPrefix(
                "topolab: trial of client-server, repetition 1, failed: client-4 was ended by signal 9 "
                    + "(Killed) while "), "\(ended.errors)")
        #expect(
            ended.errors.hasSuffix(
                """
                ; it said nothing on standard error
                  no trial finished, and nothing is kept

                """), "\(ended.errors)")
        #expect(!FileManager.default.fileExists(atPath: out))
    }
}
