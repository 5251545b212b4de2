package import Core

/// A set of lengths of time, sorted, for reading its percentiles exactly.
package struct Distribution: Sendable, Equatable {
    /// The lengths in nanoseconds, ascending.
    package let sorted: [Nanoseconds]

    /// The distribution of these lengths, in any order; takes time as sorting does.
    package init(_ lengths: consuming [Nanoseconds]) {
        lengths.sort()
        sorted = lengths
    }

    package var count: Int { sorted.count }

    /// The value of nearest rank, or nil when there are too few samples to say.
    package func value(at percentile: Percentile) -> Nanoseconds? {
        guard count >= percentile.minimumSamples else { return nil }
        return sorted[percentile.rank(among: count) - 1]
    }

    /// The largest, or nil when there is none.
    package var max: Nanoseconds? { sorted.last }

    /// The arithmetic mean in nanoseconds, or nil when there is none.
    package var mean: Double? {
        guard !sorted.isEmpty else { return nil }
        let sum = sorted.reduce(into: Int128(0)) { $0 += Int128($1) }
        return Double(sum) / Double(count)
    }
}
