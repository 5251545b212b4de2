import Measurement

/// Two arms of a sweep point, compared over the repetitions in which both are valid.
struct ArmPair {
    let baseline: Arm
    let other: Arm

    /// "mesh / client-server": which is divided by which.
    var title: String { "\(other.name) / \(baseline.name)" }

    /// What is compared.
    static let metrics: [Metric] = [
        .throughput, .responseMedian, .responseTail, .responseMean, .availability,
    ]

    /// More pairs than this would drown the reader.
    private static let mostPairs = 36

    /// Every two arms, the earlier one as the baseline; of many arms each with the first alone.
    static func all(_ arms: [Arm]) -> [ArmPair] {
        let all = arms.indices.flatMap { first in
            arms[(first + 1)...].map { ArmPair(baseline: arms[first], other: $0) }
        }
        return all.count > mostPairs ? Array(all.prefix(arms.count - 1)) : all
    }

    /// How many repetitions are valid in both.
    func sharedRepetitions(in trials: CSVTable) -> Int { rows(trials).count }

    /// Nil without a repetition that has a value in both; shares that are 1 throughout are no
    /// comparison.
    func effect(_ metric: Metric, in trials: CSVTable) -> Effect? {
        let pairs = rows(trials).compactMap { rows -> (Double, Double)? in
            guard let baseline = metric.value(trials, rows.baseline),
                let other = metric.value(trials, rows.other)
            else { return nil }
            return (baseline, other)
        }
        guard !pairs.isEmpty else { return nil }
        let isFull = metric.title == Metric.availability.title && pairs.allSatisfy { $0 == (1, 1) }
        guard !isFull else { return nil }
        let seed = baseline.rows.first.flatMap { UInt64(trials[$0, "seed"]) } ?? 0
        return Effect(
            PairedComparison(baseline: pairs.map(\.0), other: pairs.map(\.1), seed: seed))
    }

    private func rows(_ trials: CSVTable) -> [(baseline: Int, other: Int)] {
        baseline.validRows.compactMap { row in
            let repetition = trials[row, "repetition"]
            return other.validRows.first { trials[$0, "repetition"] == repetition }
                .map { (row, $0) }
        }
    }
}
