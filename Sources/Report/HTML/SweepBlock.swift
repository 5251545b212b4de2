/// A whole sweep at a glance: findings, charts along its factor, and a table for each measure.
struct SweepBlock {
    private let sweep: Sweep
    private let results: ResultTables
    private let tables: [SweepTable]

    init(sweep: Sweep, results: ResultTables) {
        self.sweep = sweep
        self.results = results
        tables = SweepTable.all(sweep, results: results)
    }

    /// More pictures than this would drown the reader.
    private static let mostCharts = 12

    var markup: Markup {
        .tag(
            "div", [:],
            [findings]
                + (charts.isEmpty ? [] : [section("Over the sweep", charts)])
                + [section("Point by point", tableMarkup + legend + leftOut)])
    }

    private var shownPoints: Range<Int> { 0..<min(sweep.points.count, ReportPage.mostRows) }

    private var leftOut: [Markup] {
        let rest = sweep.points.count - shownPoints.count
        guard rest > 0 else { return [] }
        return [.tag("p", ["class": "muted"], text: "The other \(rest) points are in trials.csv.")]
    }

    private var findings: Markup {
        let sentences = SweepFindings(sweep: sweep, results: results).sentences
        let items: [Markup] = sentences.map { .tag("li", text: $0) }
        return section(
            "What was found",
            items.isEmpty
                ? [.tag("p", text: "The data gives no finding over the whole sweep.")]
                : [.tag("ul", ["class": "findings"], items)])
    }

    private var charts: [Markup] {
        guard let axis = SweepAxis(sweep) else { return [] }
        let telling = SweepTable.telling(sweep, results: results)
        let figures = axis.series.prefix(Self.mostCharts).enumerated().compactMap { index, series in
            SweepChart(
                id: "sweep-\(index)", sweep: sweep, axis: axis, series: series.drawn,
                trials: results.trials, successMetrics: telling,
                isSmall: axis.series.count > 1
            ).figure
        }
        var remarks: [String] = []
        let rest = axis.series.count - Self.mostCharts
        if rest > 0 {
            let more = Prose.counted(rest, "more combination") + (rest == 1 ? " is" : " are")
            remarks.append(more + " in the tables below.")
        }
        if axis.series.contains(where: { $0.drawn.stops.count < $0.stops.count }) {
            remarks.append(
                "Not every level is drawn: at most \(SweepAxis.Series.mostDrawn), evenly chosen.")
        }
        return figures + remarks.map { .tag("p", ["class": "muted"], text: $0) }
    }

    private var tableMarkup: [Markup] {
        tables.map { table in
            .tag(
                "div", ["class": "wide"],
                [
                    .tag("h3", text: table.title),
                    .tag(
                        "table", [:],
                        [
                            .tag("thead", [:], [header(table)]),
                            .tag("tbody", [:], shownPoints.map { row($0, of: table) }),
                        ]),
                ])
        }
    }

    private func header(_ table: SweepTable) -> Markup {
        // An arm's name breaks between its levels, not within them.
        let names = (sweep.factors + table.columns.map(\.header)).map {
            $0.replacing(" = ", with: "\u{A0}=\u{A0}")
        }
        return .tag("tr", [:], names.map { .tag("th", ["scope": "col"], text: $0) })
    }

    private func row(_ point: Int, of table: SweepTable) -> Markup {
        let levels: [Markup] = sweep.levels[point].map { .tag("th", ["scope": "row"], text: $0) }
        let cells = table.columns.map { column -> Markup in
            let cell = column.cells[point]
            let range: [Markup] =
                cell.content.range.isEmpty
                ? [] : [.tag("span", ["class": "range"], text: cell.content.range)]
            let value = Markup.tag(
                "span", ["class": cell.isDoubtful ? "warning" : nil],
                text: cell.content.text + (cell.isDoubtful ? " !" : ""))
            return .tag("td", [:], [value] + range)
        }
        return .tag("tr", [:], levels + cells)
    }

    private var legend: [Markup] {
        let doubt = Markup.tag(
            "p", ["class": "warning"], text: "! no valid trial: not to be believed")
        let distance = Markup.tag("p", ["class": "muted"], text: SweepDistances.legend)
        return (tables.contains(where: \.hasDoubt) ? [doubt] : [])
            + (tables.contains(where: \.showsNoDifference) ? [distance] : [])
    }

    private func section(_ title: String, _ content: [Markup]) -> Markup {
        .tag("section", [:], [.tag("h2", text: title)] + content)
    }
}
