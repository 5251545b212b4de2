import Core
import Links
import Measurement
import Workload

/// What nodes send each other through the switch in a round of calibration.
struct EmulatedLoad {
    /// For people.
    let title: String
    let participants: Int
    let workload: RequestWorkload
    /// One way, of each node's link.
    let delayNanoseconds: Nanoseconds
    let schedule: Schedule

    /// Values of many full-size packets, so that it is packets and not operations that take time.
    ///
    /// With more clients it is those that take the processors' time, and less is carried.
    static let capacity = EmulatedLoad(
        title: "1 client, 16 outstanding, 60000 bytes", participants: 1,
        workload: RequestWorkload(
            loop: .closed(outstanding: 16), arrivals: .constant, readShare: 0.5,
            keys: Exchange.keys, popularity: .uniform, valueBytes: 60_000),
        delayNanoseconds: 0,
        schedule: Schedule(
            warmupNanoseconds: .seconds(0.2), measureNanoseconds: .seconds(0.7),
            drainNanoseconds: .seconds(1)))

    /// A packet there and one back for each operation.
    static let timing = EmulatedLoad(
        title: "16 nodes, 10 ms on each link", participants: 15,
        workload: RequestWorkload(
            loop: .open(ratePerSecond: 10_000), arrivals: .poisson, readShare: 0.5,
            keys: Exchange.keys, popularity: .uniform, valueBytes: 64),
        delayNanoseconds: .milliseconds(10),
        schedule: Schedule(
            warmupNanoseconds: .seconds(0.2), measureNanoseconds: .seconds(1),
            drainNanoseconds: .seconds(1)))

    /// Runs it once.
    ///
    /// The number sets its sample files apart from other rounds'.
    func run(number: Int, at site: CalibrationSite) throws(TrialError) -> Carriage {
        var trial = site.trial(
            number: number, label: "emulated", participants: participants, workload: workload,
            schedule: schedule)
        for index in trial.network.links.indices {
            trial.network.links[index].delayNanoseconds = delayNanoseconds
        }
        defer { site.removeSamples(of: trial) }
        let record = try ProcessTrial(trial, in: site.environment).run()
        guard let network = record.network else {
            throw .failed(node: "switch", during: .collect, text: "it has carried nothing")
        }
        return carriage(network)
    }

    private func carriage(_ network: NetworkRecord) -> Carriage {
        let packets = network.links.reduce(0.0) { $0 + Double($1.receivedPackets) }
        let fidelity = network.fidelity ?? SwitchFidelity()
        let length = schedule.measureNanoseconds
        return Carriage(
            packetsPerSecond: packets / length.inSeconds,
            nanosecondsPerPacket: Double(fidelity.cpuNanoseconds) / max(1, packets),
            switchShare: Double(fidelity.cpuNanoseconds) / Double(length),
            lateP50Nanoseconds: Double(fidelity.lateP50),
            lateP99Nanoseconds: Double(fidelity.lateP99), unasked: Int(fidelity.unasked))
    }
}
