import Measurement

/// The side-by-side table of one sweep point, still without a layout.
struct ComparisonTable {
    struct Row {
        let metric: Metric
        /// One per arm.
        let cells: [Cell]
    }

    struct Cell {
        /// The median, with its unit; "–" where the value does not apply.
        let text: String
        /// "low..high" with the unit, from three repetitions on and if they differ; else empty.
        let range: String
        /// Both in the least room: "3,009 (2,997..3,022) op/s".
        let compact: String
        /// The single repetitions' values, from three repetitions on; else empty.
        let points: [Double]
    }

    let arms: [Arm]
    let rows: [Row]
    /// One per arm: "1 of 1".
    let valid: [String]

    /// Leaves out the lines that apply to no arm.
    init(_ point: SweepPoint, results: ResultTables) {
        arms = point.arms
        valid = arms.map { "\($0.validRows.count) of \($0.rows.count)" }
        let metFault = arms.map { $0.metFault(in: results) }
        let wrote = arms.contains { arm in
            (Metric.writes.summary(of: arm, in: results.trials)?.median ?? 0) > 0
        }
        rows = Metric.all(of: point.arms, in: results).compactMap { metric in
            let summaries = point.arms.map { metric.summary(of: $0, in: results.trials) }
            let cells = zip(point.arms, metFault).map { arm, metFault in
                Cell(metric, of: arm, metFault: metFault, in: results.trials)
            }
            let isZero = summaries.allSatisfy { $0?.values.allSatisfy { $0 == 0 } ?? true }
            let isIdle =
                metric.isOfFaults && !metFault.contains(true) || metric.isOfWrites && !wrote
            if isZero && isIdle { return nil }
            let applies = cells.contains { $0.text != "–" }
            return applies ? Row(metric: metric, cells: cells) : nil
        }
    }
}

extension ComparisonTable.Cell {
    /// What the arm's trials have of a measure, and in how many of them where a fault left some
    /// without.
    init(_ metric: Metric, of arm: Arm, metFault: Bool, in trials: CSVTable) {
        guard let summary = metric.summary(of: arm, in: trials) else {
            self.init(empty: metFault ? metric.emptyAfterFault : "–")
            return
        }
        let (known, all) = (summary.values.count, arm.countedRows.count)
        guard metFault, metric.emptyAfterFault != "–", known < all else {
            self.init(summary, format: metric.format)
            return
        }
        // A median over those that came to an end alone would look better than it was.
        self.init(empty: "\(metric.format(summary.median).text) in \(known) of \(all)")
    }

    /// A cell without a number.
    init(empty text: String) {
        self.init(text: text, range: "", compact: text, points: [])
    }

    init(_ summary: Summary, format: (Double) -> Quantity) {
        let median = format(summary.median)
        guard let range = summary.range else {
            self.init(empty: median.text)
            return
        }
        let low = format(range.low)
        let high = format(range.high)
        guard low != high else {
            self.init(
                text: median.text, range: "", compact: median.text, points: summary.values)
            return
        }
        // The unit is said once if both ends share it.
        let span = (low.unit == high.unit ? low.number : low.text) + ".."
        let isOneUnit = low.unit == high.unit && median.unit == high.unit && !high.unit.isEmpty
        self.init(
            text: median.text, range: span + high.text,
            compact: isOneUnit
                ? "\(median.number) (\(span)\(high.number)) \(median.unit)"
                : "\(median.text) (\(span)\(high.text))",
            points: summary.values)
    }
}

extension Arm {
    /// Whether a fault took effect in any of the counted trials.
    func metFault(in results: ResultTables) -> Bool {
        countedRows.contains { row in
            results.faults.rows(ofTrial: results.trials[row, "trial"])
                .contains { !results.faults[$0, "applied_s"].isEmpty }
        }
    }
}
