import Core
import Measurement
import Node
import Topology
import Workload

/// What is asked of each provider, against what it can do.
struct OfferedLoad: Equatable {
    /// The busiest provider's work that came due in measurement, over what it can do in that time:
    /// from 1 on its queue grows for as long as the run lasts.
    let utilisation: Double

    /// Nil where nothing limits a provider but its host, and in a closed loop, which asks for no more
    /// than it gets.
    init?(_ outcome: Outcome) {
        let trial = outcome.trial
        let workload = trial.plan.workload
        let seconds = trial.schedule.measureNanoseconds.inSeconds
        guard workload.isOpen, trial.settings.serviceWorkers > 0, !workload.serviceTime.isZero,
            seconds > 0
        else { return nil }
        let asked = Self.asked(outcome).max() ?? 0
        let service = workload.serviceTime.meanNanoseconds / 1e9 / trial.settings.speed
        utilisation = Double(asked) * service / (Double(trial.settings.serviceWorkers) * seconds)
    }

    /// Operations by the node that is to serve them: the participant's own where it holds the key,
    /// else the first holder.
    private static func asked(_ outcome: Outcome) -> [Int] {
        let topology = outcome.trial.topology
        var nodes: [NodeID?] = []
        for participant in 0..<outcome.trial.setting.participants {
            nodes.append(topology.node(ofParticipant: participant))
        }
        var counts = Array(repeating: 0, count: topology.members.count)
        for operation in outcome.measured where operation.status != .nodeDown {
            var provider = topology.holder(of: operation.key, rank: 0)
            if let own = nodes[Int(operation.participant)],
                topology.rank(of: own, for: operation.key) != nil
            {
                provider = own
            }
            counts[provider.position] += 1
        }
        return counts
    }
}
