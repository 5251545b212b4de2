import Core
import Glibc

/// Seeded series for the tests of the statistics.
struct Series {
    private var random: SeededRandom

    init(seed: UInt64, _ number: Int) {
        random = SeededRandom(seed: seed, path: UInt64(number))
    }

    /// Exponential with mean 1.
    mutating func exponential() -> Double { -log(1 - random.nextUnit()) }

    mutating func unit() -> Double { random.nextUnit() }

    /// Normal with mean 0 and variance 1, by the polar form of Box and Muller.
    mutating func normal() -> Double {
        (2 * exponential()).squareRoot() * cos(2 * .pi * random.nextUnit())
    }

    /// Times and sojourns of a queue of one server and exponential gaps and services, which starts
    /// empty.
    mutating func queue(
        load: Double, perSecond: Double, seconds: Double
    ) -> (times: [Nanoseconds], sojourns: [Nanoseconds]) {
        var times: [Nanoseconds] = []
        var sojourns: [Nanoseconds] = []
        var now = 0.0
        var sojourn = 0.0
        while true {
            let gap = exponential() / perSecond
            now += gap
            if now > seconds { return (times, sojourns) }
            sojourn = max(0, sojourn - gap) + exponential() * load / perSecond
            times.append(.seconds(now))
            sojourns.append(.seconds(sojourn))
        }
    }
}
