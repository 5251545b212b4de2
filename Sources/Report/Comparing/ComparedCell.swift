import Measurement

/// One topology at one sweep point in two result folders.
struct ComparedCell {
    let a: CellRows
    let b: CellRows
    let trialsA: CSVTable
    let trialsB: CSVTable

    /// One measure in both folders.
    struct Row {
        /// As scripts know it.
        let key: String
        let metric: Metric
        /// The medians over valid trials; where they are paired, over those that have a partner.
        let a: Double
        let b: Double
        let effect: Effect
    }

    private static let metrics: [(key: String, metric: Metric)] = [
        ("throughput_per_s", .throughput), ("response_p50_us", .responseMedian),
        ("response_p99_us", .responseTail), ("response_mean_us", .responseMean),
        ("availability", .availability), ("busiest_share", .busiestShare),
        ("messages_per_ok", .messages), ("bytes_per_ok", .bytes), ("recover_s", .recovered(nil)),
    ]

    /// The measures that have a value in both.
    var rows: [Row] {
        let isPaired = isPaired
        let pairs = pairs
        return Self.metrics.compactMap { key, metric in
            let values =
                isPaired
                ? pairedValues(metric, pairs)
                : (
                    a: a.validRows.compactMap { metric.value(trialsA, $0) },
                    b: b.validRows.compactMap { metric.value(trialsB, $0) }
                )
            guard let medianA = Summary(values.a)?.median, let medianB = Summary(values.b)?.median
            else { return nil }
            let effect =
                isPaired
                ? Effect(PairedComparison(baseline: values.a, other: values.b, seed: seed))
                : Effect(
                    WelchComparison(baseline: values.a, other: values.b),
                    counts: (values.a.count, values.b.count))
            return Row(key: key, metric: metric, a: medianA, b: medianB, effect: effect)
        }
    }

    /// Why there is nothing to compare, where there are no rows.
    var lack: String {
        let sides = [("A", a), ("B", b)].filter { $0.1.validRows.isEmpty }.map(\.0)
        return sides.isEmpty
            ? "no measure has a value in both" : "no valid trial in \(Prose.list(sides))"
    }

    private func pairedValues(
        _ metric: Metric, _ pairs: [(a: Int, b: Int)]
    ) -> (a: [Double], b: [Double]) {
        let values = pairs.compactMap { pair -> (a: Double, b: Double)? in
            guard let first = metric.value(trialsA, pair.a),
                let second = metric.value(trialsB, pair.b)
            else { return nil }
            return (first, second)
        }
        return (values.map(\.a), values.map(\.b))
    }

    /// For a bootstrap: the run's own, so that the same folders give the same intervals.
    private var seed: UInt64 {
        a.validRows.first.flatMap { UInt64(trialsA[$0, "seed"]) } ?? 0
    }

    /// Whether the repetitions that are valid in both ran the same plan from the same seed.
    var isPaired: Bool {
        !pairs.isEmpty
            && pairs.allSatisfy { pair in
                ["seed", "plan_hash"].allSatisfy { column in
                    !trialsA[pair.a, column].isEmpty
                        && trialsA[pair.a, column] == trialsB[pair.b, column]
                }
            }
    }

    /// The trials of the same repetition.
    private var pairs: [(a: Int, b: Int)] {
        a.validRows.compactMap { row in
            b.validRows.first { trialsB[$0, "repetition"] == trialsA[row, "repetition"] }
                .map { (row, $0) }
        }
    }
}
