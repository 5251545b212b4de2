import Measurement

/// The fault that a trial's `detect_s` and `recover_s` are about where it met several: the first.
struct FirstFault {
    /// What it was and when, "kill at 4.0 s"; nil unless it is the same in all trials.
    private let what: String?

    /// Nil if no counted trial of the arms met more than one fault.
    init?(of arms: [Arm], in results: ResultTables) {
        var isAmongSeveral = false
        var firsts: [String] = []
        for row in arms.flatMap(\.countedRows) {
            let faults = results.faults
            let rows = faults.rows(ofTrial: results.trials[row, "trial"])
            guard let first = rows.first else { continue }
            isAmongSeveral =
                isAmongSeveral
                || rows.contains { other in
                    ["fault", "asked_s"].contains { faults[other, $0] != faults[first, $0] }
                }
            let asked = faults.double(first, "asked_s").map { " at \(NumberText.moment($0)) s" }
            firsts.append(faults[first, "action"] + (asked ?? ""))
        }
        guard isAmongSeveral else { return nil }
        let distinct = Sweep.distinct(firsts)
        what = distinct.count == 1 ? distinct[0] : nil
    }

    /// "first fault (kill at 4.0 s)".
    var name: String { "first fault" + (what.map { " (\($0))" } ?? "") }
}

extension Metric {
    /// When the fault, or the first of several, was noticed.
    static func detected(_ first: FirstFault?) -> Metric {
        Metric(
            title: first == nil ? "fault noticed after" : "first fault noticed after",
            meaning: "by the first living node (detect_s)" + aside(first),
            value: column("detect_s"), format: seconds, emptyAfterFault: "not noticed")
    }

    /// When service was as good again as before the fault, or the first of several.
    static func recovered(_ first: FirstFault?) -> Metric {
        Metric(
            title: "recovered after" + (first == nil ? "" : " first fault"),
            meaning:
                "from the fault to the end of the last bad interval (recover_s); never: "
                + "measurement, or the time up to the next fault, ended in one"
                + aside(first),
            value: column("recover_s"), format: seconds, emptyAfterFault: "never")
    }

    /// Which fault it is, and where to find the others.
    private static func aside(_ first: FirstFault?) -> String {
        first.map { "; this is of the \($0.name): the others are in faults.csv" } ?? ""
    }
}
