/// One sweep point: findings, table and charts.
struct ReportBlock {
    let id: String
    let point: SweepPoint
    let results: ResultTables
    /// Whether it is the only one and needs no heading of its own; the others are folded.
    let isOnly: Bool

    var markup: Markup {
        guard !isOnly else { return .tag("div", [:], content) }
        return .tag(
            "details", [:],
            [.tag("summary", [:], [.tag("span", text: point.title)])] + content)
    }

    private var content: [Markup] {
        [findings, section("Side by side", [ComparisonMarkup(point, results: results).table])]
            + [ApartTable(point: point, trials: results.trials).markup].compactMap(\.self)
            + [section("Pictures", charts)].filter { _ in !charts.isEmpty }
    }

    private var findings: Markup {
        let sentences = Findings(point: point, results: results).sentences
        let items: [Markup] = sentences.map { .tag("li", text: $0) }
        return section(
            "What was found",
            items.isEmpty
                ? [.tag("p", text: "The data gives no finding.")]
                : [.tag("ul", ["class": "findings"], items)])
    }

    private var charts: [Markup] {
        let drawn = Drawn.choose(point, results: results)
        let which = Self.which(drawn)
        let outage = OutageChart(id: "\(id)-outage", drawn: drawn, results: results, note: which)
        let tail = TailChart(
            id: "\(id)-tail", drawn: drawn, latency: results.latency,
            caption: "Response time from the moment intended, at each percentile; among all "
                + "operations a failed one counts at no less than its timeout. \(which)")
        let load = LoadChart(
            id: "\(id)-load", drawn: drawn, results: results,
            caption: "Operations served during measurement, all arms on one scale. \(which)")
        let ladders = LadderFigures(id: id, drawn: drawn, results: results).figures
        let untraced = Markup.tag(
            "p", ["class": "muted"],
            text: results.messages == nil
                ? "Run again with --trace to see single operations, message by message."
                : "No traced operation sent a message, so there is no ladder to draw.")
        return [outage.figure, load.figure, tail.figure].compactMap(\.self)
            + (ladders.isEmpty ? [untraced] : ladders)
    }

    /// Which trials the pictures show, if there are others.
    private static func which(_ drawn: [Drawn]) -> String {
        let isOneOfMany = drawn.contains { $0.arm.rows.count > 1 }
        let doubted = drawn.filter { !$0.arm.isBelievable }.map(\.arm.name)
        let shown = drawn.map { "\($0.arm.name) repetition \($0.repetition)" }
        return (isOneOfMany ? "Shown: \(Prose.list(shown)). " : "")
            + (doubted.isEmpty ? "" : "Not to be believed: \(Prose.list(doubted)).")
    }

    private func section(_ title: String, _ content: [Markup]) -> Markup {
        .tag("section", [:], [.tag("h2", text: title)] + content)
    }
}
