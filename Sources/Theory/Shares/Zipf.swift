import Glibc

/// Keys asked for in proportion to rank^-exponent (Zipf 1949; Breslau et al., Web Caching and
/// Zipf-like Distributions, 1999).
package struct Zipf: Sendable, Equatable {
    package let keys: Int
    package let exponent: Double
    /// The sum of all weights.
    package let zeta: Double

    /// At least one key; an exponent of at least 0, where 0 is uniform.
    package init(keys: Int, exponent: Double) {
        precondition(keys > 0 && exponent >= 0, "\(keys) keys, exponent \(exponent)")
        self.keys = keys
        self.exponent = exponent
        zeta = Self.weights(1...keys, exponent)
    }

    /// The share of the operations that go to the key of a rank, from 1.
    package func share(rank: Int) -> Double {
        precondition((1...keys).contains(rank), "rank \(rank) of \(keys)")
        return pow(Double(rank), -exponent) / zeta
    }

    /// The share of the operations that go to the first so many keys, at least one.
    package func share(ofFirst count: Int) -> Double {
        Self.weights(1...min(count, keys), exponent) / zeta
    }

    /// How many times one provider's throughput that many equal providers can reach at most: the
    /// hottest key has only one of them.
    package func speedUpBound(providers: Int) -> Double {
        min(Double(providers), 1 / share(rank: 1))
    }

    private static func weights(_ ranks: ClosedRange<Int>, _ exponent: Double) -> Double {
        // The small ones first, or they are lost in rounding.
        ranks.reversed().reduce(0) { $0 + pow(Double($1), -exponent) }
    }
}
