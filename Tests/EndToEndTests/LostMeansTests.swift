import CLinux
import Foundation
import Glibc
import Measurement
import Testing

/// What a run needs goes away in its midst: one clear error, and finished trials stay whole.
@Suite(.serialized) struct LostMeansTests {
    private static let long = [
        "run", "quickstart", "--set", "participants.count=5", "--set", "workload.rate_per_s=200",
        "--set", "schedule.warmup_s=0", "--set", "schedule.measure_s=2", "--set",
        "repetitions=2", "--set", "fault.0.at_s=0.1", "--set", "fault.0.for_s=0.1",
        "--quiet",
    ]
    /// A run of four trials, of which the first has finished and the second has begun its load.
    private func runInSecondTrial(into out: String) throws -> Program.Running {
        let running = try Program.Running(Self.long + ["--out", out])
        let deadline = Date().addingTimeInterval(60)
        let begun = out + "/samples/trial-2-peer-4-start-1.bin"
        while !FileManager.default.fileExists(atPath: begun), Date() < deadline {
            if running.hasEnded(within: 0.001) { break }
        }
        return running
    }

    /// The process of one node.
    private func process(of name: String, in running: Program.Running) -> Int32? {
        running.nodes.first { pid in
            let line = FileManager.default.contents(atPath: "/proc/\(pid)/cmdline") ?? Data()
            return line.split(separator: 0).dropFirst().first == Data(name.utf8)
        }
    }

    /// Asserts that at least one trial stands there whole and that the reader is told so.
    private func expectFinishedTrials(_ out: String, _ ended: Program.Ended) throws {
        let results = Results(folder: out)
        try results.expectWhole()
        #expect(try results.table("trials").rowCount >= 1)
        #expect(
            ended.errors.hasSuffix("\n  the trials that finished are complete in \(out)\n"),
            "\(ended.errors)")
    }

    @Test(arguments: [(SIGSEGV, "Segmentation fault"), (SIGABRT, "Aborted")])
    func aNodeThatCrashesFailsItsTrialAlone(signal: Int32, name: String) throws {
        let folder = try TemporaryFolder()
        let out = folder.path + "/out"
        let running = try runInSecondTrial(into: out)
        // No fault of the run concerns this one.
        let node = try #require(process(of: "peer-4", in: running))
        kill(node, signal)
        let ended = running.wait()
        #expect(ended.status == 4)
        #expect(
            ended.errors.hasPrefix(
                "topolab: trial of mesh, repetition 1, failed: peer-4 was ended by signal \(signal) "
                    + "(\(name)) while "), "\(ended.errors)")
        try expectFinishedTrials(out, ended)
        #expect(try Results(folder: out).table("trials").rowCount == 1)
    }

    @Test(.enabled(if: geteuid() == 0, "needs root to mount a small file system"))
    func aDiskThatFillsUpLeavesFinishedTrials() throws {
        let folder = try TemporaryFolder()
        try #require(mount("none", folder.path, "tmpfs", 0, "size=64m") == 0)
        defer { umount2(folder.path, Int32(MNT_DETACH)) }
        let out = folder.path + "/out"
        let running = try runInSecondTrial(into: out)
        fill(folder.path + "/filler")
        let ended = running.wait()
        #expect([3, 4].contains(ended.status))
        #expect(ended.errors.contains("No space left on device"), "\(ended.errors)")
        let results = Results(folder: out)
        try results.expectWhole()
        #expect(try results.table("trials").rowCount >= 1)
    }

    @Test func descriptorsThatRunOutLeaveFinishedTrials() throws {
        let folder = try TemporaryFolder()
        let out = folder.path + "/out"
        let running = try runInSecondTrial(into: out)
        let pid = running.process.processIdentifier
        let open = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/fd").count
        // Enough for what is there between trials, and for two nodes of the next one.
        let between = open - 3 * running.nodes.count
        let limiting = try Process.run(
            URL(fileURLWithPath: "/usr/bin/prlimit"),
            arguments: ["--pid", "\(pid)", "--nofile=\(between + 8):\(between + 8)"])
        limiting.waitUntilExit()
        #expect(limiting.terminationStatus == 0)
        let ended = running.wait()
        #expect(ended.status == 3)
        #expect(ended.errors.contains(" could not be started: "), "\(ended.errors)")
        #expect(ended.errors.contains(": Too many open files (EMFILE)"), "\(ended.errors)")
        try expectFinishedTrials(out, ended)
    }

    @Test(arguments: [(6, true), (200, false)])
    func tooFewDescriptorsAreSaidBeforeTheRun(participants: Int, areEnough: Bool) throws {
        let folder = try TemporaryFolder()
        let out = folder.path + "/out"
        let ended = try Program.run(
            Self.long + [
                "--set", "participants.count=\(participants)", "--set",
                "repetitions=1", "--out", out,
            ], under: "ulimit -n 85 && exec \"$0\" \"$@\"")
        guard !areEnough else {
            #expect(Program.wentWell(ended), "\(ended.errors)")
            return
        }
        #expect(ended.status == 3)
        #expect(
            ended.errors == """
                topolab: this trial needs 667 open files in one process and the hard limit is 85: \
                raise it (ulimit -Hn 667 as root, or LimitNOFILE= in a service), or take fewer \
                participants

                """)
        #expect(!FileManager.default.fileExists(atPath: out))
    }

    private func fill(_ path: String) {
        let descriptor = open(path, O_WRONLY | O_CREAT, 0o644)
        defer { close(descriptor) }
        for size in [1 << 20, 1 << 12, 1] {
            let bytes = [UInt8](repeating: 0, count: size)
            while write(descriptor, bytes, size) > 0 {}
        }
    }
}
