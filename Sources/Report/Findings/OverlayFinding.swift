import Measurement
import Theory

/// How many of those left after a kill still reach each other over an overlay, beside what holds of a
/// very large one.
///
/// The law is that of the mean, so an arm's repetitions, each with a kill of its own, are averaged.
struct OverlayFinding {
    let arm: Arm
    let results: ResultTables

    /// Nil unless one kill, never undone, is all that happened, among nodes with 3 links each or more.
    var sentence: String? {
        let kills = arm.countedRows.compactMap(kill)
        guard let first = kills.first else { return nil }
        let same = kills.filter { $0.killed == first.killed && $0.law == first.law }
        let mean = same.map(\.connectedShare).reduce(0, +) / Double(same.count)
        let over = same.count > 1 ? " in the mean of \(same.count) repetitions" : ""
        return
            "In \(arm.name), killing \(first.killed) of \(Prose.counted(first.nodes, first.role)) "
            + "with \(first.law.degree) links each leaves a way between "
            + "\(Quantity.percent(mean).text) of the ordered pairs of the others\(over); of very "
            + "many such \(first.role)s it would be \(Quantity.percent(first.law.meanReach).text)."
    }

    private struct Kill {
        let role: String
        let nodes: Int
        let killed: Int
        let law: OverlayKill
        let connectedShare: Double
    }

    /// What one trial's only fault killed, and whom that left with a way to each other.
    private func kill(inRow row: Int) -> Kill? {
        let trial = results.trials[row, "trial"]
        let events = FaultEvent.all(in: results.faults, trial: trial)
        guard events.count == 1, let event = events.first, event.action == "kill",
            event.applied != nil, event.healed == nil, let node = event.nodes.first,
            let faultRow = results.faults.rows(ofTrial: trial).first,
            let share = results.faults.double(faultRow, "connected_share"),
            let connections = results.trials.double(row, "connections")
        else { return nil }
        let nodes = results.nodes.rows(ofTrial: trial).count
        let degree = Int((2 * connections / Double(max(nodes, 1))).rounded())
        guard degree >= 3, degree < nodes - 1, event.nodes.count < nodes else { return nil }
        return Kill(
            role: NodeNames.role(of: node), nodes: nodes, killed: event.nodes.count,
            law: OverlayKill(
                degree: degree, killedShare: Double(event.nodes.count) / Double(nodes)),
            connectedShare: share)
    }
}
