package import Core

/// Whether the responses of a measured window come from a system that has settled.
///
/// The window is cut where the rest is most settled (`WarmUpCut`); what is cut off in front is a
/// warm-up that was too short if it differs, what changes after that makes the window unfit for any
/// interval. Only evidence counts that a settled queue does not give: at rho = 0.5 and 0.8 fewer
/// than 1 in 100 simulated windows are objected to. Takes time proportional to the length of the
/// series.
package enum Stationarity: Sendable, Equatable {
    /// No evidence of change.
    case stationary
    /// Settled from `cut` on, a time of the series, and different before.
    case warmUpTooShort(cut: Nanoseconds)
    /// Changing through the window or at its end.
    case notStationary

    /// The fewest values to judge.
    package static let minimumCount = 200

    /// Judges responses in the order of their times, which ascend, without windows that a fault
    /// disturbed; nil when there are too few, or too few independent ones, to say.
    package init?(times: [Nanoseconds], responses: [Nanoseconds]) {
        precondition(times.count == responses.count, "a time for each response")
        guard responses.count >= Self.minimumCount else { return nil }
        let series = responses.map { Double($0) }
        let front = SettledPart(series[...])
        let isCut = front.beginningDiffers && front.isConclusive
        let settled = isCut ? series.dropFirst(front.cut.count) : series[...]
        // The same from behind: what was settled may not end differently.
        let back = SettledPart(ArraySlice(settled.reversed()))
        let isChanging =
            front.isChanging && front.isConclusive || back.differs && back.isConclusive
        if isChanging || isCut && front.cut.isAtLimit {
            self = .notStationary
        } else if isCut {
            self = .warmUpTooShort(cut: times[front.cut.count])
        } else if front.isSufficient && !front.differs && !back.differs {
            self = .stationary
        } else {
            return nil
        }
    }

    /// From where on the window is fit for use: 0 when all of it is, nil when nothing is.
    package var cut: Nanoseconds? {
        switch self {
        case .stationary: 0
        case .warmUpTooShort(let cut): cut
        case .notStationary: nil
        }
    }
}

/// A series without its beginning, and whether it is worth cutting.
private struct SettledPart {
    let cut: WarmUpCut
    /// Whether the rest rises or falls: by 4 standard errors and a tenth of its mean.
    let isChanging: Bool
    /// Whether the beginning differs from the rest: by 12 standard errors, because the cut was
    /// chosen to make it differ and the noise estimated where there is least, and enough to move
    /// the mean by 5 %.
    let beginningDiffers: Bool
    private let effectiveCount: Double
    /// Whether there is next to no noise: it moves the mean by less than 0.5 %.
    private let isQuiet: Bool

    init(_ series: ArraySlice<Double>) {
        cut = WarmUpCut(series)
        let rest = BatchTrend(series.dropFirst(cut.count))
        effectiveCount = rest.effectiveCount
        let kept = Double(series.count - cut.count)
        isQuiet = (rest.longRunVariance / kept).squareRoot() < 0.005 * rest.mean
        isChanging = abs(rest.rise) > 4 * rest.riseError && abs(rest.rise) > 0.1 * rest.mean
        guard cut.count > 0 else {
            beginningDiffers = false
            return
        }
        let count = Double(cut.count)
        let all = Double(series.count)
        let shift = abs(Moments(series.prefix(cut.count)).mean - rest.mean)
        let error = (rest.longRunVariance * (1 / count + 1 / kept)).squareRoot()
        beginningDiffers = shift > 12 * error && shift * count > 0.05 * rest.mean * all
    }

    var differs: Bool { isChanging || beginningDiffers }

    /// Whether there are enough independent values to call it settled: a queue that relaxes slowly
    /// gives a few long waves, which are not to be told from a change.
    var isSufficient: Bool { effectiveCount >= 30 || isQuiet }

    /// Whether there are enough to call it changing, which takes more, as it costs a measurement.
    var isConclusive: Bool { effectiveCount >= 100 || isQuiet }
}
