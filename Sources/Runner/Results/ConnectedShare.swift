import Core
import Faults
import Measurement
import Node
import Topology

/// How many of those who are left still reach each other under one fault, all its picks together.
///
/// Where everybody asks over links of its own, these are ordered pairs of linked nodes, and only a cut
/// takes any; over an overlay they are all ordered pairs, and deaths take ways from others as well.
struct ConnectedShare: Equatable {
    let connected: Int
    let pairs: Int

    /// Nil where the fault can come between nobody.
    init?(of fault: AppliedFault, in outcome: Outcome) {
        let trial = outcome.trial
        let overlay = trial.topology.overlay
        guard !fault.cutFrom.isEmpty || (overlay != nil && fault.stopsNode) else { return nil }
        var conditions = Conditions()
        let down = Set(
            outcome.record.faults.filter {
                $0.number == fault.number && $0.asked == fault.asked && $0.stopsNode
                    && $0.applied != nil
            }.map(\.node))
        for (index, planned) in trial.faults.enumerated()
        where planned.number == fault.number && planned.steps.first?.atNanoseconds == fault.asked {
            for step in planned.steps {
                guard case .impair(let impairment) = step.stroke else { continue }
                conditions.impair(planned.node, by: impairment, fault: index)
            }
        }
        let living = trial.topology.members.indices.map { NodeID($0) }.filter { !down.contains($0) }
        if let overlay {
            pairs = living.count * (living.count - 1)
            connected = living.reduce(0) { connected, sender in
                let ways = overlay.distances(from: sender) { from, to in
                    !down.contains(to) && !conditions.path(from: from, to: to).isCut
                }
                return connected + ways.count { $0 != nil } - 1
            }
        } else {
            let neighbors = living.map { trial.topology.neighbors(of: $0) }
            pairs = neighbors.reduce(0) { $0 + $1.count }
            connected = zip(living, neighbors).reduce(0) { connected, link in
                connected + link.1.count { !conditions.path(from: $0, to: link.0).isCut }
            }
        }
    }
}
