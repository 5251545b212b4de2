import Measurement

/// How far apart the arms of one sweep point are, from three valid pairs of repetitions on.
struct ApartFinding {
    let point: SweepPoint
    let results: ResultTables

    /// More pairs of arms than this would drown the rest: then each is compared with the first arm.
    private static let mostPairs = 3

    private var pairs: [ArmPair] {
        let all = ArmPair.all(point.arms)
        return all.count > Self.mostPairs ? Array(all.prefix(point.arms.count - 1)) : all
    }

    /// Whether some pair has enough repetitions for an interval.
    var isPossible: Bool {
        pairs.contains { $0.sharedRepetitions(in: results.trials) >= 3 }
    }

    /// One for each measure, and one for each pair of arms that share too few valid repetitions.
    var sentences: [String] {
        guard isPossible else { return [] }
        return ArmPair.metrics.compactMap(sentence) + pairs.compactMap(shortage)
    }

    private func sentence(_ metric: Metric) -> String? {
        let parts = pairs.compactMap { pair in
            pair.effect(metric, in: results.trials).flatMap { text($0, of: metric, pair) }
        }
        guard !parts.isEmpty else { return nil }
        return "\(Prose.capitalized(metric.name)): \(parts.joined(separator: "; "))."
    }

    private func text(_ effect: Effect, of metric: Metric, _ pair: ArmPair) -> String? {
        let (baseline, other) = (pair.baseline.name, pair.other.name)
        guard effect.verdict != .alike else {
            return "\(other) and \(baseline) alike (\(effect.method))"
        }
        guard let numbers = effect.text(metric) else { return nil }
        let amount =
            effect.ratio == nil
            ? "\(other) \(numbers.centre) against \(baseline)"
            : "\(other) \(numbers.centre) times \(baseline)'s"
        let verdict = effect.verdict == .notShown ? ", no difference shown" : ""
        return "\(amount)\(verdict), 95 % interval \(numbers.low) to \(numbers.high) "
            + "(\(effect.method))"
    }

    private func shortage(_ pair: ArmPair) -> String? {
        let shared = pair.sharedRepetitions(in: results.trials)
        guard shared < 3 else { return nil }
        return "\(pair.other.name) and \(pair.baseline.name) are both valid in "
            + "\(Prose.counted(shared, "repetition")) only: points, and no interval."
    }
}
