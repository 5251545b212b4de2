/// The side-by-side table as HTML, single repetitions as dots from three on.
struct ComparisonMarkup {
    private let comparison: ComparisonTable

    init(_ point: SweepPoint, results: ResultTables) {
        comparison = ComparisonTable(point, results: results)
    }

    var table: Markup {
        .tag(
            "div", ["class": "wide"],
            [
                .tag(
                    "table", [:],
                    [
                        .tag("thead", [:], [header]),
                        .tag("tbody", [:], comparison.rows.map(line) + [validity]),
                    ])
            ])
    }

    private var header: Markup {
        let arms = comparison.arms.map { arm -> Markup in
            let doubt: [Markup] =
                arm.isBelievable
                ? [] : [.tag("br"), .tag("span", ["class": "warning"], text: "not valid")]
            return .tag(
                "th", ["scope": "col"],
                [
                    .tag(
                        "svg",
                        ["class": "key", "viewBox": "0 0 14 14", "aria-hidden": "true"],
                        [arm.marker(7, 7)]),
                    .text(" \(arm.name)"),
                ] + doubt)
        }
        return .tag("tr", [:], [.tag("th", ["scope": "col"], text: "per topology")] + arms)
    }

    private func line(_ row: ComparisonTable.Row) -> Markup {
        let points = row.cells.flatMap(\.points)
        let cells = zip(comparison.arms, row.cells).map { arm, cell -> Markup in
            let range: [Markup] =
                cell.range.isEmpty
                ? []
                : [
                    .tag("span", ["class": "range"], text: cell.range),
                    dots(cell, arm: arm, among: points),
                ]
            return .tag("td", [:], [.tag("span", text: cell.text)] + range)
        }
        return .tag(
            "tr", [:],
            [
                .tag(
                    "th", ["scope": "row"],
                    [
                        .text(row.metric.title),
                        .tag("span", ["class": "meaning"], text: row.metric.meaning),
                    ])
            ] + cells)
    }

    private var validity: Markup {
        .tag(
            "tr", [:],
            [.tag("th", ["scope": "row"], text: "valid trials")]
                + comparison.valid.map { .tag("td", text: $0) })
    }

    /// The repetitions on the scale of the whole line, so that arms compare by eye.
    private func dots(_ cell: ComparisonTable.Cell, arm: Arm, among all: [Double]) -> Markup {
        let scale = Scale.linear(all.min() ?? 0, all.max() ?? 1, from: 6, to: 114)
        return .tag(
            "svg", ["class": "dots", "viewBox": "0 0 120 12", "aria-hidden": "true"],
            [Drawing.line(0, 6, 120, 6, style: "grid")]
                + cell.points.map { arm.marker(scale.position($0), 6, size: 3.5) })
    }
}
