import Measurement

/// Response, throughput and success over the swept factor: panels with a line per arm.
struct SweepChart {
    let id: String
    let sweep: Sweep
    let axis: SweepAxis
    let series: SweepAxis.Series
    let trials: CSVTable
    /// Availability and what faults did, where there is something to see.
    let successMetrics: [Metric]
    /// Whether it is one of several, and drawn smaller.
    let isSmall: Bool

    private static let width = 1120.0
    private static let left = 84.0
    /// Between the panels, with room for the second one's numbers.
    private static let gap = 96.0
    private static let top = 46.0
    private static let rowGap = 84.0

    private var panelHeight: Double { isSmall ? 130 : 210 }

    /// Nil if there is nothing to draw.
    var figure: Markup? {
        let panels = panels
        guard !panels.isEmpty else { return nil }
        let bottom = panels.map(\.y.start).max() ?? 0
        let axes = panels.map { panel in
            Drawing.text(
                (panel.x.start + panel.x.end) / 2, panel.y.start + 42, axis.factor, style: "muted",
                anchor: .middle)
        }
        let title = "Over \(axis.factor)" + (series.title.isEmpty ? "" : ", \(series.title)")
        let picture = Drawing.image(
            id: id, width: Self.width, height: bottom + 56, title: title,
            description: description, panels.flatMap(\.markup) + axes)
        return Figure.markup(picture, title: title, caption: caption)
    }

    private var panels: [LinePanel] {
        let right = LinePanel.right(
            width: Self.width, names: sweep.columns.map(\.name) + ["offered"])
        let width = (right - Self.left - Self.gap) / 2
        let measures = measures
        return measures.enumerated().compactMap { index, measure in
            let column = Double(index % 2)
            let top = Self.top + Double(index / 2) * (panelHeight + Self.rowGap)
            let left = Self.left + column * (width + Self.gap)
            let isNamed = index % 2 == 1 || index + 1 == measures.count
            return panel(
                measure, x: scale(from: left, to: left + width), from: top + panelHeight, to: top,
                isNamed: isNamed)
        }
    }

    /// What one panel shows; times of responses by their logarithm, in µs.
    private struct Measure {
        let title: String
        let lines: [LinePanel.Line]
        var isTime = false
    }

    private var measures: [Measure] {
        let load = [
            Measure(title: "Response p50", lines: lines(.responseMedian), isTime: true),
            Measure(title: "Response p99", lines: lines(.responseTail), isTime: true),
            Measure(
                title: "Response mean", lines: theories + lines(.responseMean), isTime: true),
            Measure(title: "Throughput (op/s)", lines: offered + lines(.throughput)),
        ]
        let success = successMetrics.map { metric -> Measure in
            // A unit is said once: seconds are drawn as they are, shares in percent.
            let unit = metric.format(0).unit
            return Measure(
                title: Prose.capitalized(metric.title) + (unit.isEmpty ? "" : " (\(unit))"),
                lines: lines(metric, times: unit == "%" ? 100 : 1))
        }
        return (load + success).filter { measure in
            measure.lines.contains { line in line.points.contains { $0.y != nil } }
        }
    }

    private func panel(
        _ measure: Measure, x: Scale,
        from bottom: Double, to top: Double, isNamed: Bool
    ) -> LinePanel? {
        let values = measure.lines.flatMap { line in
            line.points.compactMap(\.y) + line.spans.flatMap { [$0.low, $0.high] }
        }
        let most = values.max() ?? 0
        let y =
            measure.isTime
            ? Scale.logarithmic(covering: values, from: bottom, to: top)
            : Scale.linear(0, most > 0 ? most * 1.05 : 1, from: bottom, to: top)
        guard let y else { return nil }
        let yTicks =
            measure.isTime
            ? y.timeTicks(isSmall ? 4 : 7)
            : y.ticks(isSmall ? 3 : 5).map {
                LinePanel.Tick(value: $0, text: NumberText.shortest($0, decimals: 4))
            }
        return LinePanel(
            title: measure.title, x: x, y: y, xTicks: ticks(x), yTicks: yTicks,
            lines: measure.lines, namesLines: isNamed)
    }

    /// By its logarithm where the levels span more than a power of ten.
    private func scale(from start: Double, to end: Double) -> Scale {
        let values = series.stops.map(\.value)
        let low = values.first ?? 0
        let high = values.last ?? 1
        return Scale(
            low: low, high: high, start: start, end: end,
            isLogarithmic: low > 0 && high > 10 * low)
    }

