import Measurement

/// How well each trial kept to its plan, folded away unless asked for.
struct FidelityTable {
    let trials: CSVTable

    private static let titles = [
        "trial", "topology", "repetition", "lag p50", "lag p99", "sent", "valid",
    ]

    private var shownRows: Int { min(trials.rowCount, ReportPage.mostRows) }

    private var leftOut: [Markup] {
        let rest = trials.rowCount - shownRows
        guard rest > 0 else { return [] }
        return [.tag("p", ["class": "muted"], text: "The other \(rest) trials are in trials.csv.")]
    }

    var markup: Markup {
        .tag(
            "details", [:],
            [
                .tag("summary", text: "How well each trial kept to its plan"),
                .tag(
                    "p",
                    text: "Lag is how much later than intended an operation was sent: the load "
                        + "generator's fault, never the topology's."),
                .tag(
                    "div", ["class": "wide"],
                    [
                        .tag(
                            "table", [:],
                            [
                                .tag("thead", [:], [row(Self.titles, cell: "th")]),
                                .tag(
                                    "tbody", [:],
                                    (0..<shownRows).map { row(cells($0), cell: "td") }),
                            ])
                    ]),
            ] + leftOut)
    }

    private func cells(_ row: Int) -> [String] {
        func lag(_ column: String) -> String {
            trials.double(row, column).map { Quantity.duration(microseconds: $0).text } ?? "–"
        }
        let isValid = trials[row, "valid"] == "true"
        return [
            trials[row, "trial"], trials[row, "topology"], trials[row, "repetition"],
            lag("lag_p50_us"), lag("lag_p99_us"), sent(row),
            isValid ? "yes" : "no: \(trials[row, "invalid_because"])",
        ]
    }

    /// The share of the operations of users who were up that was sent at all.
    private func sent(_ row: Int) -> String {
        guard let planned = trials.double(row, "planned"),
            let down = trials.double(row, "node_down"), let unsent = trials.double(row, "unsent"),
            planned > down
        else { return "–" }
        return Quantity.percent(1 - unsent / (planned - down)).text
    }

    private func row(_ cells: [String], cell: String) -> Markup {
        .tag("tr", [:], cells.map { .tag(cell, text: $0) })
    }
}
