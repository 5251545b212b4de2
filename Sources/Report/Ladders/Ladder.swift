/// One operation as a ladder diagram: nodes across, time downwards, an arrow per message.
struct Ladder {
    let id: String
    let arm: Arm
    let operation: TracedOperation
    let faults: [FaultEvent]
    /// The messages there is no room for.
    private let leftOut: Int

    /// Of one operation: a broadcast to hundreds would fill pages.
    private static let mostMessages = 16
    private static let firstLane = 160.0
    private static let top = 104.0

    init(id: String, arm: Arm, operation: TracedOperation, faults: [FaultEvent]) {
        self.id = id
        self.arm = arm
        self.operation = TracedOperation(
            participant: operation.participant, sequence: operation.sequence, key: operation.key,
            messages: Array(operation.messages.prefix(Self.mostMessages)))
        self.faults = faults
        leftOut = operation.messages.count - self.operation.messages.count
    }

    /// The drawing, with who asked and when above it.
    var picture: Markup {
        let layout = LadderLayout(operation, faults: faults, top: Self.top)
        let width = Self.firstLane + Double(max(operation.nodes.count - 1, 1)) * laneGap + 70
        let bottom = layout.height + 26
        let marks = layout.rows.flatMap { mark($0, layout) }
        // Labels come last, so that no later arrow crosses one out.
        let content =
            heading + lanes(layout, bottom: bottom) + layout.rows.flatMap(time)
            + marks.filter { !$0.isLabel } + marks.filter(\.isLabel)
            + remainder(y: bottom + 22)
        return .tag(
            "div", ["class": "ladder", "style": "width:\(Drawing.at(width / 17))rem"],
            [
                Drawing.image(
                    id: id, width: width, height: bottom + (leftOut > 0 ? 34 : 8),
                    title: "Ladder diagram of one operation in \(arm.name)",
                    description: description, content)
            ])
    }

    /// Many nodes stand closer together.
    private var laneGap: Double { operation.nodes.count > 6 ? 120 : 170 }

    private var heading: [Markup] {
        let start = NumberText.fixed(Double(operation.start) / 1e9, decimals: 3)
        return [
            arm.marker(12, 14),
            Drawing.text(24, 19, arm.name, style: "name \(arm.style)"),
            Drawing.text(
                4, 42,
                "participant \(operation.participant), operation \(operation.sequence), "
                    + "first sent at \(start) s",
                style: "muted"),
        ]
    }

    private func lane(_ node: String) -> Double {
        Self.firstLane + Double(operation.nodes.firstIndex(of: node) ?? 0) * laneGap
    }

    /// A lifeline per node, dashed while a fault holds the node.
    private func lanes(_ layout: LadderLayout, bottom: Double) -> [Markup] {
        operation.nodes.flatMap { node -> [Markup] in
            let x = lane(node)
            var markup = [
                Drawing.text(x, Self.top - 36, node, style: "strong", anchor: .middle)
            ]
            let holding = faults.last { $0.holds(node, at: operation.start) }
            var isHeld = holding != nil
            var from = Self.top - 10
            if let holding {
                markup.append(
                    Drawing.text(
                        x, Self.top - 18, FaultWords.mark(holding.action), style: "fault-name",
                        anchor: .middle))
            }
            for row in layout.rows {
                let next: Bool
                switch row.event {
                case .struck(node, _): next = true
                case .undone(node): next = false
                default: continue
                }
                markup.append(
                    Drawing.line(x, from, x, row.y, style: isHeld ? "lane held" : "lane"))
                (from, isHeld) = (row.y, next)
            }
            return markup + [Drawing.line(x, from, x, bottom, style: isHeld ? "lane held" : "lane")]
        }
    }

