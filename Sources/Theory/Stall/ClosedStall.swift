/// The same stall as `OpenStall`, measured by clients that send nothing while they wait: each of them
/// sees one slow request, and what would have been sent in the meantime is never counted.
package struct ClosedStall: Sendable, Equatable {
    package let connections: Int
    package let stallSeconds: Double
    /// The response time when nothing is in the way.
    package let unloadedSeconds: Double
    /// How many requests are answered.
    package let samples: Int

    /// A measurement by at least one connection, all of them together sending at the rate while they
    /// may; the stall at most as long as the time measured.
    package init(
        connections: Int, ratePerSecond: Double, measureSeconds: Double, stallSeconds: Double,
        unloadedSeconds: Double
    ) {
        precondition(connections > 0 && ratePerSecond > 0 && stallSeconds <= measureSeconds)
        self.connections = connections
        self.stallSeconds = stallSeconds
        self.unloadedSeconds = unloadedSeconds
        samples =
            Int((ratePerSecond * (measureSeconds - stallSeconds)).rounded()) + connections
    }

    package var maximumSeconds: Double { stallSeconds + unloadedSeconds }

    /// The share of samples that show the stall.
    package var affectedShare: Double { Double(connections) / Double(samples) }

    package var meanSeconds: Double {
        unloadedSeconds + stallSeconds * affectedShare
    }

    /// The nearest-rank percentile, for a share above 0 and below 1, in seconds.
    package func response(percentile share: Double) -> Double {
        let isStalled = nearestRank(share, among: samples) > samples - connections
        return isStalled ? maximumSeconds : unloadedSeconds
    }
}
