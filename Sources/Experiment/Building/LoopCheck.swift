import Core
import Topology
import Workload

/// Whether a closed loop on virtual time can be run at all: there nothing but the experiment itself
/// slows it down.
struct LoopCheck {
    let specification: Specification
    /// The topology of each arm, in the experiment's order.
    let topologies: [any Topology]

    /// What contradicts, of the first arm for which something does.
    var contradiction: Contradiction? {
        guard specification.network.tier == .simulated else { return nil }
        return zip(specification.topologies, topologies).lazy.compactMap(contradiction).first
    }

    private func contradiction(_ arm: Arm, _ topology: any Topology) -> Contradiction? {
        guard
            let loop = ClosedLoop(
                of: specification.workload, participants: specification.participants, in: topology,
                speed: arm.speed, workers: specification.serviceWorkers,
                network: specification.networkShape(of: topology.members))
        else { return nil }
        guard loop.cycleSeconds > 0 else {
            return .timelessLoop(arm: arm.label, delayHelps: loop.hasTravel)
        }
        let schedule = specification.schedule
        let seconds = (schedule.warmupNanoseconds + schedule.measureNanoseconds).inSeconds
        let count = (loop.ratePerSecond * seconds).rounded()
        guard count > WorkloadReader.maximumOperations else { return nil }
        return .tooManyInLoop(
            count, arm: arm.label, ratePerSecond: loop.ratePerSecond, seconds: seconds,
            maximum: WorkloadReader.maximumOperations)
    }
}
