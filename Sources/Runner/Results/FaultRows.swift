import Core
import Faults
import Measurement
import Topology

/// A trial's rows in faults.csv: one per fault and node.
struct FaultRows {
    let outcome: Outcome

    var rows: [Row] {
        outcome.record.faults.map { fault in
            let effect = FaultEffect(of: fault, in: outcome)
            let notice = effect.firstNotice
            return [
                ("trial", .count(outcome.trial.number)),
                ("topology", .text(outcome.trial.label)),
                ("fault", .count(fault.number)), ("action", .text(fault.action)),
                ("node", .text(members[fault.node.position].name)),
                ("share_of_providers", .quotient(providersHit(by: fault.number), providers.count)),
                ("connected_share", connectedShare(under: fault)),
                ("asked_s", .seconds(fault.asked)), ("applied_s", .seconds(fault.applied)),
                ("noticed_s", .seconds(notice?.notice.atNanoseconds)),
                ("noticed_by", .text(notice.map { members[$0.by.position].name })),
                ("noticed_how", .text(notice?.notice.how.name)),
                ("healed_s", .seconds(fault.healed)), ("ready_s", .seconds(fault.ready)),
                ("detect_all_s", .seconds(effect.detectAllNanoseconds)),
                ("recover_s", .seconds(effect.recoverNanoseconds)),
                ("start_s", .seconds(effect.startNanoseconds)),
                ("reconnect_s", .seconds(effect.reconnectNanoseconds)),
                ("backlog_s", .seconds(effect.backlogNanoseconds)),
                ("handed_over", .flag(effect.hasHandedOver)),
            ]
        }
    }

    private func connectedShare(under fault: AppliedFault) -> CSVCell {
        ConnectedShare(of: fault, in: outcome).map { .quotient($0.connected, $0.pairs) }
            ?? .empty
    }

    private var members: [Member] { outcome.trial.topology.members }

    private var providers: [Member] { members.filter(\.isProvider) }

    /// How many providers one entry of the experiment hit, all its picks together.
    private func providersHit(by number: Int) -> Int {
        outcome.record.faults.count {
            $0.number == number && $0.applied != nil && members[$0.node.position].isProvider
        }
    }
}
