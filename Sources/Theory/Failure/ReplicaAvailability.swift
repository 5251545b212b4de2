import Glibc

/// What is up when each replica is up by itself for a share of the time, independently of the
/// others (Barlow and Proschan, Statistical Theory of Reliability and Life Testing, 1975:
/// k-out-of-n).
package struct ReplicaAvailability: Sendable, Equatable {
    /// The share of the time that one replica is up.
    package let availability: Double
    package let replicas: Int

    package init(availability: Double, replicas: Int) {
        precondition((0...1).contains(availability) && replicas > 0)
        self.availability = availability
        self.replicas = replicas
    }

    /// The least number that is more than half.
    package var majority: Int { replicas / 2 + 1 }

    /// The chance that at least so many replicas are up.
    package func atLeast(_ needed: Int) -> Double { sum(over: max(0, needed)...replicas) }

    /// The chance that fewer are up: not 1 less the other, which would lose the digits of a small
    /// one.
    package func fewerThan(_ needed: Int) -> Double {
        needed > 0 ? sum(over: 0...(needed - 1)) : 0
    }

    private func sum(over counts: ClosedRange<Int>) -> Double {
        // Rounding must not make more than a certainty of it.
        min(1, counts.reduce(0) { $0 + exactly($1) })
    }

    /// The chance that so many are up and the others down.
    private func exactly(_ count: Int) -> Double {
        let ways = (0..<count).reduce(1.0) { $0 * Double(replicas - $1) / Double($1 + 1) }
        return ways * pow(availability, Double(count))
            * pow(1 - availability, Double(replicas - count))
    }
}
