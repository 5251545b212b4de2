/// One coordinate system with a line per arm: grid, ticks, lines, markers, direct labels.
struct LinePanel {
    struct Tick {
        let value: Double
        let text: String
    }

    /// What a line stands for.
    enum Style {
        /// Something measured: with markers, named in the arm's colour.
        case measured
        /// What theory says of the same arm: wide and pale, so that the measured line shows on it.
        case theory
        /// Something to compare all arms with: thin and grey.
        case reference
    }

    /// From the smallest to the largest repetition.
    struct Span {
        let x: Double
        let low: Double
        let high: Double
    }

    struct Line {
        let arm: Arm
        /// In the units of the scales; broken where `y` is missing.
        let points: [(x: Double, y: Double?)]
        let name: String
        var style = Style.measured
        var spans: [Span] = []
        /// The points that may not be believed, crossed out.
        var doubted: [(x: Double, y: Double)] = []

        init(arm: Arm, points: [(x: Double, y: Double?)], name: String? = nil) {
            self.arm = arm
            self.points = points
            self.name = name ?? arm.name
        }
    }

    let title: String
    let x: Scale
    let y: Scale
    let xTicks: [Tick]
    let yTicks: [Tick]
    let lines: [Line]
    /// Whether this panel carries the axis' numbers, or one below it does.
    var showsXTicks = true
    var showsYTicks = true
    /// Whether each line is named at its right end.
    var namesLines = true

    /// Where panels must end to leave room for the arms' names in a picture of this width.
    static func right(width: Double, arms: [Arm]) -> Double {
        right(width: width, names: arms.map(\.name))
    }

    /// The same for any names.
    static func right(width: Double, names: [String]) -> Double {
        let longest = names.map(\.count).max() ?? 0
        return max(width / 2, width - 36 - 9.5 * Double(longest))
    }

    private var left: Double { x.start }
    private var right: Double { x.end }
    private var bottom: Double { y.start }
    private var top: Double { y.end }

    var markup: [Markup] {
        grid + [Drawing.text(left, top - 10, title, style: "strong")]
            + lines.flatMap(drawn) + (namesLines ? names : [])
    }

    private var grid: [Markup] {
        let horizontal = yTicks.flatMap { tick -> [Markup] in
            let height = y.position(tick.value)
            let line = Drawing.line(left, height, right, height, style: "grid")
            guard showsYTicks else { return [line] }
            return [
                line,
                Drawing.text(left - 10, height + 5, tick.text, style: "muted", anchor: .end),
            ]
        }
        let vertical = xTicks.flatMap { tick -> [Markup] in
            let place = x.position(tick.value)
            let line = Drawing.line(place, top, place, bottom, style: "grid")
            guard showsXTicks else { return [line] }
            return [
                line,
                Drawing.text(place, bottom + 20, tick.text, style: "muted", anchor: .middle),
            ]
        }
        return horizontal + vertical + [Drawing.line(left, bottom, right, bottom, style: "axis")]
    }

    private func drawn(_ line: Line) -> [Markup] {
        let points = line.points.map { point in
            (x: x.position(point.x), y: point.y.map { y.position($0) })
        }
        let path = Drawing.path(points, arm: line.arm, style: line.style)
        guard line.style == .measured else { return [path] }
        // A marker on every line's own places, so that coinciding lines still show both.
        let every = max(1, points.count / 6)
        let offset = every * (2 * line.arm.shape + 1) / 6 % every
        let markers = points.enumerated().compactMap { index, point -> Markup? in
            guard index % every == offset, let height = point.y else { return nil }
            return line.arm.marker(point.x, height)
        }
        return spans(line) + [path] + markers + crosses(line)
    }

    private func spans(_ line: Line) -> [Markup] {
        line.spans.map { span in
            let place = x.position(span.x)
            return Drawing.line(
                place, y.position(span.low), place, y.position(span.high),
                style: "span \(line.arm.style)")
        }
    }

    private func crosses(_ line: Line) -> [Markup] {
        line.doubted.flatMap { point -> [Markup] in
            let (across, down) = (x.position(point.x), y.position(point.y))
            return [
                Drawing.line(across - 7, down - 7, across + 7, down + 7, style: "cross"),
                Drawing.line(across - 7, down + 7, across + 7, down - 7, style: "cross"),
            ]
        }
    }

    /// The lines' names to the right of their last points.
    private var names: [Markup] {
        let ends = lines.map { line in
            line.points.last { $0.y != nil }?.y.map { y.position($0) } ?? bottom
        }
        let heights = LabelColumn.spread(ends, gap: 19, from: top + 4, to: bottom)
        return zip(lines, heights).flatMap { line, height -> [Markup] in
            let name = line.points.contains { $0.y != nil } ? line.name : "\(line.name): –"
            let style = line.style == .reference ? "muted" : "name \(line.arm.style)"
            let text = Drawing.text(right + 25, height + 5, name, style: style)
            return line.style == .measured
                ? [line.arm.marker(right + 14, height), text] : [text]
        }
    }
}
