import Measurement

/// Who did the work.
struct LoadFinding {
    let drawn: [Drawn]
    let results: ResultTables

    /// Nil if no node of any arm served anything.
    var sentence: String? {
        let parts = drawn.compactMap { drawn -> String? in
            let loads = NodeLoad.all(in: results, trial: drawn.trial)
            let total = loads.reduce(0) { $0 + $1.served }
            guard let busiest = loads.max(by: { $0.served < $1.served }), total > 0 else {
                return nil
            }
            let serving = loads.count { $0.served > 0 }
            let share = Quantity.percent(busiest.served / total).text
            guard serving > 1 else {
                return "in \(drawn.place), \(busiest.node) did all the work"
            }
            return "in \(drawn.place), \(Prose.counted(serving, "node")) shared the work, the "
                + "busiest (\(busiest.node)) with \(share)"
        }
        guard !parts.isEmpty else { return nil }
        return Prose.capitalized("\(parts.joined(separator: "; ")).")
    }
}

/// One node's share of the work in one trial.
struct NodeLoad: Equatable {
    let node: String
    /// Operations it answered.
    let served: Double

    /// Busiest first; nodes alike keep their order.
    static func all(in results: ResultTables, trial: String) -> [NodeLoad] {
        let nodes = results.nodes
        let loads = nodes.rows(ofTrial: trial).map { row in
            NodeLoad(node: nodes[row, "node"], served: nodes.double(row, "served") ?? 0)
        }
        return loads.enumerated()
            .sorted { ($1.element.served, $0.offset) < ($0.element.served, $1.offset) }
            .map(\.element)
    }
}
