package import Core

extension Percentile {
    /// The ranks, from 1, of the two among `count` sorted samples between which the percentile lies
    /// with 95 % confidence or a little more, nil when there would have to be more samples.
    ///
    /// n p -+ 1.96 sqrt(n p (1 - p)), rounded outwards and one farther above, because a percentile
    /// between two samples is bounded by the upper one (Le Boudec, Performance Evaluation of
    /// Computer and Communication Systems, 2010, theorem 2.1): (983, 998) of 1,000 for p99. Holds
    /// for any distribution, but only for independent samples; see `Dependence`.
    package func intervalRanks(among count: Int) -> ClosedRange<Int>? {
        let mean = Double(count) * share
        let half = 1.96 * (mean * (1 - share)).squareRoot()
        let low = Int((mean - half).rounded(.down))
        let high = Int((mean + half).rounded(.up)) + 1
        return low >= 1 && high <= count ? low...high : nil
    }
}

extension Distribution {
    /// The samples between which a percentile lies with 95 % confidence, nil when there are too
    /// few; see `Percentile.intervalRanks(among:)`.
    package func interval(at percentile: Percentile) -> ClosedRange<Nanoseconds>? {
        percentile.intervalRanks(among: count).map { ranks in
            sorted[ranks.lowerBound - 1]...sorted[ranks.upperBound - 1]
        }
    }
}
