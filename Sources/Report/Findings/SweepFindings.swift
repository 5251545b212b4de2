import Measurement

/// What the numbers say over a whole sweep, one plain sentence each.
struct SweepFindings {
    let sweep: Sweep
    let results: ResultTables

    var sentences: [String] {
        KneeFinding(sweep: sweep, trials: results.trials).sentences
            + SweepDistances(sweep: sweep, trials: results.trials).sentences
            + [theory].compactMap(\.self)
    }

    /// How far the measured means are from theory's, over the points that may be believed.
    private var theory: String? {
        let parts = sweep.columns.compactMap { column -> String? in
            let gaps = column.arms.compactMap { arm -> Double? in
                guard let arm, arm.isBelievable else { return nil }
                return Metric.theoryGap.summary(of: arm, in: results.trials)?.median
            }
            guard let least = gaps.min(), let most = gaps.max() else { return nil }
            let laws = Prose.list(column.laws(in: results.trials))
            let points = Prose.counted(gaps.count, "point")
            return "\(Quantity.change(least).text) to \(Quantity.change(most).text) in "
                + "\(column.name) (\(laws), \(points))"
        }
        guard !parts.isEmpty else { return nil }
        return "The measured mean response differs from theory's by \(Prose.list(parts))."
    }
}
