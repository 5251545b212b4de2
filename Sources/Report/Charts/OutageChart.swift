import Measurement

/// Success and response time over one time axis, the faults shaded.
struct OutageChart {
    let id: String
    let timelines: [Timeline]
    let bands: [FaultBand]
    let intervalText: String
    /// Which trials are drawn.
    let note: String

    static let width = 1120.0
    private static let left = 84.0
    private static let panelHeight = 140.0
    private static let panelGap = 42.0

    init(id: String, drawn: [Drawn], results: ResultTables, note: String) {
        let rowsPerPoint = Timeline.rowsPerPoint(drawn, timeline: results.timeline)
        self.id = id
        timelines = drawn.map {
            Timeline($0, timeline: results.timeline, rowsPerPoint: rowsPerPoint)
        }
        bands = FaultBand.all(drawn: drawn, results: results)
        intervalText = Timeline.intervalText(drawn, results)
        self.note = note
    }

    /// Nil if there is nothing to draw.
    var figure: Markup? {
        let points = timelines.flatMap(\.points)
        guard let first = points.map(\.seconds).min(), let last = points.map(\.seconds).max(),
            last > first
        else { return nil }
        let right = LinePanel.right(width: Self.width, arms: timelines.map(\.arm))
        let x = Scale.linear(
            min(first, 0), last + Timeline.rowSeconds / 2, from: Self.left, to: right)
        let top = 40.0 + Double(bands.count) * FaultBand.labelHeight
        let panels = panels(x: x, from: top)
        let bottom = panels.last?.y.start ?? top
        let height = bottom + 56
        let axis = Drawing.text(
            (Self.left + right) / 2, bottom + 44,
            "seconds since the start of measurement, by the moment an operation was intended",
            style: "muted", anchor: .middle)
        let shades = panels.flatMap { panel in
            warmup(x: x, top: panel.y.end, bottom: panel.y.start)
                + bands.flatMap { $0.shade(x: x, top: panel.y.end, bottom: panel.y.start) }
        }
        let names = bands.enumerated().map { $1.name(x: x, row: $0) }
        let content =
            shades + names + panels.flatMap(\.markup)
            + [warmupName(x: x, bottom: bottom)]
            .compactMap(\.self) + [axis]
        return Figure.markup(
            Drawing.image(
                id: id, width: Self.width, height: height,
                title: "Success and response time through the run", description: description,
                content),
            title: bands.isEmpty ? "Through the run" : "Through the outage", caption: caption)
    }

    private var caption: String {
        let hasGaps = timelines.contains { $0.points.contains { $0.succeeded == 0 } }
        return "Each point is \(intervalText). "
            + (hasGaps ? "Where nothing succeeded there is no response time to draw. " : "")
            + (bands.isEmpty
                ? "" : "Shaded: from the moment the fault was applied until it was undone. ")
            + note
    }

    private var description: String {
        let lows = timelines.compactMap { line -> String? in
            guard
                let low = line.points.min(by: { ($0.succeeded ?? 2) < ($1.succeeded ?? 2) }),
                let share = low.succeeded
            else { return nil }
            return "\(line.arm.name) is lowest with \(Quantity.percent(share).text) succeeding at "
                + "\(NumberText.moment(low.seconds)) s"
        }
        return "Line chart per \(intervalText). \(lows.joined(separator: "; "))."
    }

    private func panels(x: Scale, from top: Double) -> [LinePanel] {
        let plans: [(title: String, value: (Timeline.Point) -> Double?, isTime: Bool)] = [
            ("Succeeded, of the operations of users who stayed up", \.succeeded, false),
            ("Response p50 of those that succeeded", \.median, true),
            tailIsKnown
                ? ("Response p99 of those that succeeded", \.tail, true)
                : ("Slowest response of those that succeeded", \.slowest, true),
        ]
        let xTicks = x.ticks(10).filter { $0 >= 0 }.map {
            LinePanel.Tick(value: $0, text: NumberText.shortest($0, decimals: 2))
        }
        var panels: [LinePanel] = []
        for plan in plans {
            let lines = timelines.map { line in
                LinePanel.Line(arm: line.arm, points: line.curve(plan.value, isTime: plan.isTime))
            }
            let panelTop =
                top + 24 + Double(panels.count) * (Self.panelHeight + Self.panelGap)
            let from = panelTop + Self.panelHeight
            let values = lines.flatMap { $0.points.compactMap(\.y) }
            let scale =
                plan.isTime
                ? Scale.logarithmic(covering: values, from: from, to: panelTop)
                : Scale.linear(0, 1, from: from, to: panelTop)
            guard let scale, !values.isEmpty else { continue }
            panels.append(
                LinePanel(
                    title: plan.title, x: x, y: scale, xTicks: xTicks,
                    yTicks: plan.isTime ? scale.timeTicks(7) : Self.shareTicks, lines: lines,
                    showsXTicks: false))
        }
        if !panels.isEmpty { panels[panels.count - 1].showsXTicks = true }
        return panels
    }

    /// Whether at least half of the points with a median have a p99 too: it needs more operations.
    private var tailIsKnown: Bool {
        let points = timelines.flatMap(\.points).filter { $0.median != nil }
        return 2 * points.count { $0.tail != nil } > points.count
    }

    private static let shareTicks = [0, 25, 50, 75, 100].map {
        LinePanel.Tick(value: Double($0) / 100, text: "\($0) %")
    }

    private func warmup(x: Scale, top: Double, bottom: Double) -> [Markup] {
        guard x.low < 0 else { return [] }
        return [
            Drawing.box(
                x.start, top, width: x.position(0) - x.start, height: bottom - top, style: "warmup")
        ]
    }

    /// A short warm-up has no room for its name between the edge and the tick at 0.
    private func warmupName(x: Scale, bottom: Double) -> Markup? {
        let end = x.position(0)
        guard x.low < 0, end - x.start > 80 else { return nil }
        return Drawing.text(
            (x.start + end) / 2 - 4, bottom + 20, "warm-up", style: "muted", anchor: .middle)
    }
}

extension Scale {
    /// Ticks of a response time axis in µs.
    func timeTicks(_ count: Int) -> [LinePanel.Tick] {
        ticks(count).map { value in
            let quantity = Quantity.duration(microseconds: value)
            let number = quantity.number.contains(".") ? quantity.trimmed : quantity.number
            return LinePanel.Tick(value: value, text: "\(number) \(quantity.unit)")
        }
    }
}

extension Quantity {
    /// The number without zeros at the end of its decimals: ticks are round.
    fileprivate var trimmed: String {
        var text = number
        while text.hasSuffix("0") { text.removeLast() }
        return text.hasSuffix(".") ? String(text.dropLast()) : text
    }
}
