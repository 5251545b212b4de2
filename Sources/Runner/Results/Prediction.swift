import Core
import Links
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
/// experiment's. Delays of links shift arrivals and come on top; in a closed loop they are time in
/// which nobody waits at a provider, as thinking is. What the host adds is left out.
struct Prediction: Equatable {
    /// The law's name: M/M/1, M/D/1, M/G/1, M/M/c, D/D/1, D/D/c, delay or MVA, with " + links" where
    /// links delay; "links" where nothing else takes time; "rates", with the same " + links", where links
    /// carry only so much.
    let name: String
    let meanResponseSeconds: Double
    /// How far the mean wait of 95 % of such trials strays from the law's, as a share of it; nil where
    /// it is not known.
    let noise: Double?

    /// Nil for a trial with a fault or an operation that failed, in which nothing takes time, without
    /// a steady state or without a law.
    init?(_ outcome: Outcome) {
        let trial = outcome.trial
        let workload = trial.plan.workload
        guard trial.faults.isEmpty, workload.trace == nil, !trial.network.troublesPackets,
            trial.settings.swallowEvery == 0,
            !outcome.measured.isEmpty, outcome.measured.allSatisfy({ $0.status == .ok })
        else { return nil }
        guard trial.network.isConstant else {
            guard let law = RateLaw(outcome) else { return nil }
            name = law.hasDistance ? "rates + links" : "rates"
            meanResponseSeconds = law.meanResponseSeconds
            noise = nil
            return
        }
        let travel = Travel(outcome)
        let load = DrawnLoad(outcome)
        guard let found = Self.atProviders(outcome, load, travel) else { return nil }
        let names = [found.name, travel.meanSeconds > 0 ? "links" : ""].filter { !$0.isEmpty }
        guard !names.isEmpty else { return nil }
        name = names.joined(separator: " + ")
        meanResponseSeconds = found.seconds + travel.meanSeconds
        noise = found.noise
    }

    /// The time at the providers; without a name where they take none.
    private static func atProviders(
        _ outcome: Outcome, _ load: DrawnLoad, _ travel: Travel
    ) -> Found? {
        let trial = outcome.trial
        let workload = trial.plan.workload
        guard !workload.serviceTime.isZero else { return Found(name: "", seconds: 0) }
        let station = Station(
            service: workload.serviceTime,
            // A closed loop draws for as long as it lasts.
            mean: (workload.isOpen
                ? load.meanServiceNanoseconds : workload.serviceTime.meanNanoseconds)
                / 1e9 / trial.settings.speed,
            workers: trial.settings.serviceWorkers)
        guard trial.settings.serviceWorkers > 0 else { return station.delay }
        let shares = shares(of: outcome)
        switch workload.loop {
        case .open where workload.arrivals == .poisson:
            let rates = shares.map { $0 * load.ratePerSecond }
            var found = station.poisson(rates: rates)
            if found?.name == "M/M/1" {
                found?.noise = station.noise(rates: rates, customers: outcome.measured.count)
            }
            return found
        // Whoever is nearer would come before its turn.
        case .open(let rate) where travel.isAlike:
            return station.constant(ratePerSecond: rate, providers: shares.count)
        case .closed(let outstanding) where travel.isAlike:
            return station.closed(
                clients: outstanding * trial.setting.participants,
                think: workload.thinkTime.meanNanoseconds / 1e9 + travel.meanSeconds,
                providers: shares.count)
        default: return nil
        }
    }

    /// Which share of the measured operations each provider served; those with none are left out.
    private static func shares(of outcome: Outcome) -> [Double] {
        var counts = Array(repeating: 0, count: outcome.trial.topology.members.count)
        for operation in outcome.measured { counts[Int(operation.servedBy)] += 1 }
        return counts.filter { $0 > 0 }.map { Double($0) / Double(outcome.measured.count) }
    }
}

/// What links added to the measured operations.
private struct Travel {
    /// Whether each operation's was the same.
    let isAlike: Bool
    let meanSeconds: Double

    /// Of at least one measured operation.
    init(_ outcome: Outcome) {
        guard !outcome.trial.network.isClear else {
            (isAlike, meanSeconds) = (true, 0)
            return
        }
        let links = LinkTime(outcome.trial)
        let times = outcome.measured.map { links.total(of: $0) }
        isAlike = times.allSatisfy { $0 == times[0] }
        meanSeconds = Double(times.reduce(0, +)) / Double(times.count) / 1e9
    }
}

/// A law's word on the time at the providers.
private struct Found {
    var name: String
    var seconds: Double
    /// How far the mean wait strays by chance, as a share of it; nil where it is not known.
    var noise: Double?
}

/// A provider as a queue.
private struct Station {
    let service: TimeDistribution
    /// In seconds, at this provider.
    let mean: Double
    /// At least 1, but for a server for everybody.
    let workers: Int

    /// A server for everybody.
    var delay: Found { Found(name: "delay", seconds: mean) }

    /// The mean over queues with these Poisson rates, per second.
    func poisson(rates: [Double]) -> Found? {
        guard let name = poissonName else { return nil }
        let total = rates.reduce(0, +)
        var response = 0.0
        for rate in rates {
            guard let own = try? poisson(rate: rate) else { return nil }
            response += rate / total * own
        }
        return Found(name: name, seconds: response)
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
    func constant(ratePerSecond: Double, providers: Int) -> Found? {
        guard case .fixed = service, providers == 1, ratePerSecond * mean < Double(workers) else {
            return nil
        }
        return Found(name: workers == 1 ? "D/D/1" : "D/D/c", seconds: mean)
    }

    func closed(
        clients: Int, think: Double, providers: Int
    ) -> Found? {
        guard case .exponential = service, providers == 1 else { return nil }
        let network = ClosedNetwork(
            clients: clients, demand: mean, think: think, station: .queue(servers: workers))
        return Found(name: "MVA", seconds: network.response)
    }
}
