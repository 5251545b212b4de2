import Measurement

/// What the numbers say over a whole sweep, one plain sentence each.
struct SweepFindings {
    let sweep: Sweep
    let results: ResultTables

    var sentences: [String] {
        KneeFinding(sweep: sweep, results: results).sentences
            + sweep.columns.compactMap(overload)
            + SweepDistances(sweep: sweep, trials: results.trials).sentences
            + theory
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
    private var theory: [String] {
        let gaps = theoryGaps
        let apart = gaps.compactMap { gap in gap.distance.map { "\($0) in \(gap.place)" } }
        let alike = gaps.filter { $0.distance == nil }.map(\.place)
        return
            (alike.isEmpty
            ? []
            : ["The measured mean response agrees with theory's to 0.05 % in \(Prose.list(alike))."])
            + (apart.isEmpty
                ? []
                : ["The measured mean response differs from theory's by \(Prose.list(apart))."])
    }

    /// Of each arm that a law speaks of: by how much its means are apart from the law's, nil where that
    /// is nothing to the digits shown, and the arm with law and points.
    private var theoryGaps: [(distance: String?, place: String)] {
        let lost = rowsWithLoss
        return sweep.columns.compactMap { column in
            let gaps = column.arms.compactMap { arm -> Double? in
                guard let arm, arm.isBelievable, !lost.contains(where: arm.countedRows.contains)
                else { return nil }
                return Metric.theoryGap.summary(of: arm, in: results.trials)?.median
            }
            guard let least = gaps.min(), let most = gaps.max() else { return nil }
            let laws = Prose.list(column.laws(in: results.trials))
            let points = Prose.counted(gaps.count, "point")
            let ends = Sweep.distinct([least, most].map { Quantity.change($0).text })
            let isNothing = max(least.magnitude, most.magnitude) < 0.0005
            return (
                isNothing ? nil : ends.joined(separator: " to "),
                "\(column.name) (\(laws), \(points)\(noise(in: column)))"
            )
        }
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
