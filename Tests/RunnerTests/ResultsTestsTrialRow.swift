import Core
import Measurement
import Testing
import Topology

@testable import Runner

@Suite("A trial's row in trials.csv")
struct TrialRowTests {
    private func row(_ scene: Scene, tier: String = "loopback") -> Row {
        TrialRow(scene.outcome, in: RunContext(experiment: "example", tier: tier)).row
    }

    @Test("Says what was run")
    func identity() throws {
        let row = row(try Scene())
        let expected: [(String, CSVCell)] = [
            ("trial", .integer(3)), ("experiment", .text("example")), ("topology", .text("arm")),
            ("tier", .text("loopback")), ("workload", .text("request")), ("loop", .text("open")),
            ("repetition", .integer(1)), ("seed", .text("1")),
            ("plan_hash", .text("0123456789abcdef")), ("participants", .integer(2)),
            ("nodes", .integer(3)), ("measure_s", .seconds(1_000_000_000)),
        ]
        for (column, cell) in expected { #expect(row[column] == cell, "\(column)") }
    }

    @Test("Counts every status; they add up to what was planned")
    func statuses() throws {
        var scene = try Scene(participants: 1, ratePerSecond: 20, warmup: 0)
        scene.answerAll(after: 5)
        for (sequence, status) in zip(UInt32(0)..., Status.allCases) {
            scene.end(0, sequence, status, after: 5)
        }
        let row = row(scene)
        #expect(row["planned"] == .integer(20))
        #expect(row["ok"] == .integer(13))
        #expect(row["failed"] == .integer(6))
        for status in Status.allCases where status != .ok {
            #expect(row[status.name] == .integer(1), "\(status)")
        }
        #expect(row["availability"] == .number(13.0 / 19))
        #expect(row["offered_per_s"] == .number(20))
    }

    @Test("Counts as throughput what was answered before measurement ended")
    func throughput() throws {
        var scene = try Scene()
        scene.answerAll(after: 150)
        // Of ten, that of 900 ms is answered after the end; one of warm-up is answered inside.
        #expect(row(scene)["throughput_per_s"] == .number(10))
        #expect(row(scene)["ok"] == .integer(10))
    }

    @Test("Counts gets that found nothing anywhere")
    func absentReads() throws {
        var scene = try Scene()
        scene.answerAll(after: 5)
        scene.record.nodes[1].samples[1].bytesIn = 0
        scene.record.nodes[1].samples[2].bytesIn = 0
        scene.record.nodes[1].samples[2].status = .timeout
        #expect(row(scene)["absent_reads"] == .integer(1))
        var puts = try Scene(readShare: 0)
        puts.answerAll(after: 5)
        #expect(row(puts)["absent_reads"] == .integer(0))
    }

    @Test("Measures the outage between a fault applied and healed, and leaves node_down out")
    func outage() throws {
        var scene = try Scene()
        scene.answerAll(after: 5)
        scene.end(0, 2, .timeout, after: 500)
        scene.end(1, 2, .refused, after: 0)
        scene.strike(node: 0, asked: 200, healed: 600, ready: 900)
        // Intended at 200, 300, 400, 500 ms: two of four.
        #expect(row(scene)["outage_availability"] == .number(0.5))
        scene.strike(number: 1, node: 1, asked: 350, healed: 420, ready: 450)
        #expect(row(scene)["outage_availability"] == .number(1.0 / 3))
        #expect(row(try Scene())["outage_availability"] == .empty)
    }

    @Test("Takes an outage that was never healed to last as long as measurement")
    func unhealed() throws {
        var scene = try Scene()
        scene.answerAll(after: 5)
        scene.end(1, 5, .refused, after: 0)
        scene.strike(node: 0, asked: 600)
        #expect(row(scene)["outage_availability"] == .number(0.75))
    }

    @Test("Gives detection and recovery for the first fault alone")
    func firstFault() throws {
        var scene = try Scene(Mesh.self, participants: 3)
        scene.answerAll(after: 5)
        scene.strike(node: 1, asked: 200)
        scene.strike(number: 1, node: 2, asked: 100)
        scene.notice(0, about: 1, at: 203)
        scene.notice(2, about: 1, at: 207)
        scene.notice(0, about: 2, at: 150)
        let row = row(scene)
        #expect(row["detect_s"] == .seconds(3_000_000))
        #expect(row["detect_all_s"] == .seconds(7_000_000))
        #expect(self.row(try Scene())["detect_s"] == .seconds(nil))
        #expect(self.row(try Scene())["recover_s"] == .seconds(nil))
    }

    @Test("Adds up what all nodes counted, each connection once")
    func sums() throws {
        var scene = try Scene()
        scene.answerAll(after: 5)
        for index in 0..<3 {
            scene.record.nodes[index].counters.messages = 10
            scene.record.nodes[index].counters.backgroundMessages = 2
            scene.record.nodes[index].counters.bytesSent = 100
            scene.record.nodes[index].counters.bytesReceived = 90
            scene.record.nodes[index].counters.connectionsOpened = 4
            scene.record.nodes[index].counters.connectionsAtStart = index == 0 ? 2 : 1
            scene.record.nodes[index].cpuUserNanoseconds = 100_000_000
            scene.record.nodes[index].cpuSystemNanoseconds = 20_000_000
            scene.record.nodes[index].memoryPeakBytes = 1_000
        }
        let row = row(scene)
        let expected: [(String, CSVCell)] = [
            ("messages", .integer(30)), ("background_messages", .integer(6)),
            ("bytes_sent", .integer(300)), ("bytes_received", .integer(270)),
            ("connections", .integer(2)), ("connections_opened", .integer(12)),
            ("cpu_s", .seconds(360_000_000)), ("memory_peak_bytes", .integer(3_000)),
            ("hops_mean", .number(1)), ("busiest_share", .number(1)),
            ("jain_served", .number(1.0 / 3)),
        ]
        for (column, cell) in expected { #expect(row[column] == cell, "\(column)") }
    }

    @Test("Leaves empty what the host has no say in, and what nothing is known of")
    func empty() throws {
        let row = row(try Scene(), tier: "simulated")
        for column in [
            "cpu_s", "memory_peak_bytes", "hops_mean", "uplink_mbit_per_s", "completion_s",
            "bound_name", "bound_s", "gap_to_bound", "bound_noise",
        ] {
            #expect(row[column] == .empty, "\(column)")
        }
        #expect(row["response_p50_us"] == .microseconds(.milliseconds(500)))
        #expect(row["response_ok_p50_us"] == .microseconds(nil))
        #expect(row["busiest_share"] == .number(nil))
    }

    @Test(
        "Gives percentiles only from enough samples on",
        arguments: [
            (5, 0), (6, 1), (35, 1), (36, 2), (367, 2), (368, 3), (3_687, 3), (3_688, 4),
        ])
    func percentiles(samples: Int, given: Int) throws {
        var scene = try Scene(participants: 1, ratePerSecond: Double(samples), warmup: 0)
        scene.answerAll(after: 5)
        let row = row(scene)
        let columns = [
            "response_p50_us", "response_p90_us", "response_p99_us", "response_p999_us",
        ]
        #expect(
            columns.map { row[$0] }
                == columns.indices.map { .microseconds($0 < given ? 5_000_000 : nil) })
        #expect(row["response_mean_us"] == .microseconds(5_000_000))
        #expect(row["response_max_us"] == .microseconds(5_000_000))
    }

    @Test("Virtual time passes alike in every build")
    func simulatedBuild() throws {
        var scene = try Scene()
        scene.answerAll(after: 5)
        let row = row(scene, tier: "simulated")
        #expect(row["valid"] == .flag(true))
        #expect(row["invalid_because"] == .text(""))
    }
}
