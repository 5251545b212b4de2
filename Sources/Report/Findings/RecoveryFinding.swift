import Measurement

extension Findings {
    /// How soon the first living node marked the target down; of a cut, one on either side of it.
    var noticing: String? {
        let parts = faultArms.compactMap { arm -> (text: String, isByOthers: Bool)? in
            guard let summary = Metric.detected(nil).summary(of: arm, in: results.trials) else {
                return nil
            }
            let isByOthers = isNoticedByOthers(arm)
            let time = Quantity.duration(seconds: summary.median).text
            return (
                "after \(time) in \(arm.name)" + (isByOthers ? "" : " (by one that was cut off)"),
                isByOthers
            )
        }
        guard !parts.isEmpty else { return nil }
        let who = parts.allSatisfy(\.isByOthers) ? " by another node" : ""
        return
            "The \(firstFault?.name ?? "fault") was first noticed\(who) \(Prose.list(parts.map(\.text)))."
    }

    /// Whether in every trial the first to notice its first fault was none of those cut off by it.
    private func isNoticedByOthers(_ arm: Arm) -> Bool {
        let faults = results.faults
        return arm.countedRows.allSatisfy { row in
            let struck = faults.rows(ofTrial: results.trials[row, "trial"])
                .filter { faults.double($0, "applied_s") != nil }
            func earliest(_ rows: [Int], _ column: String) -> Int? {
                rows.filter { faults.double($0, column) != nil }
                    .min { faults.double($0, column) ?? 0 < faults.double($1, column) ?? 0 }
            }
            guard let first = earliest(struck, "applied_s") else { return true }
            let rows = struck.filter { faults[$0, "fault"] == faults[first, "fault"] }
            guard ["isolate", "partition"].contains(faults[first, "action"]),
                let noticed = earliest(rows, "noticed_s")
            else { return true }
            return !rows.contains { faults[$0, "node"] == faults[noticed, "noticed_by"] }
        }
    }

    /// How long the share of good answers stayed below its level before the fault.
    var recovery: String? {
        let parts = faultArms.map { arm -> String in
            let known = arm.countedRows.compactMap { results.trials.double($0, "recover_s") }
            guard let summary = Summary(known) else {
                return "\(arm.name) had not recovered when "
                    + (firstFault == nil ? "" : "the next fault struck or ") + "measurement ended"
            }
            let time = Quantity.duration(seconds: summary.median).text
            if known.count < arm.countedRows.count {
                return "\(arm.name) recovered in \(known.count) of "
                    + "\(Prose.counted(arm.countedRows.count, "repetition")), there after \(time)"
            }
            return summary.median == 0
                ? "\(arm.name) never fell below its level before the fault"
                : "\(arm.name) was back at its level \(time) after the fault"
        }
        guard !parts.isEmpty else { return nil }
        let which = firstFault.map { " after the \($0.name), up to the next" } ?? ""
        return "Share of good answers\(which): \(parts.joined(separator: "; "))."
    }

    private var firstFault: FirstFault? { FirstFault(of: point.arms, in: results) }

    /// The arms in which a fault took effect: the others have nothing to notice or recover from.
    private var faultArms: [Arm] {
        point.arms.filter { $0.metFault(in: results) }
    }
}
