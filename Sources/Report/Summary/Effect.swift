import Measurement

/// How far some values are from others: difference and ratio, with 95 % intervals where there are
/// enough values for one.
struct Effect {
    /// What the intervals allow to say.
    enum Verdict {
        /// No interval includes "no change".
        case differs
        /// The interval includes "no change".
        case notShown
        /// The values are the same, one by one.
        case alike
        /// Too few values for an interval.
        case unknown
    }

    let difference: Double
    let differenceInterval: Interval?
    /// Nil unless all values are positive.
    let ratio: Double?
    let ratioInterval: Interval?
    let isAlike: Bool
    /// "Student's t, 5 pairs".
    let method: String

    /// Judged by the ratio where there is one.
    var verdict: Verdict {
        if isAlike { return .alike }
        if let ratioInterval { return ratioInterval.contains(1) ? .notShown : .differs }
        if let differenceInterval { return differenceInterval.contains(0) ? .notShown : .differs }
        return .unknown
    }

    init(_ paired: PairedComparison) {
        difference = paired.meanDifference
        differenceInterval = paired.differenceInterval
        ratio = paired.meanRatio
        ratioInterval = paired.ratioInterval
        isAlike = paired.differences.allSatisfy { $0 == 0 }
        let pairs = Prose.counted(paired.differences.count, "pair")
        method =
            switch paired.method {
            case .points: "\(pairs): no interval"
            case .student: "Student's t, \(pairs)"
            case .bootstrap: "bootstrap, \(pairs)"
            }
    }

    /// Of as many values as `counts` says.
    init(_ welch: WelchComparison, counts: (baseline: Int, other: Int)) {
        difference = welch.difference
        differenceInterval = welch.differenceInterval
        ratio = welch.ratio
        ratioInterval = welch.ratioInterval
        isAlike =
            welch.difference == 0 && welch.differenceInterval.map { $0.low == $0.high } ?? false
        let values = "\(counts.baseline) and \(counts.other) trials"
        method = welch.differenceInterval == nil ? "\(values): no interval" : "Welch's t, \(values)"
    }

    /// The values and the interval, without a unit: the ratio's, or the difference's.
    func text(_ metric: Metric) -> (centre: String, low: String, high: String)? {
        if let ratio, let interval = ratioInterval {
            let texts = RatioText.texts([ratio, interval.low, interval.high])
            return (texts[0], texts[1], texts[2])
        }
        guard ratio == nil, let interval = differenceInterval else { return nil }
        return (
            metric.changeText(difference), metric.changeText(interval.low),
            metric.changeText(interval.high)
        )
    }
}

extension Metric {
    /// A difference with its sign and unit; of shares in percentage points.
    func changeText(_ change: Double) -> String {
        let quantity = format(change.magnitude)
        let isShare = quantity.unit == "%"
        let text =
            isShare
            ? NumberText.significant(change.magnitude * 100) + " points" : quantity.text
        return change == 0 ? text : (change < 0 ? "-" : "+") + text
    }

    /// The title without a unit.
    var name: String {
        title.hasSuffix(" (op/s)") ? String(title.dropLast(7)) : title
    }
}
