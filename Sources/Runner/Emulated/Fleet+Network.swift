import Core
import Emulation
import Faults
import Links
import Measurement
import Transport
import Workload

/// The network between the nodes, where the trial makes its own.
extension Fleet {
    /// Makes the nodes' networks and the switch between them.
    func makeNetwork() throws(TrialError) {
        guard let program = environment.switchExecutable else { return }
        phase = .network
        let plan = SwitchPlan(
            network: trial.network, seed: trial.plan.seed, repetition: trial.repetition,
            capturePaths: environment.capturePaths(of: trial))
        try connect(plan, program)
        let limit = Nanoseconds.seconds(10) + Int64(entries.count) * .milliseconds(50)
        try turn(until: Monotonic.now() + limit) { self.network?.isReady ?? true }
        guard network?.isReady == true else {
            throw .timeLimit(phase, seconds: limit.inSeconds, missing: ["switch"])
        }
    }

    private func connect(_ plan: SwitchPlan, _ program: String) throws(TrialError) {
        do throws(SystemError) {
            network = try EmulatedNetwork(plan, executable: program, on: environment.loop)
        } catch {
            throw .spawn(node: "switch", error)
        }
    }

    /// The switch counts during measurement.
    func beginNetwork(measurementStart start: Instant) throws(TrialError) {
        let end = start + trial.schedule.measureNanoseconds
        try tellNetwork { network throws(SystemError) in try network.begin(start..<end) }
    }

    /// The switch makes the ways what faults have made of them.
    func setWays(_ conditions: Conditions) throws(TrialError) {
        let ids = entries.indices.map { NodeID($0) }
        let ways = ids.flatMap { sender in
            ids.compactMap { receiver -> SwitchCommand.Way? in
                let condition = conditions.path(from: sender, to: receiver)
                guard sender != receiver, condition != .clear else { return nil }
                return SwitchCommand.Way(from: sender, to: receiver, condition)
            }
        }
        try tellNetwork { network throws(SystemError) in try network.set(ways) }
    }

    /// What became of the packets; nil where the trial has no network of its own.
    func networkRecord() throws(TrialError) -> NetworkRecord? {
        guard let network else { return nil }
        try tellNetwork { network throws(SystemError) in try network.askReport() }
        let limit = Nanoseconds.seconds(10)
        try turn(until: Monotonic.now() + limit) { network.hasReported }
        guard network.hasReported else {
            throw .timeLimit(phase, seconds: limit.inSeconds, missing: ["switch"])
        }
        return network.record
    }

    private func tellNetwork(
        _ tell: (EmulatedNetwork) throws(SystemError) -> Void
    ) throws(TrialError) {
        guard let network else { return }
        do throws(SystemError) {
            try tell(network)
        } catch {
            throw try lost(network.handle, text: error.message)
        }
    }
}
