import Glibc
import Measurement

/// The latency tail: response time over the percentile, both on logarithmic scales.
struct TailChart {
    let id: String
    let drawn: [Drawn]
    let latency: CSVTable
    let caption: String

    private static let width = 1120.0
    private static let height = 400.0
    private static let top = 46.0
    private static let bottom = 340.0
    private static let clocks = [
        (name: "response", title: "All operations"),
        (name: "response_ok", title: "Only those that succeeded"),
    ]

    /// Nil if there is nothing to draw.
    var figure: Markup? {
        let curves = Self.clocks.map { clock in drawn.map { curve($0, clock: clock.name) } }
        let points = curves.flatMap(\.self).flatMap(\.self)
        guard
            let y = Scale.logarithmic(
                covering: points.map(\.microseconds), from: Self.bottom, to: Self.top),
            let furthest = points.map(\.nines).max(), furthest > Self.nines(50)
        else { return nil }
        let right = LinePanel.right(width: Self.width, arms: drawn.map(\.arm))
        let panelWidth = (right - 84 - 65) / 2
        let panels = zip(Self.clocks, curves).enumerated().map { column, plan in
            panel(
                plan.0.title, plan.1, y: y, furthest: furthest, isLast: column > 0,
                left: 84 + Double(column) * (panelWidth + 65), width: panelWidth)
        }
        let axis = Drawing.text(
            (84 + right) / 2, Self.bottom + 46,
            "percentile of operations: each step to the right is ten times rarer",
            style: "muted", anchor: .middle)
        return Figure.markup(
            Drawing.image(
                id: id, width: Self.width, height: Self.height, title: "The latency tail",
                description: description(curves), panels.flatMap(\.markup) + [axis]),
            title: "The latency tail", caption: caption)
    }

    private func panel(
        _ title: String, _ curves: [[Point]], y: Scale, furthest: Double, isLast: Bool,
        left: Double,
        width: Double
    ) -> LinePanel {
        let x = Scale.linear(Self.nines(50), furthest, from: left, to: left + width)
        let xTicks = [50, 90, 99, 99.9, 99.99, 99.999, 99.9999]
            .filter { Self.nines($0) <= furthest + 1e-9 }
            .map {
                LinePanel.Tick(
                    value: Self.nines($0), text: NumberText.shortest($0, decimals: 4) + " %")
            }
        let lines = zip(drawn, curves).map { drawn, points in
            LinePanel.Line(
                arm: drawn.arm, points: points.map { ($0.nines, Optional($0.microseconds)) })
        }
        return LinePanel(
            title: title, x: x, y: y, xTicks: xTicks, yTicks: y.timeTicks(8), lines: lines,
            showsYTicks: !isLast, namesLines: isLast)
    }

    private struct Point {
        /// log10(1 / (1 - p)): 1 at 90 %, 2 at 99 %.
        let nines: Double
        let microseconds: Double
    }

    private func curve(_ drawn: Drawn, clock: String) -> [Point] {
        let points = latency.rows(ofTrial: drawn.trial).compactMap { row -> Point? in
            guard latency[row, "clock"] == clock,
                let percentile = latency.double(row, "percentile"), percentile >= 50,
                percentile < 100, let value = latency.double(row, "value_us")
            else { return nil }
            return Point(nines: Self.nines(percentile), microseconds: value)
        }
        return points.sorted { $0.nines < $1.nines }
    }

    private func description(_ curves: [[[Point]]]) -> String {
        let ends = zip(drawn, curves.first ?? []).compactMap { drawn, points -> String? in
            guard let first = points.first, let last = points.last else { return nil }
            return "\(drawn.arm.name) rises from "
                + "\(Quantity.duration(microseconds: first.microseconds).text) to "
                + Quantity.duration(microseconds: last.microseconds).text
        }
        return "Line chart, all operations: \(ends.joined(separator: "; "))."
    }

    private static func nines(_ percentile: Double) -> Double {
        -log10(1 - percentile / 100)
    }
}
