import Core
import Measurement
import Testing
import Topology

@testable import Runner

extension [Row] {
    fileprivate func integers(_ column: String) -> [Int?] {
        map { row in
            if case .integer(let number) = row[column] { number } else { nil }
        }
    }
}

@Suite("The rows of timeline.csv")
struct TimelineRowsTests {
    /// Two participants, an operation every 100 ms from -200 ms on, answered after 30 ms.
    private func scene() throws -> Scene {
        var scene = try Scene()
        scene.answerAll(after: 30)
        return scene
    }

    @Test("Are one per 100 ms from warm-up to the end of measurement")
    func starts() throws {
        let rows = TimelineRows(try scene().outcome).rows
        #expect(
            rows.map { $0["start_s"] }
                == (-2..<10).map { .seconds(Int64($0) * 100_000_000) })
        #expect(rows.integers("planned") == Array(repeating: 1, count: 12))
        #expect(rows.integers("ok") == Array(repeating: 1, count: 12))
        #expect(rows.integers("failed") == Array(repeating: 0, count: 12))
    }

    @Test("Count operations by their intended time and answers by theirs")
    func counts() throws {
        var scene = try scene()
        scene.end(0, 2, .ok, after: 330, by: 0)
        scene.end(1, 2, .timeout, after: 500)
        scene.end(0, 3, .reset, after: 30)
        // Intended: participant 0's 2nd at 200 ms, 3rd at 400 ms; participant 1's 2nd at 300 ms.
        let rows = TimelineRows(scene.outcome).rows
        #expect(rows.integers("ok") == [1, 1, 1, 1, 1, 0, 0, 1, 1, 1, 1, 1])
        #expect(rows.integers("failed") == [0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0])
        #expect(rows.integers("done") == [1, 1, 1, 1, 0, 0, 0, 2, 1, 1, 1, 1])
    }

    @Test("Say how many were open at the end of each 100 ms")
    func inFlight() throws {
        var scene = try scene()
        scene.end(0, 2, .ok, after: 330, by: 0)
        scene.end(1, 2, .timeout, after: 500)
        let rows = TimelineRows(scene.outcome).rows
        // The first is open from 200 to 530 ms, the second from 300 to 800 ms.
        #expect(rows.integers("in_flight") == [0, 0, 0, 0, 1, 2, 2, 1, 1, 1, 0, 0])
    }

    @Test("Leave what a participant missed out of ok, failed and in_flight")
    func nodeDown() throws {
        var scene = try scene()
        scene.record.nodes[1].samples.removeAll { $0.sequence == 3 }
        scene.strike(node: 1, asked: 350, ready: 450)
        let rows = TimelineRows(scene.outcome).rows
        #expect(rows.integers("node_down") == [0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0])
        #expect(rows.integers("planned") == Array(repeating: 1, count: 12))
        #expect(rows.integers("in_flight") == Array(repeating: 0, count: 12))
    }

    @Test("Give a median from 6 answers on, a largest from 1 on")
    func responses() throws {
        var scene = try Scene(ratePerSecond: 60, warmup: 0)
        scene.answerAll(after: 30)
        scene.end(0, 1, .ok, after: 70, by: 0)
        let rows = TimelineRows(scene.outcome).rows
        #expect(rows[0]["planned"] == .integer(6))
        #expect(rows[0]["response_ok_p50_us"] == .microseconds(30_000_000))
        #expect(rows[0]["response_ok_p99_us"] == .microseconds(nil))
        #expect(rows[0]["response_ok_max_us"] == .microseconds(70_000_000))
        let empty = TimelineRows(try Scene(ratePerSecond: 60, warmup: 0).outcome).rows
        #expect(empty[0]["response_ok_max_us"] == .microseconds(nil))
    }

    @Test("Add up the traffic of all nodes")
    func traffic() throws {
        var scene = try scene()
        for node in 0..<2 {
            scene.record.nodes[node].bins = Array(repeating: TrafficBin(), count: 17)
            scene.record.nodes[node].bins[2].messages = 4
            scene.record.nodes[node].bins[2].bytesSent = 300
        }
        let rows = TimelineRows(scene.outcome).rows
        #expect(rows.integers("messages").prefix(4) == [0, 0, 8, 0])
        #expect(rows.integers("bytes_sent").prefix(4) == [0, 0, 600, 0])
    }
}

