import Measurement
import Theory

/// Who can still reach whom while some nodes are cut off from all others, by counting pairs.
struct PartitionFinding {
    let drawn: Drawn
    let results: ResultTables

    /// Nil if no partition took effect.
    var sentence: String? {
        let partitions = FaultEvent.all(in: results.faults, trial: drawn.trial)
            .filter { $0.action == "partition" && $0.applied != nil }
        guard let event = partitions.first, let node = event.nodes.first else { return nil }
        let role = NodeNames.role(of: node)
        let names = results.nodes.rows(ofTrial: drawn.trial).map { results.nodes[$0, "node"] }
        let count = names.count { NodeNames.role(of: $0) == role }
        guard count >= 2, event.nodes.count <= count else { return nil }
        let split = PartitionedPairs(nodes: count, cutOff: event.nodes.count)
        // The files do not say into how many groups the network fell.
        let cut =
            "In \(drawn.place), with \(split.cutOff) of \(Prose.counted(count, role)) cut off both "
            + "ways as one group, "
        let others = names.count { NodeNames.role(of: $0) != role }
        guard others == 0 else {
            return cut + "\(Quantity.percent(split.starServed).text) of the \(role)s are on the "
                + "server's side."
        }
        // Where nodes pass on for each other, a cut takes more: then this is no law.
        let shares = results.faults.rows(ofTrial: drawn.trial)
            .compactMap { results.faults.double($0, "connected_share") }
        guard shares.allSatisfy({ ($0 - split.meshShare).magnitude < 0.001 }) else { return nil }
        return cut + "\(NumberText.integer(split.meshPairs)) of "
            + "\(NumberText.integer(split.pairs)) ordered pairs still reach each other "
            + "(\(Quantity.percent(split.meshShare).text))."
    }
}
