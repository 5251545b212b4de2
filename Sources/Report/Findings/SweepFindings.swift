import Measurement

/// What the numbers say over a whole sweep, one plain sentence each.
struct SweepFindings {
    let sweep: Sweep
    let results: ResultTables

    var sentences: [String] {
        KneeFinding(sweep: sweep, results: results).sentences
            + SweepDistances(sweep: sweep, trials: results.trials).sentences
            + [theory].compactMap(\.self)
    }

    /// What of a gap is chance: the widest range among the points.
    private func noise(in column: Sweep.Column) -> String {
        let widths = column.arms.compactMap { arm -> Double? in
            guard let arm, arm.isBelievable else { return nil }
            return Metric.theoryNoise.summary(of: arm, in: results.trials)?.median
        }
        guard let most = widths.max() else { return "" }
        return "; by chance alone the mean wait of one such trial strays by up to "
            + "±\(Quantity.percent(most).text) (95 %)"
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
                + "\(column.name) (\(laws), \(points)\(noise(in: column)))"
        }
        guard !parts.isEmpty else { return nil }
        return "The measured mean response differs from theory's by \(Prose.list(parts))."
    }
}
