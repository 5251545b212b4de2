import Core

/// An estimate and the bounds between which the true value lies with a stated confidence.
package struct Interval: Sendable, Equatable {
    package let low: Double
    /// The estimate itself, not always the middle of the bounds.
    package let centre: Double
    package let high: Double

    package init(low: Double, centre: Double, high: Double) {
        self.low = low
        self.centre = centre
        self.high = high
    }

    /// Whether the value lies within the bounds, which belong to it.
    package func contains(_ value: Double) -> Bool {
        low <= value && value <= high
    }

    /// The interval of another scale, for a rising function.
    func mapped(_ rising: (Double) -> Double) -> Interval {
        Interval(low: rising(low), centre: rising(centre), high: rising(high))
    }
}

extension Interval {
    /// The mean of at least 3 independent values and its interval by Student's t (Student 1908),
    /// exact when they are normal; nil of fewer, which say too little of their own spread.
    package init?(studentMeanOf values: [Double], confidence: Double = 0.95) {
        guard values.count >= 3 else { return nil }
        let moments = Moments(values)
        let factor = StudentT(degreesOfFreedom: Double(values.count - 1))
            .factor(confidence: confidence)
        let half = factor * (moments.variance / Double(values.count)).squareRoot()
        self.init(low: moments.mean - half, centre: moments.mean, high: moments.mean + half)
    }

    /// The mean of at least 3 independent values and its interval by the bootstrap (Efron 1979):
    /// the spread of the means of samples drawn from the values themselves, nil of fewer.
    ///
    /// The percentiles are taken a little farther out than the confidence says, by the factor that
    /// makes up for a few values spreading less than what they stand for (Hesterberg, What Teachers
    /// Should Know About the Bootstrap, 2015: the expanded percentile interval). The same seed
    /// gives the same interval.
    package init?(
        bootstrapMeanOf values: [Double], seed: UInt64, resamples: Int = 10_000,
        confidence: Double = 0.95
    ) {
        guard values.count >= 3 else { return nil }
        let count = Double(values.count)
        let factor = StudentT(degreesOfFreedom: count - 1).factor(confidence: confidence)
        let tail = StudentT.normal.chanceBeyond(factor * (count / (count - 1)).squareRoot()) / 2
        let means = Self.resampledMeans(of: values, seed: seed, resamples: resamples)
        let rank = min(max(Int(tail * Double(resamples + 1)), 1), (resamples + 1) / 2)
        self.init(
            low: means[rank - 1], centre: Moments(values).mean, high: means[resamples - rank])
    }

    /// The means of `resamples` samples drawn with replacement, ascending.
    private static func resampledMeans(
        of values: [Double], seed: UInt64, resamples: Int
    ) -> [Double] {
        precondition(resamples > 0, "\(resamples) resamples")
        var random = SeededRandom(seed: seed)
        let bound = UInt64(values.count)
        var means: [Double] = []
        means.reserveCapacity(resamples)
        for _ in 0..<resamples {
            var sum = 0.0
            for _ in 0..<values.count { sum += values[Int(random.next(below: bound))] }
            means.append(sum / Double(values.count))
        }
        means.sort()
        return means
    }
}
