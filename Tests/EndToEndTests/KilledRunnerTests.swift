import CLinux
import Core
import Foundation
import Glibc
import Measurement
import Testing

/// A runner that is killed outright, at whatever instant, leaves no process and no torn row.
@Suite(.serialized) struct KilledRunnerTests {
    /// When in its life the runner is killed.
    enum Moment: UInt64, CaseIterable {
        /// While nodes start: as soon as the first one is there.
        case startUp
        /// While a fault keeps a node stopped.
        case pause
        /// At any instant.
        case any1, any2, any3
    }

    private static let count = isLong ? 100 : 10
    private static let tiers = hasNetworks ? ["loopback", "emulated"] : ["loopback"]

    private func start(_ out: String, on tier: String) throws -> Program.Running {
        try Program.Running([
            "run", "quickstart", "--set", "participants.count=4", "--set",
            "workload.rate_per_s=200", "--set", "schedule.warmup_s=0", "--set",
            "schedule.measure_s=0.5", "--set", "fault.0.action=pause", "--set", "fault.0.at_s=0.1",
            "--set", "fault.0.for_s=0.3", "--tier", tier, "--out", out, "--quiet",
        ])
    }

    /// A network lives as long as a process in it, so without processes there are no networks left.
    @Test(arguments: tiers) func itLeavesNoProcessAndNoTornRow(tier: String) throws {
        var random = SeededRandom(seed: 7)
        let folder = try TemporaryFolder()
        let whole = cl_monotonic_ns()
        #expect(Program.wentWell(try start(folder.path + "/whole", on: tier).wait()))
        let life = UInt64(cl_monotonic_ns() - whole)
        var killed = 0
        for number in 0..<Self.count {
            let out = "\(folder.path)/out-\(number)"
            let running = try start(out, on: tier)
            let pid = running.process.processIdentifier
            let moment = Moment.allCases[number % Moment.allCases.count]
            wait(for: moment, of: running, at: cl_monotonic_ns() + Int64(random.next(below: life)))
            if running.process.isRunning {
                kill(pid, SIGKILL)
                killed += 1
            }
            _ = running.wait()
            expectNoNode(of: pid)
            try expectNoTornRow(in: out)
        }
        // Some may have come to their end before their instant.
        #expect(killed > Self.count / 2)
    }

    private func wait(for moment: Moment, of running: Program.Running, at instant: Int64) {
        while cl_monotonic_ns() < instant + 30_000_000_000 {
            let isThere =
                switch moment {
                case .startUp: !running.nodes.isEmpty
                case .pause: running.nodes.contains { Self.isStopped($0) }
                case .any1, .any2, .any3: cl_monotonic_ns() >= instant
                }
            if isThere || running.hasEnded(within: 0.001) { return }
        }
    }

    private static func isStopped(_ pid: Int32) -> Bool {
        let stat = (try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)) ?? ""
        return stat.split(separator: ")").last?.hasPrefix(" T") ?? false
    }

    /// Asserts that within a second no node's process is left for that parent, nor the switch's.
    private func expectNoNode(of runner: Int32) {
        let deadline = cl_monotonic_ns() + 1_000_000_000
        for node in nodes(of: runner) {
            let left = max(0, deadline - cl_monotonic_ns())
            #expect(
                Program.hasEnded(node, within: Double(left) / 1e9), "a node outlived its runner")
        }
    }

    /// A node's arguments name its parent, whoever that is by now; one that has ended has none.
    private func nodes(of runner: Int32) -> [Int32] {
        let programs = ["topolab-node", "topolab-switch"].map {
            Program.folder.appendingPathComponent($0).path
        }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.compactMap { Int32($0) }.filter { pid in
            let line = FileManager.default.contents(atPath: "/proc/\(pid)/cmdline") ?? Data()
            let words = line.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
            return programs.contains(words.first ?? "") && words.dropFirst(2).first == "\(runner)"
        }
    }

    private func expectNoTornRow(in folder: String) throws {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        for name in names where name.hasSuffix(".csv") {
            let text = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
            // One that has just been made has not even a header.
            if text.isEmpty { continue }
            #expect(text.hasSuffix("\n"), "\(name) is torn")
            // Refuses rows of another length than the header's.
            _ = try CSVTable(parsing: text, file: name)
        }
    }
}
