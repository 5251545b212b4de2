import Measurement

/// The ladder diagrams of one sweep point: a row per operation, the arms side by side.
struct LadderFigures {
    let id: String
    let drawn: [Drawn]
    let results: ResultTables

    /// Empty if the run was not traced or no traced operation sent a message.
    var figures: [Markup] {
        guard let messages = results.messages else { return [] }
        let choice = LadderChoice(
            drawn: drawn, messages: messages, faults: results.faults,
            placement: results.placement)
        return choice.rows.enumerated().compactMap { row, plan in
            guard plan.operations.contains(where: { $0 != nil }) else { return nil }
            let pictures = zip(drawn, plan.operations).enumerated().map { column, pair in
                picture(pair.0, pair.1, id: "\(id)-ladder-\(row)-\(column)")
            }
            return Figure.markup(
                [.tag("div", ["class": "ladders"], pictures)], title: plan.title,
                caption: plan.remark
                    + (plan.isShared ? "The same planned operation in every arm. " : "")
                    + (row == 0 ? Self.legend : ""))
        }
    }

    private static let legend =
        "Time runs downwards, counted from the operation's first message; long waits are "
        + "shortened (⋮). A cross ends a message that never arrived; a lifeline is dashed while a "
        + "fault holds its node."

    private func picture(_ drawn: Drawn, _ operation: TracedOperation?, id: String) -> Markup {
        guard let operation else {
            return .tag(
                "p", ["class": "ladder missing"],
                text: "No traced operation of this kind in \(drawn.arm.name).")
        }
        return Ladder(
            id: id, arm: drawn.arm, operation: operation,
            faults: FaultEvent.all(in: results.faults, trial: drawn.trial)
        ).picture
    }
}
