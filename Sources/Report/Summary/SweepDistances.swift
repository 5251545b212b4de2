import Measurement

/// How far apart the arms are at every point of a sweep.
struct SweepDistances {
    let sweep: Sweep
    let trials: CSVTable

    /// More pairs than this would drown the rest: then each arm is compared with the first.
    private static let mostPairs = 3

    /// Two columns of the sweep.
    struct Pair {
        let baseline: Sweep.Column
        let other: Sweep.Column

        /// "mesh / client-server": which is divided by which.
        var title: String { "\(other.name) / \(baseline.name)" }

        func effect(_ metric: Metric, at point: Int, in trials: CSVTable) -> Effect? {
            guard let baseline = baseline.arms[point], let other = other.arms[point] else {
                return nil
            }
            let effect = ArmPair(baseline: baseline, other: other).effect(metric, in: trials)
            // Of one or two pairs nothing is said, not even that they are alike.
            return effect?.differenceInterval == nil ? nil : effect
        }
    }

    private var pairs: [Pair] {
        let columns = sweep.columns
        let all = columns.indices.flatMap { first in
            columns[(first + 1)...].map { Pair(baseline: columns[first], other: $0) }
        }
        return all.count > Self.mostPairs ? Array(all.prefix(columns.count - 1)) : all
    }

    /// One for each pair of arms with an interval somewhere: ratios, or differences where a value
    /// is 0.
    var tables: [SweepTable] {
        pairs.compactMap { pair in
            let columns = ArmPair.metrics.compactMap { metric -> SweepTable.Column? in
                let cells = sweep.points.indices.map { cell(pair, metric, at: $0) }
                let isEmpty = cells.allSatisfy { $0.content.text == "–" }
                return isEmpty ? nil : SweepTable.Column(header: metric.name, cells: cells)
            }
            guard !columns.isEmpty else { return nil }
            return SweepTable(
                title: "\(pair.title), with 95 % intervals", columns: columns, keepsRanges: true)
        }
    }

    private func cell(_ pair: Pair, _ metric: Metric, at point: Int) -> SweepTable.Cell {
        let empty = SweepTable.Cell(content: ComparisonTable.Cell(empty: "–"), isDoubtful: false)
        guard let effect = pair.effect(metric, at: point, in: trials) else { return empty }
        guard effect.verdict != .alike else {
            return SweepTable.Cell(
                content: ComparisonTable.Cell(empty: "alike"), isDoubtful: false)
        }
        guard let numbers = effect.text(metric) else { return empty }
        let range = "\(numbers.low)..\(numbers.high)"
        let mark = effect.verdict == .notShown ? " \(Self.mark)" : ""
        return SweepTable.Cell(
            content: ComparisonTable.Cell(
                text: numbers.centre, range: range + mark,
                compact: "\(numbers.centre) (\(range))\(mark)", points: []),
            isDoubtful: false)
    }

    /// Stands behind an interval that shows no difference.
    static let mark = "~"
    /// What the mark means.
    static let legend =
        "\(mark) no difference shown: the interval includes 1 (or a difference of 0)"

    /// At how many points each pair of arms differs in what: one sentence for each pair.
    var sentences: [String] {
        pairs.compactMap { pair in
            let parts = ArmPair.metrics.compactMap { count(pair, $0) }
            guard !parts.isEmpty else { return nil }
            return "\(pair.other.name) against \(pair.baseline.name): "
                + "\(parts.joined(separator: "; "))."
        }
    }

    private func count(_ pair: Pair, _ metric: Metric) -> String? {
        let effects = sweep.points.indices.compactMap {
            pair.effect(metric, at: $0, in: trials)
        }.filter { $0.verdict != .unknown }
        guard !effects.isEmpty else { return nil }
        let higher = effects.count { $0.verdict == .differs && $0.difference > 0 }
        let lower = effects.count { $0.verdict == .differs && $0.difference < 0 }
        let rest = effects.count - higher - lower
        let parts = [("higher", higher), ("lower", lower), ("no difference shown", rest)]
            .filter { $0.1 > 0 }.map { "\($0.0) at \($0.1)" }
        return "\(metric.name) \(Prose.list(parts)) of "
            + Prose.counted(effects.count, "point")
    }
}
