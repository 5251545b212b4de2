import Measurement
import Theory

/// How many keys a kill of several providers lost, beside what C(m, r) / C(N, r) says.
///
/// The law is that of the mean over all sets of nodes that could have been killed, so an arm's
/// repetitions, each with a set of its own, are averaged.
struct KeyLossFinding {
    let arm: Arm
    let results: ResultTables

    /// Nil unless one kill, never undone, of at least two providers is all that happened.
    var sentence: String? {
        let kills = arm.countedRows.compactMap(kill)
        guard let law = kills.first?.law, let role = kills.first?.role else { return nil }
        let same = kills.filter { $0.law == law }
        let mean = same.map(\.lostShare).reduce(0, +) / Double(same.count)
        let theory =
            law.killed < law.replicas
            ? "no key"
            : "C(\(law.killed), \(law.replicas)) / C(\(law.nodes), \(law.replicas)) = "
                + "\(Quantity.percent(law.share).text) of the keys on average"
        let over = same.count > 1 ? " in the mean of \(same.count) repetitions" : ""
        return "In \(arm.name), killing \(law.killed) of \(Prose.counted(law.nodes, role)) at once "
            + "loses \(theory) if \(law.replicas) hold\(law.replicas == 1 ? "s" : "") each; here "
            + "it was \(Quantity.percent(mean).text)\(over)."
    }

    private struct Kill {
        let role: String
        let law: KeyLoss
        let lostShare: Double
    }

    /// What one trial's only fault killed and lost.
    private func kill(inRow row: Int) -> Kill? {
        let trial = results.trials[row, "trial"]
        let events = FaultEvent.all(in: results.faults, trial: trial)
        guard events.count == 1, let event = events.first, event.action == "kill",
            event.applied != nil, event.healed == nil, event.nodes.count >= 2,
            let lost = results.trials.double(row, "lost_keys")
        else { return nil }
        guard let (keys, replicas, holder) = placement else { return nil }
        let role = NodeNames.role(of: holder)
        guard event.nodes.allSatisfy({ NodeNames.role(of: $0) == role }) else { return nil }
        let nodes = results.nodes.rows(ofTrial: trial)
            .count { NodeNames.role(of: results.nodes[$0, "node"]) == role }
        guard
            let law = try? KeyLoss(
                nodes: nodes, killed: event.nodes.count, replicas: replicas)
        else { return nil }
        return Kill(role: role, law: law, lostShare: lost / Double(keys))
    }

    /// How many keys there are, how many hold each, and one who does: the same in every repetition,
    /// and known of the one that is drawn.
    private var placement: (keys: Int, replicas: Int, holder: String)? {
        let rows =
            arm.countedRows.lazy
            .map { results.placement.rows(ofTrial: results.trials[$0, "trial"]) }
            .first { !$0.isEmpty } ?? []
        let holders = rows.map { NodeNames.all(in: results.placement[$0, "holders"]) }
        guard let first = holders.first, let holder = first.first,
            holders.allSatisfy({ $0.count == first.count })
        else { return nil }
        return (rows.count, first.count, holder)
    }
}
