import Core
import Measurement
import Node
import Theory
import Topology
import Workload

/// What theory says of a trial's mean response, where a law is known for its configuration.
///
/// Providers count as queues of their own. Poisson arrivals that are dealt out by key stay Poisson at
/// each (Kingman, Poisson Processes, 1993), so their mean responses are weighted by the shares that
/// each of them served. Rates and mean service times are those drawn for the trial, not the
/// experiment's. What the host adds is left out.
struct Prediction: Equatable {
    /// The law's name: M/M/1, M/D/1, M/G/1, M/M/c, D/D/1, D/D/c, delay or MVA.
    let name: String
    let meanResponseSeconds: Double
    /// How far the mean wait of 95 % of such trials strays from the law's, as a share of it; nil where
    /// it is not known.
    let noise: Double?

    /// Nil for a trial with a fault, an operation that failed or links that delay, without a service
    /// time, without a steady state or without a law.
    init?(_ outcome: Outcome) {
        let trial = outcome.trial
        let workload = trial.plan.workload
        guard trial.faults.isEmpty, workload.trace == nil, trial.settings.swallowEvery == 0,
            trial.linkDelays.allSatisfy({ $0 == 0 }), !workload.serviceTime.isZero,
            outcome.measured.allSatisfy({ $0.status == .ok })
        else { return nil }
        let load = OfferedLoad(outcome)
        let station = Station(
            service: workload.serviceTime,
            mean: load.meanServiceNanoseconds / 1e9 / trial.settings.speed,
            workers: trial.settings.serviceWorkers)
        let shares = Self.shares(of: outcome)
        let found: (name: String, seconds: Double)?
        switch workload.loop {
        case .open(let rate):
            found =
                workload.arrivals == .poisson
                ? station.poisson(rates: shares.map { $0 * load.ratePerSecond })
                : station.constant(ratePerSecond: rate, providers: shares.count)
        case .closed(let outstanding):
            found =
                station.closed(
                    clients: outstanding * trial.setting.participants,
                    think: workload.thinkTime, providers: shares.count)
        }
        guard let found else { return nil }
        name = found.name
        meanResponseSeconds = found.seconds
        noise =
            found.name == "M/M/1"
            ? station.noise(
                rates: shares.map { $0 * load.ratePerSecond }, customers: outcome.measured.count)
            : nil
    }

    /// Which share of the measured operations each provider served; those with none are left out.
    private static func shares(of outcome: Outcome) -> [Double] {
        var counts = Array(repeating: 0, count: outcome.trial.topology.members.count)
        for operation in outcome.measured { counts[Int(operation.servedBy)] += 1 }
        return counts.filter { $0 > 0 }.map { Double($0) / Double(outcome.measured.count) }
    }
}

/// A provider as a queue.
private struct Station {
    let service: TimeDistribution
    /// In seconds, at this provider.
    let mean: Double
    /// 0 for no limit.
    let workers: Int

    /// The mean over queues with these Poisson rates, per second.
    func poisson(rates: [Double]) -> (name: String, seconds: Double)? {
        guard workers > 0 else { return ("delay", mean) }
        guard let name = poissonName else { return nil }
        let total = rates.reduce(0, +)
        var response = 0.0
        for rate in rates {
            guard let own = try? poisson(rate: rate) else { return nil }
            response += rate / total * own
        }
        return (name, response)
    }

    private var poissonName: String? {
        switch (service, workers) {
        case (.exponential, 1): "M/M/1"
        case (.fixed, 1): "M/D/1"
        case (.twoPoint, 1): "M/G/1"
        case (.exponential, _): "M/M/c"
        default: nil
        }
    }

    private func poisson(rate: Double) throws(ModelError) -> Double {
        if workers > 1 {
            return try MMC(servers: workers, arrivalRate: rate, serviceMean: mean).meanResponse
        }
        return try MG1(
            arrivalRate: rate, serviceMean: mean, serviceSCV: service.squaredVariation
        ).meanResponse
    }

    /// The 95 % range of the mean wait over this many customers of all M/M/1 queues together, as a share
    /// of it (Whitt 1989).
    func noise(rates: [Double], customers: Int) -> Double? {
        let total = rates.reduce(0, +)
        var wait = 0.0
        var variance = 0.0
        for rate in rates {
            guard let queue = try? MM1(utilisation: rate * mean, serviceMean: mean),
                let noise = try? WaitNoise(utilisation: rate * mean)
            else { return nil }
            let share = rate / total
            let own = max(1, Int((share * Double(customers)).rounded()))
            let deviation =
                share * queue.meanWait * noise.relativeStandardDeviation(customers: own)
            wait += share * queue.meanWait
            variance += deviation * deviation
        }
        return 1.96 * variance.squareRoot() / wait
    }

    /// Equal gaps at one provider that serves in equal times: nobody waits.
    func constant(ratePerSecond: Double, providers: Int) -> (name: String, seconds: Double)? {
        guard workers > 0 else { return ("delay", mean) }
        guard case .fixed = service, providers == 1, ratePerSecond * mean < Double(workers) else {
            return nil
        }
        return (workers == 1 ? "D/D/1" : "D/D/c", mean)
    }

    func closed(
        clients: Int, think: TimeDistribution, providers: Int
    ) -> (name: String, seconds: Double)? {
        guard workers > 0 else { return ("delay", mean) }
        guard case .exponential = service, workers == 1, providers == 1 else { return nil }
        let network = ClosedNetwork(
            clients: clients, demand: mean, think: think.meanNanoseconds / 1e9)
        return ("MVA", network.response)
    }
}