    /// At the levels, as far as their texts have room; the last one always.
    private func ticks(_ x: Scale) -> [LinePanel.Tick] {
        func ends(_ stop: SweepAxis.Stop) -> (left: Double, right: Double) {
            let half = 4.5 * Double(stop.text.count)
            return (x.position(stop.value) - half, x.position(stop.value) + half)
        }
        guard let last = series.stops.last else { return [] }
        var shown: [SweepAxis.Stop] = []
        for stop in series.stops.dropLast() where ends(stop).right + 8 <= ends(last).left {
            if let latest = shown.last, ends(latest).right + 8 > ends(stop).left { continue }
            shown.append(stop)
        }
        return (shown + [last]).map { LinePanel.Tick(value: $0.value, text: $0.text) }
    }

    /// One per arm that has a value at some level.
    private func lines(_ metric: Metric, times factor: Double = 1) -> [LinePanel.Line] {
        sweep.columns.compactMap { column in
            guard let arm = column.first else { return nil }
            let summaries = series.stops.map { stop in
                column.arms[stop.point].flatMap { summary(metric, of: $0) }
            }
            guard summaries.contains(where: { $0 != nil }) else { return nil }
            var line = LinePanel.Line(
                arm: arm,
                points: zip(series.stops, summaries).map {
                    ($0.value, ($1?.median).map { $0 * factor })
                },
                name: column.name)
            for (stop, summary) in zip(series.stops, summaries) {
                guard let summary else { continue }
                if let range = summary.range, range.low < range.high {
                    line.spans.append(
                        LinePanel.Span(
                            x: stop.value, low: range.low * factor, high: range.high * factor))
                }
                if column.arms[stop.point]?.isBelievable == false {
                    line.doubted.append((stop.value, summary.median * factor))
                }
            }
            return line
        }
    }

    /// Of what some repetitions never came to, a median over the others would be too good.
    private func summary(_ metric: Metric, of arm: Arm) -> Summary? {
        guard let summary = metric.summary(of: arm, in: trials) else { return nil }
        let isWhole = summary.values.count == arm.countedRows.count
        return metric.emptyAfterFault == "–" || isWhole ? summary : nil
    }

    /// What laws say of the means, as far as it makes a line: over at least two points side by side.
    private var theories: [LinePanel.Line] {
        lines(.theoryMean).filter { line in
            zip(line.points, line.points.dropFirst()).contains { $0.y != nil && $1.y != nil }
        }.map { line in
            var theory = LinePanel.Line(arm: line.arm, points: line.points, name: "theory")
            theory.style = .theory
            return theory
        }
    }

    /// One thin line if it was the same for all arms.
    private var offered: [LinePanel.Line] {
        guard let arm = sweep.columns.first?.first else { return [] }
        let points = series.stops.map { stop -> (x: Double, y: Double?) in
            let values = sweep.points[stop.point].arms.compactMap {
                Metric.offered.summary(of: $0, in: trials)?.median
            }
            guard let low = values.min(), let high = values.max(), high <= low * 1.01 else {
                return (stop.value, nil)
            }
            return (stop.value, high)
        }
        guard points.allSatisfy({ $0.y != nil }) else { return [] }
        var line = LinePanel.Line(arm: arm, points: points, name: "offered")
        line.style = .reference
        return [line]
    }

    private var caption: String {
        let arms = series.stops.flatMap { sweep.points[$0.point].arms }
        let hasSpans = arms.contains { $0.countedRows.count > 2 }
        let isBroken = successMetrics.contains { metric in
            lines(metric).contains { line in line.points.contains { $0.y == nil } }
        }
        let isDoubted = arms.contains { !$0.isBelievable }
        return "Medians over repetitions; response times on a logarithmic scale."
            + (hasSpans ? " Bars reach from the smallest to the largest repetition." : "")
            + (theories.isEmpty ? "" : " Wide and pale: the mean that theory gives.")
            + (isBroken
                ? " A line is broken where a repetition has no value, as one that never recovered."
                : "")
            + (isDoubted ? " Crossed out: no valid trial, not to be believed." : "")
    }

    private var description: String {
        let ends = lines(.responseTail).compactMap { line -> String? in
            guard let first = line.points.first(where: { $0.y != nil })?.y,
                let last = line.points.last(where: { $0.y != nil })?.y
            else { return nil }
            return "p99 of \(line.name) goes from \(Quantity.duration(microseconds: first).text) "
                + "to \(Quantity.duration(microseconds: last).text)"
        }
        return "Line charts over \(axis.factor). \(ends.joined(separator: "; "))."
    }
}
