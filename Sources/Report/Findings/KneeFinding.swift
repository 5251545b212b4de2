import Measurement

/// Where along a swept load each arm stops coping: the first point by a fixed rule.
struct KneeFinding {
    let sweep: Sweep
    let results: ResultTables

    private var trials: CSVTable { results.trials }

    /// How many times the first point's p99 is too much.
    private static let tailFactor = 5.0
    /// Which share of what is offered is too little.
    private static let completedShare = 0.99
    /// More series than this would drown the rest.
    private static let mostSeries = 6

    private static let rule =
        "the first point with p99 above 5 times the first point's or throughput below 99 % of "
        + "offered"

    /// One for each series of points; none without a swept load, with a fault or without valid trials.
    var sentences: [String] {
        guard let axis = SweepAxis(sweep), isLoad(axis.factor), !meetsFault else { return [] }
        let found = axis.series.compactMap { series -> String? in
            let parts = sweep.columns.compactMap { part($0, series, factor: axis.factor) }
            return parts.isEmpty ? nil : series.title + ": " + parts.joined(separator: "; ") + "."
        }
        guard axis.series.count > 1, !found.isEmpty else {
            return found.map { "Knee, \(Self.rule)\($0)" }
        }
        let rest = found.count - Self.mostSeries
        return ["The knee is \(Self.rule)."] + found.prefix(Self.mostSeries).map { "Knee at \($0)" }
            + (rest > 0 ? ["\(Prose.counted(rest, "more combination")): see report.html."] : [])
    }

    /// Whether more of the factor is more work: more participants only ask for more in a closed loop.
    private func isLoad(_ factor: String) -> Bool {
        switch factor {
        case "workload.rate_per_s", "workload.outstanding": true
        case "participants.count":
            (0..<trials.rowCount).allSatisfy { trials[$0, "loop"] == "closed" }
        default: false
        }
    }

    private var meetsFault: Bool {
        sweep.points.contains { $0.arms.contains { $0.metFault(in: results) } }
    }

    private func part(
        _ column: Sweep.Column, _ series: SweepAxis.Series, factor: String
    ) -> String? {
        let stops = series.stops.compactMap { stop -> (text: String, arm: Arm)? in
            guard let arm = column.arms[stop.point], arm.isBelievable else { return nil }
            return (stop.text, arm)
        }
        guard let last = stops.last, stops.count > 1 else { return nil }
        // The lightest load may give too few operations for a p99.
        let unloaded = stops.lazy
            .compactMap { Metric.responseTail.summary(of: $0.arm, in: trials)?.median }.first
        for stop in stops {
            if let reason = reason(stop.arm, unloaded: unloaded) {
                return "\(column.name) at \(factor) = \(stop.text) (\(reason))"
            }
        }
        return "\(column.name) at no point up to \(last.text)"
    }

    /// What is too much or too little; nil if nothing is.
    private func reason(_ arm: Arm, unloaded: Double?) -> String? {
        if let done = Metric.throughput.summary(of: arm, in: trials)?.median,
            let offered = Metric.offered.summary(of: arm, in: trials)?.median,
            done < Self.completedShare * offered
        {
            return "\(Quantity.rate(done).number) of \(Quantity.rate(offered).number) op/s"
        }
        guard let unloaded, let tail = Metric.responseTail.summary(of: arm, in: trials)?.median,
            tail > Self.tailFactor * unloaded
        else { return nil }
        let format = Metric.responseTail.format
        return "p99 \(format(tail).text) against \(format(unloaded).text)"
    }
}
