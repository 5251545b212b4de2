import Glibc

/// How long customers of an M/D/1 queue wait, in service times (Crommelin 1932).
///
/// Crommelin's own sum alternates in sign and loses every digit where the wait is long. This is the
/// same distribution as a sum of positive terms, by the number of customers waiting (Franx, Operations
/// Research Letters 29, 2001), and beyond `exactServices` its exponential tail (Tijms, A First Course
/// in Stochastic Models, 2003, section 9.2), from which it then differs by less than rounding does.
struct CrommelinWait: Sendable {
    private let utilisation: Double
    /// The chance that at most this many wait.
    private let atMostWaiting: [Double]
    /// P(wait > t) is amplitude · e^(-decay t) in the end.
    private let decay: Double
    private let amplitude: Double

    static let exactServices = 32

    init(utilisation: Double) {
        self.utilisation = utilisation
        atMostWaiting = Self.atMostWaiting(utilisation)
        decay = Self.decay(utilisation)
        amplitude = (1 - utilisation) / (decay - (1 - utilisation))
    }

    /// The chance of waiting more than this many service times.
    func exceeds(_ time: Double) -> Double {
        guard time < Double(Self.exactServices) else { return amplitude * exp(-decay * time) }
        return max(0, 1 - atMost(time))
    }

    private func atMost(_ time: Double) -> Double {
        let services = Int(time) + 1
        // As many arrivals as fall into what is left of the last service, and the rest waiting.
        let mean = utilisation * (Double(services) - time)
        var arrivals = exp(-mean)
        var sum = 0.0
        for count in 0..<services {
            sum += atMostWaiting[services - 1 - count] * arrivals
            arrivals *= mean / Double(count + 1)
        }
        return sum
    }

    /// The queue's length by balance across every cut between lengths: no term is negative.
    private static func atMostWaiting(_ utilisation: Double) -> [Double] {
        let count = exactServices + 1
        let (none, atLeast) = arrivalsInService(utilisation, count: count)
        var inSystem = [1 - utilisation]
        for length in 1...count {
            var flow = inSystem[0] * atLeast[length]
            for shorter in 1..<length { flow += inSystem[shorter] * atLeast[length - shorter + 1] }
            inSystem.append(flow / none)
        }
        var sums = [inSystem[0] + inSystem[1]]
        for length in 2...count { sums.append((sums.last ?? 0) + inSystem[length]) }
        return sums
    }

    /// The chances of no arrival, and of at least 0, 1, 2 and so on, during one service.
    private static func arrivalsInService(
        _ utilisation: Double, count: Int
    ) -> (none: Double, atLeast: [Double]) {
        let none = exp(-utilisation)
        var exactly = [none]
        // Thirty more than asked for: what is left of a Poisson tail then is nothing.
        for arrivals in 1...(count + 30) {
            exactly.append((exactly.last ?? 0) * utilisation / Double(arrivals))
        }
        var atLeast = exactly
        for arrivals in (0..<(exactly.count - 1)).reversed() {
            atLeast[arrivals] += atLeast[arrivals + 1]
        }
        return (none, atLeast)
    }

    /// The positive root of utilisation · (e^x - 1) = x, by Newton's method from above.
    private static func decay(_ utilisation: Double) -> Double {
        // Nobody ever waits as long as the tail is asked for.
        guard utilisation > 1e-3 else { return .infinity }
        var root = 2 - 2 * log(utilisation)
        for _ in 0..<200 {
            let next =
                root - (utilisation * expm1(root) - root) / (utilisation * exp(root) - 1)
            guard next < root else { break }
            root = next
        }
        return root
    }
}
