/// One arm's nodes and what each of them served.
struct LoadPanel {
    let arm: Arm
    /// Busiest first.
    let loads: [NodeLoad]
    /// What befell a node, by its name.
    let marks: [String: String]

    static let columnsHeight = 300.0
    private static let rowHeight = 24.0
    private static let headHeight = 44.0
    private static let nameWidth = 104.0
    /// A generous mean of a character's width.
    private static let characterWidth = 7.8
    /// Less than this tells bars of different length hardly apart.
    private static let leastBarWidth = 100.0

    var serving: [NodeLoad] { loads.filter { $0.served > 0 } }

    var barsHeight: Double {
        Self.headHeight + Double(serving.count + (serving.count < loads.count ? 1 : 0))
            * Self.rowHeight
    }

    /// Bars and what is written beside them need no less.
    var leastWidth: Double { Self.nameWidth + Self.leastBarWidth + textWidth }

    /// What was served, and what befell the node.
    private func text(_ load: NodeLoad) -> String {
        NumberText.integer(load.served) + (marks[load.node].map { " · \($0)" } ?? "")
    }

    /// Room for the longest number and marks to the right of the longest bar.
    private var textWidth: Double {
        let longest = serving.map { text($0).count }.max() ?? 0
        return max(150, 30 + Self.characterWidth * Double(longest))
    }

    /// A bar per serving node; those that served nothing in one line below.
    func bars(left: Double, top: Double, width: Double, most: Double) -> [Markup] {
        let barLeft = left + Self.nameWidth
        let scale = Scale.linear(0, most, from: barLeft, to: left + width - textWidth)
        let bars = serving.enumerated().flatMap { index, load -> [Markup] in
            let height = top + Self.headHeight + Double(index) * Self.rowHeight
            let end = scale.position(load.served)
            return [
                Drawing.text(barLeft - 8, height + 14, short(load.node), anchor: .end),
                Drawing.box(
                    barLeft, height, width: end - barLeft, height: Self.rowHeight - 6,
                    style: "bar \(arm.style)"),
                Drawing.text(end + 8, height + 14, text(load), style: "muted"),
            ]
        }
        let below = top + Self.headHeight + Double(serving.count) * Self.rowHeight + 14
        return head(left: left, top: top) + bars + idle(left: left + 24, y: below)
    }

    /// A thin column per serving node, busiest on the left.
    func columns(
        left: Double, top: Double, width: Double, most: Double, slots: Int
    ) -> [Markup] {
        let bottom = top + Self.columnsHeight - 60
        let plotLeft = left + 66
        let plotWidth = width - 66 - 30
        let y = Scale.linear(0, most, from: bottom, to: top + Self.headHeight + 8)
        // More columns than pixels cannot be seen: draw every k-th of the sorted nodes.
        let stride = max(1, (slots + 399) / 400)
        let slot = plotWidth / Double((slots + stride - 1) / stride)
        let grid = y.ticks(4).flatMap { tick in
            [
                Drawing.line(
                    plotLeft, y.position(tick), plotLeft + plotWidth, y.position(tick),
                    style: "grid"),
                Drawing.text(
                    plotLeft - 8, y.position(tick) + 5, NumberText.integer(tick), style: "muted",
                    anchor: .end),
            ]
        }
        let shown = serving.enumerated().filter { $0.offset.isMultiple(of: stride) }.map(\.element)
        let bars = shown.enumerated().map { index, load in
            let height = y.position(load.served)
            return Drawing.box(
                plotLeft + Double(index) * slot, height, width: max(slot * 0.8, 0.8),
                height: bottom - height, style: "bar \(arm.style)")
        }
        let every = stride > 1 ? ", every \(stride)th shown" : ""
        let order = serving.count > 1 ? ", busiest first" : ""
        let range = Drawing.text(
            plotLeft, bottom + 20, Prose.counted(serving.count, "node") + order + every,
            style: "muted")
        return head(left: left, top: top) + grid + bars + [range]
            + busiest(left: plotLeft, slot: slot, y: y) + idle(left: left + 24, y: bottom + 44)
    }

    private func head(left: Double, top: Double) -> [Markup] {
        [
            arm.marker(left + 12, top + 19),
            Drawing.text(left + 24, top + 24, arm.name, style: "name \(arm.style)"),
        ]
    }

    private func busiest(left: Double, slot: Double, y: Scale) -> [Markup] {
        guard let first = serving.first else { return [] }
        return [
            Drawing.text(
                left + max(slot, 4) + 6, y.position(first.served) + 4,
                "\(first.node): \(NumberText.integer(first.served))")
        ]
    }

    private func idle(left: Double, y: Double) -> [Markup] {
        let idle = loads.filter { $0.served == 0 }
        guard !idle.isEmpty else { return [] }
        let whole = "\(Prose.counted(idle.count, "node")) served none: "
        return [
            Drawing.text(
                left, y, whole + Prose.names(idle.map(\.node), limit: 1), style: "muted")
        ]
    }

    private func short(_ name: String) -> String {
        name.count <= 12 ? name : name.prefix(11) + "…"
    }
}
