import Core
import Measurement
import Workload

/// What one fault did to everybody else: noticed when, by whom, and over when.
struct FaultEffect {
    let fault: AppliedFault
    private let outcome: Outcome

    init(of fault: AppliedFault, in outcome: Outcome) {
        self.fault = fault
        self.outcome = outcome
    }

    /// The first living node that marks the target down.
    var firstNotice: (notice: Notice, by: NodeID)? {
        notices.min { ($0.notice.atNanoseconds, $0.by) < ($1.notice.atNanoseconds, $1.by) }
    }

    /// From the blow to the first node that notices.
    var detectNanoseconds: Nanoseconds? { sinceApplied(firstNotice?.notice.atNanoseconds) }

    /// From the blow to the last node that notices.
    var detectAllNanoseconds: Nanoseconds? {
        sinceApplied(notices.map(\.notice.atNanoseconds).max())
    }

    /// From the blow to the end of the last bad interval; nil if measurement ends in one.
    var recoverNanoseconds: Nanoseconds? {
        guard let applied = fault.applied else { return nil }
        let blows = outcome.record.faults.compactMap(\.applied)
        let end = outcome.trial.schedule.measureNanoseconds
        return Recovery(
            outcome.measured, firstBlow: blows.min() ?? applied, applied: applied,
            until: blows.filter { $0 > applied }.min() ?? end,
            objectiveNanoseconds: outcome.trial.objectiveNanoseconds
        ).nanoseconds
    }

    /// Each other node's first word of the target being down, while it was.
    private var notices: [(notice: Notice, by: NodeID)] {
        guard let applied = fault.applied else { return [] }
        let end = fault.ready ?? .max
        var notices: [(Notice, NodeID)] = []
        for (index, node) in outcome.record.nodes.enumerated() where index != fault.node.position {
            let first = node.notices.first {
                $0.node == fault.node.index && !$0.believedUp && $0.atNanoseconds >= applied
                    && $0.atNanoseconds < end
            }
            if let first { notices.append((first, NodeID(index))) }
        }
        return notices
    }

    private func sinceApplied(_ moment: Nanoseconds?) -> Nanoseconds? {
        guard let applied = fault.applied, let moment else { return nil }
        return moment - applied
    }
}
