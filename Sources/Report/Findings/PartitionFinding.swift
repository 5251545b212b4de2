import Measurement
import Theory

/// Who can still reach whom while the network is divided, by counting pairs.
struct PartitionFinding {
    let drawn: Drawn
    let results: ResultTables

    /// Nil if no partition took effect, or the files do not say what it left.
    var sentence: String? {
        let event = FaultEvent.all(in: results.faults, trial: drawn.trial)
            .first { $0.action == "partition" && $0.applied != nil }
        guard let event, let node = event.nodes.first, let connected = connectedShare(in: event)
        else { return nil }
        let role = NodeNames.role(of: node)
        let names = results.nodes.rows(ofTrial: drawn.trial).map { results.nodes[$0, "node"] }
        let count = names.count { NodeNames.role(of: $0) == role }
        guard count >= 2, event.nodes.count <= count else { return nil }
        let split = PartitionedPairs(nodes: count, cutOff: event.nodes.count)
        return names.count == count
            ? pairsLeft(split, role, connected) : served(split, role, connected)
    }

    /// Of the ordered pairs of linked nodes, those that still reach each other.
    private func connectedShare(in event: FaultEvent) -> Double? {
        results.faults.rows(ofTrial: drawn.trial).first {
            results.faults[$0, "fault"] == event.name
                && results.faults[$0, "node"] == event.nodes[0]
        }.flatMap { results.faults.double($0, "connected_share") }
    }

    /// What was measured beside what two groups would leave: the files do not say how many there were.
    private func pairsLeft(_ split: PartitionedPairs, _ role: String, _ connected: Double) -> String
    {
        let kept = (connected * split.pairs).rounded()
        return
            "In \(drawn.place), with \(split.cutOff) of \(Prose.counted(split.nodes, role)) beyond "
            + "the cut, \(NumberText.integer(kept)) of \(NumberText.integer(split.pairs)) ordered "
            + "pairs still reach each other (\(Quantity.percent(connected).text)); two groups cut "
            + "off both ways keep \(NumberText.integer(split.meshPairs))."
    }

    private func served(_ split: PartitionedPairs, _ role: String, _ connected: Double) -> String {
        // A request takes one way and its answer the other: a cut of one way takes half as many ways
        // and serves nobody more.
        let isOneWay = 1 - connected < 0.75 * (1 - split.starServed)
        let who = "\(split.cutOff) of \(Prose.counted(split.nodes, role))"
        let served = "\(Quantity.percent(split.starServed).text) of the \(role)s"
        return isOneWay
            ? "In \(drawn.place), with what the server sends to \(who) held up, \(served) still hear "
                + "from it."
            : "In \(drawn.place), with \(who) cut off both ways, \(served) are on the server's side."
    }
}
