package import Core

/// Whether each value of a series says something of the next, so that formulas for independent
/// samples give intervals that are too narrow.
///
/// Spearman's rank correlation (Spearman 1904) of each value with its successor: ranks, because a
/// few very long values would drown everything else. Takes time as sorting does.
package struct Dependence: Sendable, Equatable {
    /// From -1 to 1, 0 for a constant series.
    package let rankCorrelation: Double
    /// How many values the series has.
    package let count: Int

    /// The fewest values that say anything of it.
    package static let minimumCount = 50

    /// Of values in the order of time, nil for fewer than 50.
    package init?(_ series: [Nanoseconds]) {
        guard series.count >= Self.minimumCount else { return nil }
        count = series.count
        rankCorrelation = Self.neighbourCorrelation(Self.ranks(of: series))
    }

    /// Whether the values depend on each other: a correlation that chance gives independent values
    /// once in 1,000 series (beyond 3.29 / sqrt(n - 1)), and strong enough to matter, since below
    /// 0.05 an interval is too narrow by less than 5 %.
    package var isDependent: Bool {
        abs(rankCorrelation) > max(3.29 / Double(count - 1).squareRoot(), 0.05)
    }

    /// The rank of each value; equal ones share the mean of theirs.
    private static func ranks(of series: [Nanoseconds]) -> [Double] {
        let order = series.indices.sorted { series[$0] < series[$1] }
        var ranks = [Double](repeating: 0, count: series.count)
        var start = 0
        while start < order.count {
            var end = start + 1
            while end < order.count, series[order[end]] == series[order[start]] { end += 1 }
            for place in start..<end { ranks[order[place]] = Double(start + end - 1) / 2 }
            start = end
        }
        return ranks
    }

    private static func neighbourCorrelation(_ values: [Double]) -> Double {
        let mean = Double(values.count - 1) / 2
        var squares = 0.0
        var products = 0.0
        for index in values.indices {
            let deviation = values[index] - mean
            squares += deviation * deviation
            if index > 0 { products += deviation * (values[index - 1] - mean) }
        }
        return squares > 0 ? products / squares : 0
    }
}
