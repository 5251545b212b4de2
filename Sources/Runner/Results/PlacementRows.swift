import Core
import Measurement
import Topology
import Workload

/// A trial's rows in placement.csv: who holds each key at the start, in order of preference.
struct PlacementRows {
    let trial: TrialPlan

    var rows: [Row] {
        let topology = trial.topology
        return (0..<Key(trial.plan.workload.keys)).map { key in
            let holders = (0..<topology.holdersPerKey).map {
                topology.members[topology.holder(of: key, rank: $0).position].name
            }
            return [
                ("trial", .count(trial.number)), ("topology", .text(trial.label)),
                ("key", .count(key)), ("holders", .text(holders.joined(separator: " "))),
            ]
        }
    }
}
