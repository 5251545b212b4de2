import Core
import Workload

extension RequestWorkload {
    /// A small open-loop workload, to be changed where a test needs it.
    static func sample(
        loop: Loop = .open(ratePerSecond: 1_000), arrivals: Arrivals = .poisson
    ) -> RequestWorkload {
        RequestWorkload(
            loop: loop, arrivals: arrivals, readShare: 0.9, keys: 1_000,
            popularity: .zipf(exponent: 0.99), valueBytes: 128)
    }
}

extension Schedule {
    static func sample(warmup: Double = 1, measure: Double = 2, drain: Double = 1) -> Schedule {
        Schedule(
            warmupNanoseconds: .seconds(warmup), measureNanoseconds: .seconds(measure),
            drainNanoseconds: .seconds(drain))
    }
}

extension OperationPlan {
    /// Every participant's intended times together, ascending.
    var intendedTimes: [Nanoseconds] {
        (0..<participants).flatMap { participant in
            stream(participant: participant).map(\.intendedNanoseconds)
        }.sorted()
    }
}
