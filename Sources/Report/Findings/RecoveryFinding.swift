import Measurement

extension Findings {
    /// How soon the first living node marked the target down.
    var noticing: String? {
        let parts = faultArms.compactMap { arm in
            Metric.detected.summary(of: arm, in: results.trials)
                .map { "after \(Quantity.duration(seconds: $0.median).text) in \(arm.name)" }
        }
        guard !parts.isEmpty else { return nil }
        return "The fault was first noticed by another node \(Prose.list(parts))."
    }

    /// How long the share of good answers stayed below its level before the fault.
    var recovery: String? {
        let parts = faultArms.map { arm -> String in
            let known = arm.countedRows.compactMap { results.trials.double($0, "recover_s") }
            guard let summary = Summary(known) else {
                return "\(arm.name) had not recovered when measurement ended"
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
        return Prose.capitalized("share of good answers: \(parts.joined(separator: "; ")).")
    }

    /// The arms in which a fault took effect: the others have nothing to notice or recover from.
    private var faultArms: [Arm] {
        point.arms.filter { $0.metFault(in: results) }
    }
}
