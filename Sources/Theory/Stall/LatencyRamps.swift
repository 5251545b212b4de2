import Core

/// Latencies as counted runs of equally spaced values, so that a million of them take no room.
struct LatencyRamps: Sendable, Equatable {
    /// `count` samples each of `first`, `first + step`, ..., `terms` values in all.
    struct Ramp: Sendable, Equatable {
        var first: Nanoseconds
        var step: Nanoseconds
        var terms: Int
        var count: Int

        var last: Nanoseconds { first + Nanoseconds(terms - 1) * step }

        func samples(atMost value: Nanoseconds) -> Int {
            guard value >= first else { return 0 }
            return count * min(terms, Int((value - first) / step) + 1)
        }
    }

    let ramps: [Ramp]

    var samples: Int { ramps.reduce(0) { $0 + $1.terms * $1.count } }

    var maximum: Nanoseconds { ramps.map(\.last).max() ?? 0 }

    var meanNanoseconds: Double {
        let sum = ramps.reduce(0.0) { sum, ramp in
            sum + Double(ramp.count * ramp.terms) * (Double(ramp.first) + Double(ramp.last)) / 2
        }
        return sum / Double(samples)
    }

    /// The nearest-rank percentile, for a share above 0 and below 1.
    func percentile(_ share: Double) -> Nanoseconds {
        let rank = nearestRank(share, among: samples)
        var low: Nanoseconds = 0
        var high = maximum
        while low < high {
            let middle = low + (high - low) / 2
            let below = ramps.reduce(0) { $0 + $1.samples(atMost: middle) }
            if below >= rank { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
