import Measurement

@testable import Report

/// A result folder in memory: rows as column-value pairs, everything else left empty.
struct Fixture {
    typealias Row = [String: String]

    var factors: [String] = []
    var trials: [Row] = []
    var timeline: [Row] = []
    var latency: [Row] = []
    var nodes: [Row] = []
    var faults: [Row] = []
    var placement: [Row] = []
    var checks: [Row]?
    var messages: [Row]?

    /// The files, read as from disk.
    func tables() throws -> ResultTables {
        let files = texts
        return try ResultTables(folder: "Results/fixture") { name, _ in files[name] }
    }

    /// When and by whom each fault was noticed, in the order of `faults`.
    var noticed: [(at: String, by: String)] {
        get { faults.map { ($0["noticed_s"] ?? "", $0["noticed_by"] ?? "") } }
        set {
            for (index, notice) in newValue.enumerated() {
                faults[index]["noticed_s"] = notice.at
                faults[index]["noticed_by"] = notice.by
            }
        }
    }

    /// The files' texts by name.
    var texts: [String: String] {
        var texts = [
            "trials.csv": Self.csv(trialColumns, trials),
            "timeline.csv": Self.csv(Self.timelineColumns, timeline),
            "latency.csv": Self.csv(
                ["trial", "topology", "clock", "percentile", "value_us"], latency),
            "nodes.csv": Self.csv(
                [
                    "trial", "topology", "node", "planned", "node_down", "served", "link_lost",
                    "link_loss_asked",
                ],
                nodes),
            "faults.csv": Self.csv(Self.faultColumns, faults),
            "placement.csv": Self.csv(["trial", "topology", "key", "holders"], placement),
        ]
        if let checks { texts["checks.csv"] = Self.csv(Self.checkColumns, checks) }
        if let messages { texts["messages.csv"] = Self.csv(Self.messageColumns, messages) }
        return texts
    }

    private static func csv(_ columns: [String], _ rows: [Row]) -> String {
        ([columns] + rows.map { row in columns.map { row[$0] ?? "" } })
            .map { $0.map(quoted).joined(separator: ",") + "\n" }.joined()
    }

    private static func quoted(_ field: String) -> String {
        guard field.contains(where: { "\",\n".contains($0) }) else { return field }
        return "\"\(field.replacing("\"", with: "\"\""))\""
    }

    private var trialColumns: [String] {
        ["trial", "experiment", "topology", "tier", "workload", "loop", "repetition", "seed"]
            + ["plan_hash", "participants", "nodes"] + factors + Self.measuredColumns
    }

    private static let measuredColumns = """
        measure_s planned ok failed unsent node_down absent_reads offered_per_s throughput_per_s \
        response_mean_us response_p50_us response_p99_us lag_p50_us lag_p99_us availability outage_availability \
        detect_s recover_s acked_writes lost_writes lost_keys messages bytes_sent connections busiest_share \
        cpu_s memory_peak_bytes bound_name bound_s gap_to_bound bound_noise utilisation \
        link_late_p99_us link_unasked_drops switch_cpu_s valid invalid_because
        """.split(separator: " ").map(String.init)

    private static let timelineColumns = """
        trial topology start_s planned ok failed node_down response_ok_p50_us response_ok_p99_us \
        response_ok_max_us in_flight
        """.split(separator: " ").map(String.init)

    private static let faultColumns = """
        trial topology fault action node connected_share asked_s applied_s noticed_s noticed_by \
        healed_s
        """.split(separator: " ").map(String.init)

    private static let checkColumns = """
        trial topology check measured expected allowed holds
        """.split(separator: " ").map(String.init)

    private static let messageColumns = """
        trial topology participant sequence from to class kind key sent_ns received_ns fate
        """.split(separator: " ").map(String.init)

    static let facts = RunFacts(
        name: "quickstart", question: "What happens to everybody else when one provider dies?",
        hypothesis: "Everybody stops with one server.", command: "topolab run quickstart --seed 7",
        tier: "loopback", seed: 7, version: "0.1.0", repetitions: 1, notes: ["2 CPUs."])

    static func facts(repetitions: Int) -> RunFacts {
        RunFacts(
            name: "quickstart", question: "", hypothesis: "", command: "topolab run quickstart",
            tier: "simulated", seed: 7, version: "0.1.0", repetitions: repetitions, notes: [])
    }
}
