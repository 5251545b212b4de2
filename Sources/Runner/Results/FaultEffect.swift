import Core
import Faults
import Measurement
import Topology
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

    /// From the blow to the end of the last bad interval; nil if measurement, or the time up to the
    /// next fault, ends in one.
    var recoverNanoseconds: Nanoseconds? { recovery?.nanoseconds }

    /// Of the recovery, until a new process of the node listened.
    var startNanoseconds: Nanoseconds? {
        guard let healed = fault.healed, let listening = fault.listening else { return nil }
        return listening - healed
    }

    /// Of the recovery, from then until the node was connected to all that run.
    var reconnectNanoseconds: Nanoseconds? {
        guard let listening = fault.listening, let ready = fault.ready else { return nil }
        return ready - listening
    }

    /// Of the recovery, from then to the last operation that was not good: what had piled up.
    ///
    /// The rest of the interval in which that fell was as good as before.
    var backlogNanoseconds: Nanoseconds? {
        guard let applied = fault.applied, let ready = fault.ready, let recovery,
            recovery.nanoseconds != nil
        else { return nil }
        return max(0, applied + recovery.lastBadNanoseconds - ready)
    }

    /// Whether a provider that left had given its keys to those that hold them next; nil where none left,
    /// or keys stay where they are.
    var hasHandedOver: Bool? {
        guard let applied = fault.applied, outcome.trial.setting.isRepairing,
            [Leave.action, Churn.action].contains(fault.action),
            outcome.trial.topology.members[fault.node.position].isProvider
        else { return nil }
        return outcome.record.nodes[fault.node.position].notices.contains {
            $0.how == .handedOver && $0.atNanoseconds >= applied
                && $0.atNanoseconds < fault.ready ?? .max
        }
    }

    /// When service was as good again as before, held against the time up to the next fault.
    private var recovery: Recovery? {
        guard let applied = fault.applied else { return nil }
        let faults = outcome.record.faults
        let end = outcome.trial.schedule.measureNanoseconds
        return Recovery(
            outcome.measured, firstBlow: faults.compactMap(\.applied).min() ?? applied,
            applied: applied,
            until: faults.filter { $0.asked > fault.asked }.compactMap(\.applied)
                .filter { $0 > applied }.min() ?? end,
            objectiveNanoseconds: outcome.trial.objectiveNanoseconds)
    }

    /// Each other node's first word of the target being down, while it was.
    ///
    /// Where the target is cut off from others, it and they notice each other, and nobody else has
    /// anything to notice.
    private var notices: [(notice: Notice, by: NodeID)] {
        guard fault.cutFrom.isEmpty else {
            return fault.cutFrom.flatMap { other in
                [word(of: other, about: fault.node), word(of: fault.node, about: other)]
            }.compactMap(\.self)
        }
        return outcome.record.nodes.indices.map { NodeID($0) }.filter { $0 != fault.node }
            .compactMap { word(of: $0, about: fault.node) }
    }

    private func word(of observer: NodeID, about node: NodeID) -> (notice: Notice, by: NodeID)? {
        guard let applied = fault.applied else { return nil }
        let end = fault.ready ?? .max
        let notice = outcome.record.nodes[observer.position].notices.first {
            $0.node == node.index && !$0.believedUp && $0.atNanoseconds >= applied
                && $0.atNanoseconds < end
        }
        return notice.map { ($0, observer) }
    }

    private func sinceApplied(_ moment: Nanoseconds?) -> Nanoseconds? {
        guard let applied = fault.applied, let moment else { return nil }
        return moment - applied
    }
}
