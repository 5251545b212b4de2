import Measurement

/// How much the nodes that were hit held: why a fault hurts one topology more than another.
struct HoldingFinding {
    let drawn: [Drawn]
    let results: ResultTables

    /// Nil if no fault took effect but that nodes joined, or no placement is known.
    var sentence: String? {
        let parts = drawn.compactMap { drawn -> String? in
            let struck = FaultEvent.all(in: results.faults, trial: drawn.trial)
                .filter { $0.applied != nil && $0.action != "join" }.flatMap(\.nodes)
            let keys = results.placement.rows(ofTrial: drawn.trial)
            guard !struck.isEmpty, !keys.isEmpty else { return nil }
            let held = keys.count { struck.contains(firstHolder($0)) }
            let share = Quantity.percent(Double(held) / Double(keys.count)).text
            return "\(share) of the keys in \(drawn.place)"
        }
        guard !parts.isEmpty else { return nil }
        return "Whoever was hit was the first holder of \(Prose.list(parts))."
    }

    /// The holders stand in order.
    private func firstHolder(_ row: Int) -> String {
        NodeNames.all(in: results.placement[row, "holders"]).first ?? ""
    }
}
