import Glibc

/// Two arms compared whose values do not come in pairs and may spread differently: Welch's t
/// (Welch, The Generalization of "Student's" Problem when Several Different Population Variances
/// are Involved, Biometrika 1947).
package struct WelchComparison: Sendable, Equatable {
    /// The other arm's mean less the baseline's, in the unit of the values.
    package let difference: Double
    /// Its 95 % interval; nil unless both arms have at least 3 values.
    package let differenceInterval: Interval?
    /// The other arm's geometric mean over the baseline's; nil unless all values are positive.
    package let ratio: Double?
    /// Its 95 % interval, from the logarithms; nil without a ratio or with fewer than 3 values.
    package let ratioInterval: Interval?

    /// Compares at least one value of each.
    package init(baseline: [Double], other: [Double]) {
        precondition(!baseline.isEmpty && !other.isEmpty, "the mean of nothing")
        difference = Moments(other).mean - Moments(baseline).mean
        differenceInterval = Interval(welchBaseline: baseline, other: other)
        let arePositive = (baseline + other).allSatisfy { $0 > 0 }
        let logs = arePositive ? [baseline, other].map { $0.map { log($0) } } : []
        ratio = arePositive ? exp(Moments(logs[1]).mean - Moments(logs[0]).mean) : nil
        ratioInterval =
            arePositive ? Interval(welchBaseline: logs[0], other: logs[1])?.mapped(exp) : nil
    }
}

extension Interval {
    /// The difference of two means by Welch's t, with the degrees of freedom of Satterthwaite (1946);
    /// nil for fewer than 3 values of either.
    package init?(welchBaseline baseline: [Double], other: [Double], confidence: Double = 0.95) {
        guard baseline.count >= 3, other.count >= 3 else { return nil }
        let (first, second) = (Moments(baseline), Moments(other))
        let shares = [first, second].map { $0.variance / Double($0.count) }
        let variance = shares[0] + shares[1]
        let difference = second.mean - first.mean
        guard variance > 0 else {
            self.init(low: difference, centre: difference, high: difference)
            return
        }
        let spread =
            shares[0] * shares[0] / Double(first.count - 1)
            + shares[1] * shares[1] / Double(second.count - 1)
        let factor = StudentT(degreesOfFreedom: max(1, variance * variance / spread))
            .factor(confidence: confidence)
        let half = factor * variance.squareRoot()
        self.init(low: difference - half, centre: difference, high: difference + half)
    }
}
