import Measurement

/// The data against the laws that must hold of it, whatever the topology.
struct LawTable {
    let checks: CSVTable?

    private static let titles = [
        "law", "topology", "expected", "measured", "difference", "allowed", "holds", "trials",
    ]

    /// Nil where the results have no checks.csv, or an empty one.
    var markup: Markup? {
        let laws = LawFinding.all(in: checks)
        guard !laws.isEmpty else { return nil }
        let titles = Self.titles.map { Markup.tag("th", ["scope": "col"], text: $0) }
        let table = Markup.tag(
            "table", [:],
            [
                .tag("thead", [:], [.tag("tr", [:], titles)]),
                .tag("tbody", [:], laws.map(row)),
            ])
        let broken: [Markup] = laws.compactMap(\.sentence)
            .map { .tag("p", ["class": "warning"], text: $0) }
        return .tag(
            "section", [:],
            [.tag("h2", text: "The data against laws that must hold")] + broken + [
                .tag(
                    "p", ["class": "muted"],
                    text: "Of several trials, the one furthest from the law is shown "
                        + "(checks.csv has them all)."),
                .tag("div", ["class": "wide"], [table]),
            ])
    }

    private func row(_ finding: LawFinding) -> Markup {
        let law = finding.law
        let worst = finding.worst
        let name: [Markup] = [
            .text(law.title), .tag("span", ["class": "meaning"], text: law.meaning),
        ]
        let numbers = [worst.expected, worst.measured, worst.difference, worst.allowed]
        let cells = [finding.topology] + numbers.map { law.format($0).text }
        return .tag(
            "tr", [:],
            [.tag("th", ["scope": "row"], name)] + cells.map { .tag("td", text: $0) } + [
                .tag(
                    "td", ["class": finding.holds ? nil : "warning"],
                    text: finding.holds ? "yes" : "no: \(finding.brokenTrials)"),
                .tag("td", text: "\(finding.trials)"),
            ])
    }
}
