import Core
import Workload

/// Measures what networks of the nodes' own cost and carry.
struct EmulatedCosts {
    let loopback: CalibrationSite
    /// The same where nodes have networks of their own.
    let emulated: CalibrationSite
    let progress: (String) -> Void

    private static let roundTripRounds = 5
    private static let loadRounds = 3
    private static let lifetimeRounds = 3
    private static let schedule = Schedule(
        warmupNanoseconds: .seconds(0.1), measureNanoseconds: .seconds(0.4),
        drainNanoseconds: .seconds(1))

    /// Measures everything, which takes up to 25 seconds.
    func measure() throws(TrialError) -> EmulatedCost {
        var cost = EmulatedCost(roundTrips: [], capacity: [], timing: [], lifetimes: [])
        for round in 1...Self.roundTripRounds {
            progress("emulated network, round trip \(round) of \(Self.roundTripRounds)")
            try noting(&cost) { cost throws(TrialError) in
                cost.roundTrips.append(try roundTrip(number: round))
            }
        }
        for round in 1...Self.loadRounds {
            progress("emulated network, packets, round \(round) of \(Self.loadRounds)")
            try noting(&cost) { cost throws(TrialError) in
                cost.capacity.append(try EmulatedLoad.capacity.run(number: round, at: emulated))
                cost.timing.append(try EmulatedLoad.timing.run(number: round, at: emulated))
            }
        }
        for round in 1...Self.lifetimeRounds {
            progress("\(NetworkLifetimes.count) networks, round \(round) of \(Self.lifetimeRounds)")
            try noting(&cost) { cost throws(TrialError) in
                cost.lifetimes.append(try NetworkLifetimes(site: emulated).measure(number: round))
            }
        }
        return cost
    }

    private func roundTrip(number: Int) throws(TrialError) -> EmulatedCost.RoundTrip {
        func p50(_ site: CalibrationSite) throws(TrialError) -> Double {
            let nodes = NodeExchange(exchange: .pingPong, schedule: Self.schedule, site: site)
            return try nodes.run(number: number).p50Nanoseconds
        }
        return EmulatedCost.RoundTrip(
            loopbackNanoseconds: try p50(loopback), emulatedNanoseconds: try p50(emulated))
    }

    private func noting(
        _ cost: inout EmulatedCost, _ round: (inout EmulatedCost) throws(TrialError) -> Void
    ) throws(TrialError) {
        let load = ForeignLoad()
        try round(&cost)
        cost.foreignShare = max(cost.foreignShare, load.share)
    }
}
