/// Requests at a constant rate, whatever happens, and a server that stands still once for a while.
///
/// The request sent k gaps after the stall's beginning waits S - k (1 - utilisation) / rate while
/// that is positive: it waits for the stall to end and for the backlog before it. With T the time
/// measured and L the unloaded response, a percentile q is thus S - (1 - q) T (1 - utilisation) + L,
/// to within one gap (Tene, How NOT to Measure Latency, 2013; worked out in full here).
package struct OpenStall: Sendable, Equatable {
    package let ratePerSecond: Double
    package let measureSeconds: Double
    package let stallSeconds: Double
    /// The response time when nothing is in the way.
    package let unloadedSeconds: Double
    /// The share of its time the server works when it does not stand still.
    package let utilisation: Double

    /// A stall inside the time measured; the rate and both times above 0, utilisation at least 0.
    ///
    /// - Throws: `unstable` for a utilisation of 1 or more; `noRequest` when none is due within the
    ///   time measured; `backlogOutlasts` when the server has not caught up by its end.
    package init(
        ratePerSecond: Double, measureSeconds: Double, stallSeconds: Double,
        unloadedSeconds: Double, utilisation: Double = 0
    ) throws(ModelError) {
        precondition(ratePerSecond > 0 && stallSeconds >= 0 && unloadedSeconds >= 0)
        guard ratePerSecond * measureSeconds >= 1 else { throw .noRequest }
        self.utilisation = try ModelError.checked(utilisation: utilisation)
        let recovery = stallSeconds / (1 - utilisation)
        guard recovery <= measureSeconds else {
            throw .backlogOutlasts(seconds: recovery, measuredSeconds: measureSeconds)
        }
        self.ratePerSecond = ratePerSecond
        self.measureSeconds = measureSeconds
        self.stallSeconds = stallSeconds
        self.unloadedSeconds = unloadedSeconds
    }

    /// How many requests are sent.
    package var samples: Int { Int((ratePerSecond * measureSeconds).rounded()) }

    /// The share of requests that wait: (S / T) / (1 - utilisation).
    package var affectedShare: Double { Double(affected) / Double(samples) }

    package var maximumSeconds: Double { stallSeconds + unloadedSeconds }

    /// L + S² / (2 T (1 - utilisation)), to within half a gap of those that wait.
    package var meanSeconds: Double {
        let count = Double(affected)
        let waited = count * stallSeconds - shorterSeconds * count * (count - 1) / 2
        return unloadedSeconds + waited / Double(samples)
    }

    /// The nearest-rank percentile, for a share above 0 and below 1, in seconds.
    package func response(percentile share: Double) -> Double {
        let longer = samples - nearestRank(share, among: samples)
        return max(0, stallSeconds - Double(longer) * shorterSeconds) + unloadedSeconds
    }

    /// How many requests take longer than this many seconds, not below the unloaded response.
    package func samples(above seconds: Double) -> Int {
        precondition(seconds >= unloadedSeconds)
        return waits(above: seconds - unloadedSeconds)
    }

    private var affected: Int { waits(above: 0) }

    /// How much shorter each wait is than the one before, in seconds.
    private var shorterSeconds: Double { (1 - utilisation) / ratePerSecond }

    private func waits(above seconds: Double) -> Int {
        let count = (stallSeconds - seconds) / shorterSeconds
        // A quotient that is whole but for rounding is whole.
        let nearest = count.rounded()
        return min(samples, max(0, Int(abs(count - nearest) < 1e-6 ? nearest : count.rounded(.up))))
    }
}