@Suite("The rows of faults.csv")
struct FaultRowsTests {
    @Test("Say who was hit when, and who noticed first and last")
    func noticed() throws {
        var scene = try Scene(Mesh.self, participants: 4)
        scene.answerAll(after: 5)
        scene.strike(node: 1, asked: 200, healed: 500, ready: 600)
        scene.notice(0, about: 1, at: 240)
        scene.notice(2, about: 1, at: 210, .attemptTimeout)
        scene.notice(3, about: 1, at: 350)
        let row = try #require(FaultRows(outcome: scene.outcome).rows.first)
        #expect(row["fault"] == .integer(0))
        #expect(row["action"] == .text("kill"))
        #expect(row["node"] == .text("peer-1"))
        #expect(row["share_of_providers"] == .number(0.25))
        #expect(row["asked_s"] == .seconds(200_000_000))
        #expect(row["applied_s"] == .seconds(200_000_000))
        #expect(row["noticed_s"] == .seconds(210_000_000))
        #expect(row["noticed_by"] == .text("peer-2"))
        #expect(row["noticed_how"] == .text("attempt_timeout"))
        #expect(row["healed_s"] == .seconds(500_000_000))
        #expect(row["ready_s"] == .seconds(600_000_000))
        #expect(row["detect_all_s"] == .seconds(150_000_000))
    }

    @Test("Take no notice of what is said before the blow, after the return, or of others")
    func otherNotices() throws {
        var scene = try Scene(Mesh.self, participants: 4)
        scene.answerAll(after: 5)
        scene.strike(node: 1, asked: 200, healed: 300, ready: 400)
        scene.notice(0, about: 1, at: 100)
        scene.notice(0, about: 2, at: 210)
        scene.notice(2, about: 1, at: 250, up: true)
        scene.notice(2, about: 1, at: 400)
        scene.notice(1, about: 1, at: 260)
        let row = try #require(FaultRows(outcome: scene.outcome).rows.first)
        #expect(row["noticed_s"] == .seconds(nil))
        #expect(row["noticed_by"] == .text(nil))
        #expect(row["detect_all_s"] == .seconds(nil))
    }

    @Test("Count a node's first word only")
    func firstWord() throws {
        var scene = try Scene(Mesh.self, participants: 3)
        scene.answerAll(after: 5)
        scene.strike(node: 1, asked: 200)
        scene.notice(0, about: 1, at: 220)
        scene.notice(0, about: 1, at: 230, up: true, .answered)
        scene.notice(0, about: 1, at: 900)
        scene.notice(2, about: 1, at: 230)
        let row = try #require(FaultRows(outcome: scene.outcome).rows.first)
        #expect(row["detect_all_s"] == .seconds(30_000_000))
    }

    @Test("Count all providers that one entry of the experiment hit: 1 of 1 against 2 of 4")
    func share() throws {
        var star = try Scene(participants: 4)
        star.strike(node: 0, asked: 200)
        star.strike(number: 1, node: 2, asked: 200)
        let starRows = FaultRows(outcome: star.outcome).rows
        #expect(starRows.map { $0["share_of_providers"] } == [.number(1), .number(0)])
        var mesh = try Scene(Mesh.self, participants: 4)
        mesh.strike(node: 0, asked: 200)
        mesh.strike(node: 2, asked: 200)
        mesh.strike(number: 1, node: 3, asked: 300)
        let meshRows = FaultRows(outcome: mesh.outcome).rows
        #expect(
            meshRows.map { $0["share_of_providers"] }
                == [.number(0.5), .number(0.5), .number(0.25)])
        #expect(meshRows.integers("fault") == [0, 0, 1])
    }

    @Test("Stay empty where nothing came of a fault")
    func notApplied() throws {
        var scene = try Scene()
        scene.answerAll(after: 5)
        scene.strike(node: 0, asked: 200, isApplied: false)
        let row = try #require(FaultRows(outcome: scene.outcome).rows.first)
        #expect(row["asked_s"] == .seconds(200_000_000))
        for column in [
            "applied_s", "noticed_s", "healed_s", "ready_s", "detect_all_s", "recover_s",
        ] {
            #expect(row[column] == .seconds(nil), "\(column)")
        }
        #expect(row["share_of_providers"] == .number(0))
    }

    @Test("Tell when service had recovered")
    func recovered() throws {
        var scene = try Scene(ratePerSecond: 4_000, measure: 1)
        scene.answerAll(after: 5)
        for sequence in 1_000..<UInt32(1_400) { scene.end(0, sequence, .timeout, after: 500) }
        // Participant 0 has 2,000 a second from -200 ms on: number 1,000 is due at 300 ms.
        scene.strike(node: 0, asked: 300)
        let row = try #require(FaultRows(outcome: scene.outcome).rows.first)
        #expect(row["recover_s"] == .seconds(200_000_000))
    }
}

