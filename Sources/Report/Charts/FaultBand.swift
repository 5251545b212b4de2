import Measurement

/// A fault's time in a chart: shaded in each panel from applied to healed, named above them.
struct FaultBand {
    static let labelHeight = 20.0
    /// A generous mean for bold text of 15 units.
    private static let characterWidth = 8.6
    /// What fits beside the axis, at the generous width.
    private static let mostCharacters = 118

    let label: String
    /// Seconds; a missing end means to the end of the chart.
    let spans: [(start: Double, end: Double?)]

    /// One band per fault of the drawn trials; beyond four, the rest share one.
    static func all(drawn: [Drawn], results: ResultTables) -> [FaultBand] {
        var names: [String] = []
        var struck: [(arm: Arm, event: FaultEvent)] = []
        for drawn in drawn {
            for event in FaultEvent.all(in: results.faults, trial: drawn.trial)
            where event.applied != nil {
                if !names.contains(event.name) { names.append(event.name) }
                struck.append((drawn.arm, event))
            }
        }
        let bands = names.map { name in
            band(struck.filter { $0.event.name == name }, arms: drawn.count)
        }
        guard bands.count > 4 else { return bands }
        let rest = bands.dropFirst(3)
        return bands.prefix(3) + [
            FaultBand(label: "\(rest.count) more faults", spans: rest.flatMap(\.spans))
        ]
    }

    /// "kill: server-0 (client-server), peer-0 (mesh), 4.0 s to 6.0 s".
    private static func band(_ struck: [(arm: Arm, event: FaultEvent)], arms: Int) -> FaultBand {
        let action = struck.first?.event.action ?? ""
        var targets: [(arm: String, nodes: [String])] = []
        for (arm, event) in struck {
            if let index = targets.firstIndex(where: { $0.arm == arm.name }) {
                targets[index].nodes += event.nodes
            } else {
                targets.append((arm.name, event.nodes))
            }
        }
        let spans = struck.compactMap { struck in
            struck.event.applied.map { (start: $0, end: struck.event.healed) }
        }
        let starts = Set(struck.compactMap { $0.event.applied.map { ($0 * 10).rounded() } })
        var time = ""
        if starts.count == 1, let first = spans.first {
            time = ", from \(NumberText.moment(first.start)) s"
            time += first.end.map { " to \(NumberText.moment($0)) s" } ?? " on"
        }
        let label = whom(action, targets, arms: arms).map { "\(action)\($0)\(time)" }
            .first { $0.count <= mostCharacters }
        return FaultBand(label: label ?? action + time, spans: spans)
    }

    /// Who was hit in each arm, each text shorter than the one before: by name, then by number.
    private static func whom(
        _ action: String, _ targets: [(arm: String, nodes: [String])], arms: Int
    ) -> [String] {
        let counts = targets.map { target -> String in
            let nodes = Prose.counted(Sweep.distinct(target.nodes).count, "node")
            return action == "churn"
                ? "\(nodes), \(Prose.counted(target.nodes.count, "absence"))" : nodes
        }
        let names = targets.map { Prose.names($0.nodes, limit: 2) }
        func listed(_ who: [String]) -> String {
            let texts = zip(who, targets).map { $0 + (arms > 1 ? " (\($1.arm))" : "") }
            return ": \(Prose.names(texts, limit: 2, noun: "arms"))"
        }
        let inEach = arms > 2 && Set(counts).count == 1 ? counts.prefix(1) : []
        return (action == "churn" ? [] : [listed(names)])
            + inEach.map { ": \($0) in each of \(Prose.counted(targets.count, "arm"))" }
            + [listed(counts)]
    }

    /// The shade of one panel, which would cross out the titles between them.
    func shade(x: Scale, top: Double, bottom: Double) -> [Markup] {
        merged.flatMap { span -> [Markup] in
            let from = x.position(max(span.start, x.low))
            let to = x.position(min(span.end, x.high))
            let edges = [from] + (span.end <= x.high ? [to] : [])
            return [
                Drawing.box(
                    from, top, width: max(to - from, 1.5), height: bottom - top, style: "fault")
            ] + edges.map { Drawing.line($0, top, $0, bottom, style: "fault-edge") }
        }
    }

    /// The name in its own row above the panels.
    func name(x: Scale, row: Int) -> Markup {
        let height = 30 + Double(row) * Self.labelHeight
        // Above the arms' names there is room; a label that starts late moves left instead of running out of the picture.
        let start = spans.map { x.position($0.start) }.min() ?? x.start
        let labelWidth = Double(label.count) * Self.characterWidth
        let labelStart = max(x.start, min(start, OutageChart.width - 12 - labelWidth))
        return Drawing.text(labelStart, height, label, style: "fault-name")
    }

    /// The spans with overlaps joined: shades on top of each other would look like more.
    private var merged: [(start: Double, end: Double)] {
        var merged: [(start: Double, end: Double)] = []
        for span in spans.sorted(by: { $0.start < $1.start }) {
            let end = span.end ?? .infinity
            if let last = merged.last, span.start <= last.end {
                merged[merged.count - 1].end = max(last.end, end)
            } else {
                merged.append((span.start, end))
            }
        }
        return merged
    }
}
