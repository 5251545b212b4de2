import Glibc

/// Two arms compared repetition by repetition, which takes out what a pair has in common.
///
/// The interval of the difference is what counts: two intervals of single arms may overlap although
/// the arms differ, and the other way round (Kalibera and Jones, Rigorous Benchmarking in
/// Reasonable Time, 2013).
package struct PairedComparison: Sendable, Equatable {
    /// How the intervals came about.
    package enum Method: String, Sendable {
        /// Fewer than 3 pairs: the values only, no interval.
        case points
        /// 3 to 19 pairs: Student's t (Student 1908).
        case student
        /// 20 pairs and more: the bootstrap (Efron 1979), which does not need normal values.
        case bootstrap

        init(pairs: Int) {
            self = pairs < 3 ? .points : pairs < 20 ? .student : .bootstrap
        }
    }

    package let method: Method
    /// The other arm less the baseline, one for each repetition, in the unit of the values.
    package let differences: [Double]
    /// The other arm over the baseline, one for each repetition; nil unless all values are
    /// positive.
    package let ratios: [Double]?
    /// The interval of the mean difference, nil for fewer than 3 pairs.
    package let differenceInterval: Interval?
    /// The interval of the geometric mean ratio, from the mean of the log-ratios; nil for fewer
    /// than 3 pairs, or unless all values are positive.
    package let ratioInterval: Interval?

    /// Compares values of the same repetitions in the same order, at least one; the same `seed`
    /// gives the same resamples of a bootstrap.
    package init(baseline: [Double], other: [Double], seed: UInt64) {
        precondition(!baseline.isEmpty && baseline.count == other.count, "values come in pairs")
        let pairs = Array(zip(baseline, other))
        let method = Method(pairs: pairs.count)
        func interval(of values: [Double]) -> Interval? {
            switch method {
            case .points: nil
            case .student: Interval(studentMeanOf: values)
            case .bootstrap: Interval(bootstrapMeanOf: values, seed: seed)
            }
        }
        self.method = method
        differences = pairs.map { $1 - $0 }
        differenceInterval = interval(of: differences)
        let arePositive = pairs.allSatisfy { $0 > 0 && $1 > 0 }
        ratios = arePositive ? pairs.map { $1 / $0 } : nil
        ratioInterval = arePositive ? interval(of: pairs.map { log($1 / $0) })?.mapped(exp) : nil
    }

    /// The mean of the differences.
    package var meanDifference: Double { Moments(differences).mean }

    /// The geometric mean of the ratios, nil unless all values are positive.
    package var meanRatio: Double? {
        ratios.map { exp(Moments($0.map { log($0) }).mean) }
    }
}