@Suite("The rows of messages.csv")
struct MessageRowsTests {
    private func trace(
        _ kind: Message.Kind, from: Int, to: Int, at milliseconds: Double, attempt: UInt8 = 1,
        sequence: UInt32 = 1, isReceipt: Bool = false
    ) -> MessageTrace {
        var message = Message(
            kind, operation: OperationID(participant: 0, sequence: sequence), key: 2)
        message.attempt = attempt
        message.contentBytes = kind.carriesContent ? 100 : 0
        return MessageTrace(
            message, from: NodeID(from), to: NodeID(to),
            atNanoseconds: .of(milliseconds: milliseconds), isReceipt: isReceipt)
    }

    @Test("Put together what both ends wrote down, in the order of sending")
    func pairs() throws {
        var scene = try Scene()
        scene.record.nodes[0].traces = [
            trace(.get, from: 1, to: 0, at: 3, isReceipt: true),
            trace(.value, from: 0, to: 1, at: 4),
        ]
        scene.record.nodes[1].traces = [
            trace(.get, from: 1, to: 0, at: 1),
            trace(.value, from: 0, to: 1, at: 6, isReceipt: true),
        ]
        let rows = MessageRows(outcome: scene.outcome).rows
        #expect(rows.map { $0["kind"] } == [.text("get"), .text("value")])
        #expect(rows.map { $0["from"] } == [.text("client-0"), .text("server-0")])
        #expect(rows.map { $0["to"] } == [.text("server-0"), .text("client-0")])
        #expect(rows.integers("bytes") == [52, 152])
        #expect(rows.integers("sent_ns") == [1_000_000, 4_000_000])
        #expect(rows.integers("received_ns") == [3_000_000, 6_000_000])
        #expect(rows.map { $0["fate"] } == [.text("delivered"), .text("delivered")])
        #expect(rows.map { $0["class"] } == [.text("operation"), .text("operation")])
        #expect(rows.integers("participant") == [0, 0])
        #expect(rows.map { $0["node"] } == [.text("client-0"), .text("client-0")])
        #expect(rows.integers("sequence") == [1, 1])
    }

    @Test("A message that never arrived is lost, and has no time of receipt")
    func lost() throws {
        var scene = try Scene()
        scene.record.nodes[1].traces = [trace(.get, from: 1, to: 0, at: 1)]
        let rows = MessageRows(outcome: scene.outcome).rows
        #expect(rows.map { $0["fate"] } == [.text("lost")])
        #expect(rows.map { $0["received_ns"] } == [.integer(nil)])
    }

    @Test("Attempts and operations are told apart")
    func attempts() throws {
        var scene = try Scene()
        scene.record.nodes[1].traces = [
            trace(.get, from: 1, to: 0, at: 1), trace(.get, from: 1, to: 0, at: 2, attempt: 2),
            trace(.get, from: 1, to: 0, at: 3, sequence: 9),
        ]
        scene.record.nodes[0].traces = [
            trace(.get, from: 1, to: 0, at: 5, attempt: 2, isReceipt: true)
        ]
        let rows = MessageRows(outcome: scene.outcome).rows
        #expect(rows.map { $0["fate"] } == [.text("lost"), .text("delivered"), .text("lost")])
    }
}

@Suite("The rows of nodes.csv and placement.csv")
struct NodeRowsTests {
    @Test("A node without a participant plans nothing: empty, not 0")
    func server() throws {
        var scene = try Scene()
        scene.answerAll(after: 5)
        let rows = NodeRows(outcome: scene.outcome).rows
        #expect(rows.map { $0["node"] } == ["server-0", "client-0", "client-1"].map { .text($0) })
        #expect(rows.map { $0["role"] } == ["server", "client", "client"].map { .text($0) })
        for column in ["planned", "ok", "failed", "node_down"] {
            #expect(rows[0][column] == .integer(nil), "\(column)")
        }
        #expect(rows.integers("planned") == [nil, 5, 5])
        #expect(rows.integers("ok") == [nil, 5, 5])
        #expect(rows.integers("served") == [10, 0, 0])
    }

