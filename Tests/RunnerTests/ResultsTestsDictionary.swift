import Core
import Measurement
import Testing
import Topology

@testable import Runner

/// The columns that scripts may rely on, as the contract lists them.
private let contract: [ResultFolder.ResultFile: String] = [
    .trials: """
    trial, experiment, topology, tier, workload, repetition, seed, plan_hash, participants, \
    nodes, measure_s, planned, ok, failed, refused, reset, timeout, error, unsent, unfinished, \
    node_down, absent_reads, offered_per_s, throughput_per_s, response_mean_us, \
    response_p50_us, response_p90_us, response_p99_us, response_p999_us, response_max_us, \
    response_ok_p50_us, response_ok_p99_us, service_p50_us, service_p99_us, lag_p50_us, \
    lag_p99_us, availability, outage_availability, detect_s, detect_all_s, recover_s, \
    acked_writes, lost_writes, lost_keys, hops_mean, messages, background_messages, \
    bytes_sent, bytes_received, connections, connections_opened, busiest_share, jain_served, \
    cpu_s, memory_peak_bytes, uplink_mbit_per_s, completion_s, bound_name, bound_s, \
    gap_to_bound, valid, invalid_because
    """,
    .timeline: """
    trial, topology, start_s, planned, ok, failed, node_down, done, response_ok_p50_us, \
    response_ok_p99_us, response_ok_max_us, in_flight, messages, bytes_sent
    """,
    .latency: "trial, topology, clock, percentile, value_us, samples",
    .nodes: """
    trial, topology, node, role, starts, planned, ok, failed, node_down, served, messages, \
    background_messages, bytes_sent, bytes_received, connections, cpu_user_s, cpu_system_s, \
    memory_peak_bytes, frames_rejected, strangers_refused
    """,
    .faults: """
    trial, topology, fault, action, node, share_of_providers, asked_s, applied_s, noticed_s, \
    noticed_by, noticed_how, healed_s, ready_s, detect_all_s, recover_s
    """,
    .placement: "trial, topology, key, holders",
    .overlay: "trial, topology, node, neighbours",
    .checks: "trial, topology, check, measured, expected, allowed, holds",
    .messages: """
    trial, topology, participant, sequence, from, to, class, kind, bytes, sent_ns, \
    received_ns, fate
    """,
]

/// Columns that stand beside the contract's.
private let added: [ResultFolder.ResultFile: Set<String>] = [
    .messages: ["node", "key"], .latency: ["low_us", "high_us"],
    .faults: ["connected_share", "start_s", "reconnect_s", "backlog_s", "handed_over"],
    .nodes: [
        "datagrams_dropped", "unavailable_s", "longest_unavailable_s", "served_before_per_s",
        "served_in_outage_per_s",
        "link_up_mbit_per_s", "link_down_mbit_per_s", "link_delay_us", "link_loss_asked",
        "link_sent_packets", "link_sent_bytes", "link_received_packets", "link_received_bytes",
        "link_lost", "link_queue_full", "link_cut", "link_duplicated", "link_loss",
        "link_up_carried_mbit_per_s", "link_down_carried_mbit_per_s", "link_late_mean_us",
        "link_late_max_us",
    ],
    .timeline: ["link_packets", "link_bytes", "link_dropped"],
    .trials: [
        "stale_keys", "unknown_writes", "unknown_applied", "utilisation", "loop", "bound_noise",
        "link_late_p50_us", "link_late_p99_us", "link_unasked_drops", "switch_cpu_s",
    ],
]

@Suite("The data dictionary")
struct DataDictionaryTests {
    @Test(
        "Has the contract's columns in its order, and no others but those added on purpose",
        arguments: ResultFolder.ResultFile.allCases)
    func contractColumns(file: ResultFolder.ResultFile) throws {
        let columns = DataDictionary.columns(file)
        let promised = try #require(contract[file]).split(separator: ", ").map { String($0) }
        let more = added[file] ?? []
        #expect(columns.filter { !more.contains($0) } == promised)
        #expect(Set(columns).isSuperset(of: more))
    }

    @Test(
        "Has a meaning for each column, and each column once",
        arguments: ResultFolder.ResultFile.allCases)
    func meanings(file: ResultFolder.ResultFile) {
        let columns = DataDictionary.columnsAndMeanings(file)
        #expect(Set(columns.map(\.name)).count == columns.count)
        for column in columns {
            #expect(!column.name.isEmpty && !column.name.contains(" "))
            #expect(!column.meaning.isEmpty, "\(column.name)")
            #expect(!column.meaning.contains("|"), "\(column.name)")
        }
    }

    @Test("Describes exactly the columns that are written, in their order")
    func written() throws {
        var scene = try Scene(Mesh.self, participants: 3)
        scene.answerAll(after: 5)
        scene.strike(node: 1, asked: 200)
        scene.record.nodes[0].traces = [
            MessageTrace(
                Message(.get, operation: OperationID(participant: 0, sequence: 0), key: 0),
                from: NodeID(0), to: NodeID(1), atNanoseconds: 0, isReceipt: false)
        ]
        let outcome = scene.outcome
        let trial = TrialRow(outcome, in: RunContext(experiment: "example", tier: "simulated"))
        let rows: [ResultFolder.ResultFile: [Row]] = [
            .trials: [trial.row], .timeline: TimelineRows(outcome).rows,
            .latency: LatencyRows(trial: outcome.trial, clocks: trial.clocks).rows,
            .nodes: NodeRows(outcome: outcome).rows, .faults: FaultRows(outcome: outcome).rows,
            .placement: PlacementRows(trial: outcome.trial).rows,
            .overlay: OverlayRows(
                trial: try Scene(Mesh.self, participants: 5, values: ["degree": 2]).trial
            ).rows,
            .checks: trial.checks.all.map { $0.row(of: outcome.trial) },
            .messages: MessageRows(outcome: outcome).rows,
        ]
        for file in ResultFolder.ResultFile.allCases {
            let rows = try #require(rows[file])
            #expect(!rows.isEmpty, "\(file)")
            for row in rows { #expect(row.columns == DataDictionary.columns(file), "\(file)") }
        }
    }

    @Test("Is a page with a table per file and a line per column")
    func page() {
        let lines = DataDictionary.text(factors: []).split(separator: "\n").map { String($0) }
        #expect(lines.first == "# What is in this folder")
        for file in ResultFolder.ResultFile.allCases {
            #expect(lines.contains("## \(file.rawValue).csv"))
        }
        let columns = ResultFolder.ResultFile.allCases.flatMap { DataDictionary.columns($0) }
        #expect(
            lines.count { $0.hasPrefix("| `") }
                == columns.count + DataDictionary.sampleColumns.count)
        #expect(
            DataDictionary.sampleColumns == [
                "trial", "topology", "node", "sequence", "phase", "operation", "key",
                "intended_ns", "sent_ns", "done_ns", "status", "bytes_out", "bytes_in", "hops",
                "attempts", "served_by",
            ])
        #expect(
            DataDictionary.sampleHelp.split(separator: "\n").last
                == "  served_by    the node that answered; empty without an answer")
        #expect(lines.contains("| `trial` | number of the trial, from 1, in the order they ran |"))
        for law in CheckedLaw.allCases {
            #expect(lines.contains("- `\(law.rawValue)`: \(law.meaning)"))
        }
    }
}
