import Measurement

/// Which trials may be believed, and what the marks of those that may not mean.
enum Fidelity {
    /// A trial that is kept and shown, and not averaged in.
    struct Rejected {
        let trial: String
        let topology: String
        let repetition: String
        /// Every mark with its meaning; at least one.
        let reasons: [String]
    }

    /// Every invalid trial, in file order.
    static func rejected(in trials: CSVTable) -> [Rejected] {
        (0..<trials.rowCount).filter { trials[$0, "valid"] != "true" }.map { row in
            Rejected(
                trial: trials[row, "trial"], topology: trials[row, "topology"],
                repetition: trials[row, "repetition"], reasons: reasons([row], in: trials))
        }
    }

    /// The different reasons for which an arm's trials are invalid, in order of appearance.
    static func reasons(of arm: Arm, in trials: CSVTable) -> [String] {
        reasons(arm.rows.filter { !arm.validRows.contains($0) }, in: trials)
    }

    /// Every different mark of invalid trials with its meaning, in order of appearance.
    private static func reasons(_ rows: [Int], in trials: CSVTable) -> [String] {
        var marked = Grouping<String, Int>()
        for row in rows {
            let marks = trials[row, "invalid_because"].split(separator: ";")
            if marks.isEmpty { marked.add(row, to: "") }
            for mark in marks { marked.add(row, to: String(mark.drop { $0 == " " })) }
        }
        return marked.groups.map { mark, rows in
            switch mark {
            case "": "no verdict was recorded"
            case "link_fidelity": "\(mark): \(LinkMiss(trials: trials, rows: rows).text)"
            default: meanings[mark].map { "\(mark): \($0)" } ?? mark
            }
        }
    }

    private static let meanings = [
        "generator_lag": "operations were sent later than intended, so the load was not the "
            + "planned one",
        "generator_rate": "more than 0.5 % of the planned operations were not sent in time",
        "host_cpu": "the host's CPUs were saturated: the host, not the topology, set the limit",
        "sender_drops": "nodes dropped messages that no fault asked them to drop",
        "not_stationary": "responses still changed during measurement: warm up longer "
            + "(schedule.warmup_s)",
        "identity":
            "the trial's own numbers contradict each other (checks.csv): a defect of topolab",
        "debug_build": "this is a debug build; build with -c release",
    ]
}
