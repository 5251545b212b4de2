import Measurement

/// What the numbers say over a whole sweep, one plain sentence each.
struct SweepFindings {
    let sweep: Sweep
    let results: ResultTables

    var sentences: [String] {
        KneeFinding(sweep: sweep, results: results).sentences
            + sweep.columns.compactMap(overload)
            + SweepDistances(sweep: sweep, trials: results.trials).sentences
            + [theory].compactMap(\.self)
    }

    /// More points than this are counted.
    private static let mostPoints = 4

    /// The points at which an arm was offered more than it can serve.
    private func overload(_ column: Sweep.Column) -> String? {
        let parts = column.arms.enumerated().compactMap { point, arm -> String? in
            guard let arm, let finding = OverloadFinding(arm, in: results) else { return nil }
            return "\(sweep.title(ofPoint: point)) (\(finding.amount))"
        }
        guard !parts.isEmpty else { return nil }
        let names = Prose.names(parts, limit: Self.mostPoints, noun: "points")
        return "\(column.name) was overloaded at \(names): \(OverloadFinding.consequence)."
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
    ///
    /// Laws know nothing of a packet that is lost and sent again.
    private var theory: String? {
        let lost = rowsWithLoss
        let parts = sweep.columns.compactMap { column -> String? in
            let gaps = column.arms.compactMap { arm -> Double? in
                guard let arm, arm.isBelievable, !lost.contains(where: arm.countedRows.contains)
                else { return nil }
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

    /// The rows in trials.csv of trials whose links lost packets, as asked.
    private var rowsWithLoss: [Int] {
        let nodes = results.nodes
        let trials = Set(
            (0..<nodes.rowCount).filter { (nodes.double($0, "link_lost") ?? 0) > 0 }
                .map { nodes[$0, "trial"] })
        return (0..<results.trials.rowCount).filter { trials.contains(results.trials[$0, "trial"]) }
    }
}
