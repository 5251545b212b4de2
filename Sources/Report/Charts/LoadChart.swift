import Measurement

/// Who did the work: operations served by each node, one panel per arm on one scale.
struct LoadChart {
    let id: String
    let drawn: [Drawn]
    let results: ResultTables
    let caption: String

    static let width = 1120.0
    /// Up to this many serving nodes each get a bar with a name; more get thin columns.
    private static let mostBars = 24

    /// Nil if no node of any arm served anything.
    var figure: Markup? {
        let panels = drawn.map { drawn in
            LoadPanel(
                arm: drawn.arm, loads: NodeLoad.all(in: results, trial: drawn.trial),
                marks: marks(drawn))
        }
        guard let most = panels.compactMap(\.serving.first?.served).max(), most > 0 else {
            return nil
        }
        let isDetailed = panels.allSatisfy { $0.serving.count <= Self.mostBars }
        let perRowAtMost = panels.count == 4 ? 2 : min(panels.count, 3)
        let widest = panels.map(\.leastWidth).max() ?? Self.width
        let perRow =
            isDetailed
            ? min(perRowAtMost, max(1, Int(Self.width / widest))) : perRowAtMost
        let panelWidth = Self.width / Double(perRow)
        let panelHeight =
            isDetailed ? (panels.map(\.barsHeight).max() ?? 0) : LoadPanel.columnsHeight
        let content = panels.enumerated().flatMap { index, panel -> [Markup] in
            let left = Double(index % perRow) * panelWidth
            let top = Double(index / perRow) * panelHeight
            return isDetailed
                ? panel.bars(left: left, top: top, width: panelWidth, most: most)
                : panel.columns(
                    left: left, top: top, width: panelWidth, most: most,
                    slots: panels.map(\.serving.count).max() ?? 1)
        }
        let rows = (panels.count + perRow - 1) / perRow
        return Figure.markup(
            Drawing.image(
                id: id, width: Self.width, height: Double(rows) * panelHeight,
                title: "Load per node", description: description(panels), content),
            title: "Load per node", caption: caption)
    }

    /// All that befell a node in this trial, for its bar: "delayed, killed".
    private func marks(_ drawn: Drawn) -> [String: String] {
        var marks: [String: [String]] = [:]
        for event in FaultEvent.all(in: results.faults, trial: drawn.trial) {
            guard event.applied != nil else { continue }
            for node in event.nodes {
                marks[node, default: []].append(FaultWords.mark(event.action))
            }
        }
        return marks.mapValues { Sweep.distinct($0).joined(separator: ", ") }
    }

    private func description(_ panels: [LoadPanel]) -> String {
        let parts = panels.map { panel in
            let busiest = panel.serving.first.map {
                ", the busiest \($0.node) with \(NumberText.integer($0.served))"
            }
            return "\(panel.arm.name): \(Prose.counted(panel.serving.count, "node")) of "
                + "\(panel.loads.count) served operations\(busiest ?? "")"
        }
        return "Bars, one per node. \(parts.joined(separator: "; "))."
    }
}
