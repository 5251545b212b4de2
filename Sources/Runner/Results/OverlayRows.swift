import Core
import Measurement
import Topology

/// A trial's rows in overlay.csv: whom each node has a link to, where not everybody has one to everybody.
struct OverlayRows {
    let trial: TrialPlan

    var rows: [Row] {
        guard let overlay = trial.topology.overlay else { return [] }
        let members = trial.topology.members
        return members.indices.map { index in
            let names = overlay.neighbors[index].sorted().map { members[$0.position].name }
            return [
                ("trial", .count(trial.number)), ("topology", .text(trial.label)),
                ("node", .text(members[index].name)),
                ("neighbours", .text(names.joined(separator: " "))),
            ]
        }
    }
}