    @Test("Each participant's operations of measurement by how they ended")
    func statuses() throws {
        var scene = try Scene()
        scene.answerAll(after: 5)
        scene.end(0, 1, .timeout, after: 500)
        scene.end(0, 2, .refused, after: 0, attempts: 0)
        scene.end(0, 0, .reset, after: 5)
        scene.strike(node: 1, asked: 390, ready: 450)
        let rows = NodeRows(outcome: scene.outcome).rows
        #expect(rows.integers("planned") == [nil, 5, 5])
        #expect(rows.integers("ok") == [nil, 2, 5])
        #expect(rows.integers("failed") == [nil, 2, 0])
        #expect(rows.integers("node_down") == [nil, 1, 0])
    }

    @Test("What each node counted, and what the host had no say in left empty")
    func counters() throws {
        var scene = try Scene()
        scene.record.nodes[1].starts = 2
        scene.record.nodes[1].counters.messages = 7
        scene.record.nodes[1].counters.backgroundMessages = 8
        scene.record.nodes[1].counters.bytesSent = 9
        scene.record.nodes[1].counters.bytesReceived = 10
        scene.record.nodes[1].counters.connectionsAtStart = 11
        scene.record.nodes[1].counters.framesRejected = 12
        scene.record.nodes[1].counters.strangersRefused = 13
        scene.record.nodes[2].cpuUserNanoseconds = 1_500_000_000
        scene.record.nodes[2].cpuSystemNanoseconds = 250_000_000
        scene.record.nodes[2].memoryPeakBytes = 4_096
        scene.record.nodes[1].counters.datagramsDropped = 14
        let rows = NodeRows(outcome: scene.outcome).rows
        #expect(rows.integers("datagrams_dropped") == [nil, nil, nil])
        #expect(rows.integers("starts") == [1, 2, 1])
        let columns = [
            "messages", "background_messages", "bytes_sent", "bytes_received", "connections",
            "frames_rejected", "strangers_refused",
        ]
        #expect(columns.map { rows[1][$0] } == [7, 8, 9, 10, 11, 12, 13].map { .integer($0) })
        #expect(rows[1]["cpu_user_s"] == .seconds(nil))
        #expect(rows[1]["memory_peak_bytes"] == .integer(nil))
        #expect(rows[2]["cpu_user_s"] == .seconds(1_500_000_000))
        #expect(rows[2]["cpu_system_s"] == .seconds(250_000_000))
        #expect(rows[2]["memory_peak_bytes"] == .integer(4_096))
        scene.trial.transport = .udp
        #expect(
            NodeRows(outcome: scene.outcome).rows.integers("datagrams_dropped") == [0, 14, 0])
    }

    @Test("Each node's links, where not everybody has one to everybody")
    func overlay() throws {
        #expect(OverlayRows(trial: try Scene(Mesh.self, participants: 5).trial).rows.isEmpty)
        let trial = try Scene(Mesh.self, participants: 6, values: ["degree": 3]).trial
        let rows = OverlayRows(trial: trial).rows
        #expect(rows.map { $0["node"] } == (0..<6).map { .text("peer-\($0)") })
        for (index, row) in rows.enumerated() {
            let names = trial.topology.neighbors(of: NodeID(index)).map { "peer-\($0.position)" }
            #expect(names.count == 3)
            #expect(row["neighbours"] == .text(names.joined(separator: " ")))
        }
    }

    @Test("Each key's holders, in order of preference")
    func placement() throws {
        let star = PlacementRows(trial: try Scene(keys: 3).trial).rows
        #expect(star.integers("key") == [0, 1, 2])
        #expect(star.map { $0["holders"] } == Array(repeating: .text("server-0"), count: 3))
        let trial = try Scene(Mesh.self, participants: 5, keys: 30).trial
        for (key, row) in PlacementRows(trial: trial).rows.enumerated() {
            let names = (0..<2).map {
                "peer-\(trial.topology.holder(of: Key(key), rank: $0).position)"
            }
            #expect(row["holders"] == .text(names.joined(separator: " ")))
        }
    }
}