    /// The moment on the left, as time since the operation's first message.
    private func time(_ row: LadderLayout.Row) -> [Markup] {
        let since = Double(row.nanoseconds - operation.start) / 1e3
        let label = Drawing.text(
            96, row.y + 5, Quantity.duration(microseconds: since).text, style: "muted",
            anchor: .end)
        guard row.isAfterBreak else { return [label] }
        let middle = row.y - LadderLayout.largestGap / 2
        return [label, Drawing.text(90, middle + 5, "⋮", style: "muted", anchor: .end)]
    }

    private func mark(_ row: LadderLayout.Row, _ layout: LadderLayout) -> [Markup] {
        switch row.event {
        case .sent(let index):
            let message = operation.messages[index]
            let end = layout.rows.first { $0.event == .received(index) }
            return end.map { arrow(message, from: row.y, to: $0.y) } ?? lost(message, y: row.y)
        case .received:
            return []
        case .struck(let node, let action):
            let x = lane(node)
            return cross(x, row.y) + [
                Drawing.text(x + 12, row.y + 5, FaultWords.mark(action), style: "fault-name halo")
            ]
        case .undone(let node):
            let x = lane(node)
            return [
                Drawing.line(x - 7, row.y, x + 7, row.y, style: "fault-edge"),
                Drawing.text(x + 12, row.y + 5, "fault undone", style: "fault-name halo"),
            ]
        }
    }

    private func arrow(_ message: TracedMessage, from top: Double, to bottom: Double) -> [Markup] {
        let (start, end) = (lane(message.from), lane(message.to))
        guard start != end else { return [] }
        let side = end > start ? 1.0 : -1.0
        let head =
            "M\(Drawing.at(end - side * 11)) \(Drawing.at(bottom - 5))"
            + "L\(Drawing.at(end)) \(Drawing.at(bottom))"
            + "L\(Drawing.at(end - side * 11)) \(Drawing.at(bottom + 5))"
        return [
            Drawing.line(start, top, end, bottom, style: "message \(arm.style)"),
            .tag("path", ["d": head, "class": "message \(arm.style)"]),
            label(message.kind, start: start, end: end, y: (top + bottom) / 2),
        ]
    }

    /// An arrow that ends in a cross on its way.
    private func lost(_ message: TracedMessage, y: Double) -> [Markup] {
        let (start, end) = (lane(message.from), lane(message.to))
        let stop = start + (end - start) * 0.72
        return [
            Drawing.line(start, y, stop, y + 9, style: "message \(arm.style)"),
            label("\(message.kind): \(message.loss)", start: start, end: stop, y: y + 4),
        ] + cross(stop, y + 9)
    }

    private func label(_ text: String, start: Double, end: Double, y: Double) -> Markup {
        Drawing.text((start + end) / 2, y - 7, text, style: "halo", anchor: .middle)
    }

    private func cross(_ x: Double, _ y: Double) -> [Markup] {
        [
            Drawing.line(x - 6, y - 6, x + 6, y + 6, style: "cross"),
            Drawing.line(x - 6, y + 6, x + 6, y - 6, style: "cross"),
        ]
    }

    private func remainder(y: Double) -> [Markup] {
        guard leftOut > 0 else { return [] }
        return [
            Drawing.text(
                96, y, "and \(Prose.counted(leftOut, "more message"))", style: "muted")
        ]
    }

    private var description: String {
        let steps = operation.messages.map { message in
            "\(message.kind) from \(message.from) to \(message.to)"
                + (message.isLost ? " (\(message.loss))" : "")
        }
        return "\(Prose.capitalized(steps.joined(separator: ", then ")))."
    }
}

extension FaultEvent {
    /// Whether the fault was in force on a node before this moment and still is.
    fileprivate func holds(_ node: String, at nanoseconds: Int) -> Bool {
        guard nodes.contains(node), let applied = appliedNanoseconds else { return false }
        return applied < nanoseconds && nanoseconds < (healedNanoseconds ?? .max)
    }
}

extension Markup {
    fileprivate var isLabel: Bool {
        if case .element("text", _, _) = self { true } else { false }
    }
}
