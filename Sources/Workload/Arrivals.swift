import Core
import Glibc

extension RequestWorkload {
    /// How an open loop's intended times are spread.
    package enum Arrivals: Sendable, Equatable {
        /// Exponential gaps: each participant an independent Poisson process.
        case poisson
        /// Equal gaps, the participants taking turns.
        case constant
        /// The times of operations that were recorded elsewhere, with their keys and sizes.
        case trace(OperationTrace)
    }
}

/// One participant's intended times in order, up to the end of load.
struct ArrivalTimes: Sendable {
    private enum Process: Sendable {
        case poisson(PoissonArrivals)
        case constant(ConstantArrivals)
        /// A closed loop's operations have no time of their own.
        case none
    }

    private var process: Process
    private let endNanoseconds: Nanoseconds

    init(
        of workload: RequestWorkload, participant: Int, among participants: Int,
        during schedule: Schedule, random: SeededRandom
    ) {
        endNanoseconds = schedule.measureNanoseconds
        guard case .open(let ratePerSecond) = workload.loop else {
            process = .none
            return
        }
        let start = -schedule.warmupNanoseconds
        switch workload.arrivals {
        case .poisson:
            process = .poisson(
                PoissonArrivals(
                    ratePerSecond: ratePerSecond / Double(participants), from: start,
                    random: random))
        case .trace:
            process = .none
        case .constant:
            process = .constant(
                ConstantArrivals(
                    ratePerSecond: ratePerSecond, participant: participant, among: participants,
                    from: start))
        }
    }

    /// The next time, or nil when load has ended; always 0 in a closed loop.
    mutating func next() -> Nanoseconds? {
        let time: Nanoseconds
        switch process {
        case .poisson(var arrivals):
            time = arrivals.next()
            if time < endNanoseconds { process = .poisson(arrivals) }
        case .constant(var arrivals):
            time = arrivals.next()
            if time < endNanoseconds { process = .constant(arrivals) }
        case .none:
            return 0
        }
        return time < endNanoseconds ? time : nil
    }
}

/// A Poisson process: independent exponential gaps, each rounded to whole nanoseconds.
///
/// Whole gaps keep the sum free of rounding, so one ulp of the host's logarithm moves no later time.
struct PoissonArrivals: Sendable {
    /// Longer than any trial, short enough that adding one never overflows.
    private static let longestGapNanoseconds = 0x1p60

    private var random: SeededRandom
    private var latest: Nanoseconds
    private let meanGapNanoseconds: Double

    init(ratePerSecond: Double, from start: Nanoseconds, random: SeededRandom) {
        meanGapNanoseconds = 1e9 / ratePerSecond
        precondition(
            meanGapNanoseconds > 0 && meanGapNanoseconds.isFinite,
            "a Poisson rate of \(ratePerSecond) per second")
        self.random = random
        latest = start
    }

    mutating func next() -> Nanoseconds {
        let gap = -log1p(-random.nextUnit()) * meanGapNanoseconds
        latest += Nanoseconds(min(gap, Self.longestGapNanoseconds).rounded())
        return latest
    }
}

/// Operation g of all participants together at g / rate, to the nearest nanosecond.
///
/// Operation 0 is due when measurement starts; operation g belongs to participant g mod N.
struct ConstantArrivals: Sendable {
    private var index: Int64
    private let step: Int64
    /// Nanoseconds between two operations, as an exact fraction.
    private let numerator: Int128
    private let denominator: Int128

    init(
        ratePerSecond: Double, participant: Int, among participants: Int, from start: Nanoseconds
    ) {
        precondition(
            ratePerSecond >= 1e-6 && ratePerSecond <= 1e12,
            "a constant rate of \(ratePerSecond) per second")
        // A Double is a whole number times a power of two; the fraction loses nothing of it.
        let fractionBits = max(0, 52 - Int(ratePerSecond.exponent))
        denominator = Int128(
            ratePerSecond * Double(sign: .plus, exponent: fractionBits, significand: 1))
        numerator = 1_000_000_000 << Int128(fractionBits)
        step = Int64(participants)
        index = Int64((start.inSeconds * ratePerSecond).rounded(.down)) - 1
        while time(of: index) < start { index += 1 }
        let ahead = (Int64(participant) - index) % step
        index += ahead < 0 ? ahead + step : ahead
    }

    mutating func next() -> Nanoseconds {
        defer { index += step }
        return time(of: index)
    }

    /// When an operation is due: halves round away from zero.
    private func time(of index: Int64) -> Nanoseconds {
        let (quotient, remainder) = (Int128(index) * numerator).quotientAndRemainder(
            dividingBy: denominator)
        let roundsAway = remainder.magnitude * 2 >= denominator.magnitude
        return Nanoseconds(quotient + (roundsAway ? Int128(index.signum()) : 0))
    }
}
