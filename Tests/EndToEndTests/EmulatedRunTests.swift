import CLinux
import Foundation
import Glibc
import Measurement
import Testing

/// Whether this host gives nodes networks of their own; without, these tests are skipped by name.
let hasNetworks: Bool = {
    var step = CL_NAMESPACE_ALL
    var code: Int32 = 0
    return cl_namespace_probe(&step, &code) == 0 && step == CL_NAMESPACE_ALL
}()

/// Whole runs on real processes in networks of their own.
@Suite(.enabled(if: hasNetworks), .serialized) struct EmulatedRunTests {
    private static let small = LoopbackRunTests.small + ["--tier", "emulated", "--quiet"]

    /// Runs the small quickstart with other settings.
    private func run(
        _ settings: [String], in folder: TemporaryFolder, under script: String? = nil
    ) throws -> Results {
        let out = folder.path + "/out"
        let ended = try Program.run(
            Self.small + settings.flatMap { ["--set", $0] } + ["--out", out], under: script)
        #expect(Program.wentWell(ended), "\(ended.errors)")
        let results = Results(folder: out)
        try results.expectWhole()
        return results
    }

    @Test func aSmallQuickstartIsWholeAndEveryPacketIsAccountedFor() throws {
        let folder = try TemporaryFolder()
        let results = try run([], in: folder)
        let trials = try results.table("trials")
        #expect(trials.rowCount == 2)
        #expect(trials[0, "tier"] == "emulated")
        #expect(trials[0, "outage_availability"] == "0")
        #expect(try #require(trials.double(1, "outage_availability")) > 0.95)
        let nodes = try results.table("nodes")
        for topology in ["client-server", "mesh"] {
            let rows = (0..<nodes.rowCount).filter { nodes[$0, "topology"] == topology }
            func sum(_ column: String) -> Double {
                rows.reduce(0) { $0 + (nodes.double($1, column) ?? .nan) }
            }
            let sent = sum("link_sent_packets")
            #expect(sent > 500)
            // What is on its way when counting begins or ends.
            #expect(abs(sent - sum("link_received_packets")) < 50)
            #expect(sum("link_lost") + sum("link_queue_full") + sum("link_cut") == 0)
        }
        let timeline = try results.table("timeline")
        let carried = (0..<timeline.rowCount).compactMap { timeline.double($0, "link_packets") }
        #expect(carried.reduce(0, +) > 1_000)
    }

    @Test func aRequestTakesEveryLinkOnItsWayAndBack() throws {
        let folder = try TemporaryFolder()
        let results = try run(
            ["network.link.delay_ms=10", "network.provider_link.delay_ms=5", "fault.0.at_s=1.4"],
            in: folder)
        let trials = try results.table("trials")
        let star = try #require(trials.double(0, "response_ok_p50_us"))
        let mesh = try #require(trials.double(1, "response_ok_p50_us"))
        #expect((30_000..<60_000).contains(star))
        #expect((40_000..<80_000).contains(mesh))
    }

    @Test func aPartitionDropsPacketsAndHeals() throws {
        let folder = try TemporaryFolder()
        // TCP sends again what was lost: with a longer timeout, some would be answered afterwards.
        let results = try run(
            [
                "fault.0.action=isolate", "fault.0.target=provider-0", "workload.timeout_ms=100",
            ], in: folder)
        let trials = try results.table("trials")
        #expect(try #require(trials.double(0, "outage_availability")) < 0.35)
        #expect(try #require(trials.double(0, "availability")) > 0.4)
        let nodes = try results.table("nodes")
        let cut = (0..<nodes.rowCount).compactMap { nodes.double($0, "link_cut") }.reduce(0, +)
        #expect(cut > 20)
        let faults = try results.table("faults")
        #expect(try #require(faults.double(0, "healed_s")) > 0.8)
    }

    @Test func kernelTCPRepairsLossAndPaysForItInTime() throws {
        let folder = try TemporaryFolder()
        let results = try run(
            [
                "fault.0.action=loss", "fault.0.target=provider-0", "fault.0.share_lost=0.1",
                "workload.timeout_ms=1000",
            ], in: folder)
        let trials = try results.table("trials")
        #expect(try #require(trials.double(0, "availability")) > 0.8)
        #expect(try #require(trials.double(0, "response_max_us")) > 100_000)
    }

    @Test func packetsAreWrittenAsTheyWere() throws {
        let folder = try TemporaryFolder()
        _ = try run(
            ["participants.count=2"], in: folder,
            under: "exec \"$0\" \"$@\" --pcap \(folder.path)/pcap")
        for name in ["trial-1-server-0", "trial-1-client-1", "trial-2-peer-0"] {
            let bytes = try Data(
                contentsOf: URL(fileURLWithPath: "\(folder.path)/pcap/\(name).pcap"))
            #expect(bytes.count > 1_000)
            #expect(Array(bytes.prefix(4)) == [0x4D, 0x3C, 0xB2, 0xA1])
        }
    }

    @Test(
        .enabled(if: access("/usr/bin/tshark", X_OK) == 0, "tshark is missing: apt install tshark"))
    func tsharkReadsHandshakesRetransmissionsAndEnds() throws {
        let folder = try TemporaryFolder()
        _ = try run(
            ["participants.count=2", "network.link.delay_ms=10", "network.link.loss=0.05"],
            in: folder, under: "exec \"$0\" \"$@\" --pcap \(folder.path)/pcap")
        func count(_ filter: String) throws -> Int {
            let tshark = Process()
            tshark.executableURL = URL(fileURLWithPath: "/usr/bin/tshark")
            tshark.arguments = ["-r", "\(folder.path)/pcap/trial-1-client-1.pcap", "-Y", filter]
            let output = Pipe()
            tshark.standardOutput = output
            tshark.standardError = FileHandle.nullDevice
            try tshark.run()
            let lines = output.fileHandleForReading.readDataToEndOfFile()
            tshark.waitUntilExit()
            #expect(tshark.terminationStatus == 0)
            return lines.count { $0 == UInt8(ascii: "\n") }
        }
        #expect(try count("tcp.flags.syn == 1 && tcp.flags.ack == 0") >= 1)
        #expect(try count("tcp.flags.syn == 1 && tcp.flags.ack == 1") >= 1)
        // Two links' delays there and two back: the first answer comes after 40 ms, not sooner.
        #expect(
            try count("tcp.flags.syn == 1 && tcp.flags.ack == 1 && tcp.analysis.ack_rtt < 0.04")
                == 0)
        #expect(try count("tcp.analysis.retransmission") >= 1)
        #expect(try count("tcp.flags.fin == 1 || tcp.flags.reset == 1") >= 1)
        #expect(try count("!ip || _ws.malformed") == 0)
    }

    @Test(.enabled(if: getuid() == 0, "only root can become another user to try it as"))
    func anOrdinaryUserCanDoIt() throws {
        let folder = try TemporaryFolder()
        let place = folder.path + "/programs"
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
        for name in ["topolab", "topolab-node", "topolab-switch"] {
            try FileManager.default.copyItem(
                atPath: Program.folder.appendingPathComponent(name).path, toPath: "\(place)/\(name)"
            )
        }
        let experiment = Program.repository.appendingPathComponent("Experiments/quickstart.toml")
            .path
        try FileManager.default.copyItem(atPath: experiment, toPath: "\(place)/quickstart.toml")
        chmod(folder.path, 0o777)
        let ended = try Program.run(
            Self.small + ["--out", folder.path + "/out"],
            under:
                "shift 2; cd \(place) && exec setpriv --reuid=65534 --regid=65534 --clear-groups "
                + "./topolab run ./quickstart.toml \"$@\"")
        #expect(Program.wentWell(ended), "\(ended.errors)")
        let trials = try Results(folder: folder.path + "/out").table("trials")
        #expect(trials.rowCount == 2)
    }

    @Test func aSwitchThatStoodStillMakesTheTrialInvalidInsteadOfSlow() throws {
        let folder = try TemporaryFolder()
        let out = folder.path + "/out"
        let running = try Program.Running(
            Self.small + ["--set", "schedule.measure_s=3", "--out", out])
        let runner = running.process.processIdentifier
        var pid: Int32?
        while pid == nil, running.process.isRunning { pid = Self.switchProcess(of: runner) }
        let stopped = try #require(pid)
        #expect(!running.hasEnded(within: 1.5))
        kill(stopped, SIGSTOP)
        #expect(!running.hasEnded(within: 0.3))
        kill(stopped, SIGCONT)
        let ended = running.wait()
        #expect(ended.status == 1, "\(ended.errors)")
        let trials = try Results(folder: out).table("trials")
        #expect(trials[0, "invalid_because"].split(separator: ";").contains("link_fidelity"))
    }

    private static func switchProcess(of runner: Int32) -> Int32? {
        let program = Program.folder.appendingPathComponent("topolab-switch").path
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.compactMap { Int32($0) }.first { pid in
            let line = FileManager.default.contents(atPath: "/proc/\(pid)/cmdline") ?? Data()
            let words = line.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
            return words.first == program && words.last == "\(runner)"
        }
    }

    @Test func aCaptureIsNeverWrittenOver() throws {
        let folder = try TemporaryFolder()
        let taken = folder.path + "/trial-1-server-0.pcap"
        try Data().write(to: URL(fileURLWithPath: taken))
        let ended = try Program.run(
            Self.small + ["--out", folder.path + "/out", "--pcap", folder.path])
        #expect(ended.status == 2)
        #expect(
            ended.errors.hasPrefix(
                "topolab: --pcap names \"\(folder.path)\", where \"trial-1-server-0.pcap\" is already"
            ), "\(ended.errors)")
        #expect(try Data(contentsOf: URL(fileURLWithPath: taken)).isEmpty)
    }

    @Test func capturingNeedsPackets() throws {
        let ended = try Program.run(["run", "quickstart", "--pcap", "/tmp/none"])
        #expect(ended.status == 2)
        #expect(
            ended.errors.hasPrefix(
                "topolab: --pcap needs packets, and tier \"loopback\" has none of its own: add "
                    + "--tier emulated"))
    }
}
