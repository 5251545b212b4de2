package import Core
import Glibc

/// Lengths of time that are drawn from the seed: how long a provider holds a request, or how long a
/// participant thinks.
package enum TimeDistribution: Sendable, Equatable {
    /// Always the same, at least 0.
    case fixed(Nanoseconds)
    /// Exponential with this mean, above 0.
    case exponential(meanNanoseconds: Double)
    /// `high` with probability `highShare`, 0 through 1, else `low`.
    case twoPoint(low: Nanoseconds, high: Nanoseconds, highShare: Double)

    /// Three quarters of what a frame has room for: no draw is longer.
    private static let longestDrawnNanoseconds = 0x1.8p47

    /// What no draw exceeds, in nanoseconds.
    package var longestNanoseconds: Nanoseconds {
        switch self {
        case .fixed(let length): length
        case .exponential: Nanoseconds(Self.longestDrawnNanoseconds)
        case .twoPoint(let low, let high, _): max(low, high)
        }
    }

    /// Whether every draw is nothing.
    package var isZero: Bool { self == .fixed(0) }

    /// The mean, in nanoseconds.
    package var meanNanoseconds: Double {
        switch self {
        case .fixed(let length): Double(length)
        case .exponential(let mean): mean
        case .twoPoint(let low, let high, let share):
            Double(low) + share * Double(high - low)
        }
    }

    /// Variance over squared mean: 0 for a fixed time, 1 for an exponential one; 0 for nothing.
    package var squaredVariation: Double {
        switch self {
        case .fixed: 0
        case .exponential: 1
        case .twoPoint(let low, let high, let share):
            meanNanoseconds == 0
                ? 0
                : share * (1 - share) * Double(high - low) * Double(high - low)
                    / (meanNanoseconds * meanNanoseconds)
        }
    }

    /// The next length, to the nearest nanosecond; a fixed one uses no random number.
    func draw(_ random: inout SeededRandom) -> Nanoseconds {
        switch self {
        case .fixed(let length): length
        case .exponential(let mean):
            Nanoseconds(
                min(-log1p(-random.nextUnit()) * mean, Self.longestDrawnNanoseconds).rounded())
        case .twoPoint(let low, let high, let share): random.nextUnit() < share ? high : low
        }
    }
}

/// The lengths drawn from one distribution, one after another.
package struct DrawnTimes: Sendable {
    private let distribution: TimeDistribution
    private var random: SeededRandom

    init(_ distribution: TimeDistribution, random: SeededRandom) {
        self.distribution = distribution
        self.random = random
    }

    /// The next length, in nanoseconds.
    package mutating func next() -> Nanoseconds { distribution.draw(&random) }
}
