/// One coordinate system with a line per arm: grid, ticks, lines, markers, direct labels.
struct LinePanel {
    struct Tick {
        let value: Double
        let text: String
    }

    struct Line {
        let arm: Arm
        /// In the units of the scales; broken where `y` is missing.
        let points: [(x: Double, y: Double?)]
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
        let longest = arms.map(\.name.count).max() ?? 0
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
        // A marker on every line's own places, so that coinciding lines still show both.
        let every = max(1, points.count / 6)
        let offset = every * (2 * line.arm.shape + 1) / 6 % every
        let markers = points.enumerated().compactMap { index, point -> Markup? in
            guard index % every == offset, let height = point.y else { return nil }
            return line.arm.marker(point.x, height)
        }
        return [Drawing.path(points, arm: line.arm)] + markers
    }

    /// The arms' names to the right of the lines' last points.
    private var names: [Markup] {
        let ends = lines.map { line in
            line.points.last { $0.y != nil }?.y.map { y.position($0) } ?? bottom
        }
        let heights = LabelColumn.spread(ends, gap: 19, from: top + 4, to: bottom)
        return zip(lines, heights).flatMap { line, height -> [Markup] in
            let name = line.points.contains { $0.y != nil } ? line.arm.name : "\(line.arm.name): –"
            return [
                line.arm.marker(right + 14, height),
                Drawing.text(right + 25, height + 5, name, style: "name \(line.arm.style)"),
            ]
        }
    }
}
