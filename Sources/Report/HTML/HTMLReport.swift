import Measurement

/// The report as one HTML file that needs nothing else: no script, no network, no other file.
package enum HTMLReport {
    /// The whole file.
    package static func html(_ results: ResultTables, facts: RunFacts) -> String {
        let page = ReportPage(results: results, facts: facts)
        return "<!DOCTYPE html>" + page.markup.rendered + "\n"
    }
}

/// The page's sections in reading order: question, findings, table, charts, fidelity, how to redo.
struct ReportPage {
    let results: ResultTables
    let facts: RunFacts

    /// Points with a table, findings and charts of their own: each takes some 20 kB, and nobody
    /// unfolds more.
    static let mostPoints = 100
    /// Rows of a table, and items of a list, that a page can show.
    static let mostRows = 500

    var markup: Markup {
        let all = SweepPoint.all(in: results.trials)
        let points = all.map(\.shown)
        let overview =
            points.count > 1 ? [SweepBlock(sweep: Sweep(points), results: results).markup] : []
        let blocks = points.prefix(Self.mostPoints).enumerated().map { index, point in
            ReportBlock(
                id: "p\(index)", point: point, results: results, isOnly: points.count == 1
            ).markup
        }
        let leftOut = [SweepPoint.leftOut(of: all), Self.leftOut(of: points)].compactMap(\.self)
        return .tag(
            "html", ["lang": "en"],
            [
                head,
                .tag(
                    "body", [:],
                    [
                        .tag(
                            "main", [:],
                            [opening] + expected + overview + blocks
                                + leftOut.map { .tag("p", ["class": "muted"], text: $0) }
                                + [fidelity]
                                + [LawTable(checks: results.checks).markup].compactMap(\.self)
                                + [reproduce, limits])
                    ]),
            ])
    }

    private static func leftOut(of points: [SweepPoint]) -> String? {
        guard points.count > mostPoints else { return nil }
        return "Only the first \(mostPoints) of \(points.count) points have a table, findings and "
            + "charts of their own: the numbers of the others are in the CSV files."
    }

    private var head: Markup {
        .tag(
            "head", [:],
            [
                .tag("meta", ["charset": "utf-8"]),
                .tag(
                    "meta",
                    ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
                .tag("title", text: "\(facts.name) · topolab"),
                .tag("style", text: Stylesheet.text),
            ])
    }

    private var opening: Markup {
        let repetitions = Prose.counted(facts.repetitions, "repetition")
        let line =
            "\(facts.name) · \(facts.tier) tier · \(repetitions) · seed \(facts.seed) · "
            + "topolab \(facts.version)"
        var content: [Markup] = [
            .tag("p", ["class": "facts"], text: line),
            .tag("h1", text: facts.question.isEmpty ? facts.name : facts.question),
        ]
        if !facts.hypothesis.isEmpty {
            content.append(
                .tag("p", [:], [.tag("strong", text: "Expected: "), .text(facts.hypothesis)]))
        }
        if let unfinished = Unfinished.warning(facts, results) {
            content.append(.tag("p", ["class": "warning"], text: unfinished))
        }
        return .tag("header", [:], content)
    }

    private var expected: [Markup] {
        let sentences = ExpectationFinding(results, facts: facts).sentences
        return sentences.isEmpty ? [] : [section("What was expected", list(sentences))]
    }

    private var fidelity: Markup {
        let rejected = Fidelity.rejected(in: results.trials)
        let items = rejected.prefix(Self.mostRows).map { trial in
            "Trial \(trial.trial) (\(trial.topology), repetition \(trial.repetition)): "
                + trial.reasons.joined(separator: "; ")
        }
        let rest = rejected.count - items.count
        let more = rest > 0 ? ["\(rest) more: see invalid_because in trials.csv"] : []
        return section(
            "Can these numbers be believed?",
            [
                .tag(
                    "p", ["class": rejected.isEmpty ? nil : "warning"],
                    text: verdict(rejected.count))
            ]
                + list(items + more)
                + [EmulationFinding.sentence(results.trials)].compactMap(\.self)
                .map { .tag("p", text: $0) }
                + [FidelityTable(trials: results.trials).markup])
    }

    private func verdict(_ rejected: Int) -> String {
        let total = results.trials.rowCount
        if total == 0 { return "No trial has finished." }
        if rejected == 0 { return "Every trial is valid (\(total) of \(total))." }
        return "\(rejected) of \(Prose.counted(total, "trial")) \(rejected == 1 ? "is" : "are") "
            + "invalid: kept in the files, and not averaged in."
    }

    private var limits: Markup {
        section("What these numbers do not show", list(Limits.sentences(facts)))
    }

    private var reproduce: Markup {
        let files = ["trials", "timeline", "latency", "nodes", "faults", "placement"]
        let names =
            files + (results.checks == nil ? [] : ["checks"])
            + (results.messages == nil ? [] : ["messages"])
        let links = names.flatMap { name -> [Markup] in
            [.text(" "), .tag("a", ["href": "\(name).csv"], text: "\(name).csv")]
        }
        return section(
            "How to reproduce",
            [.tag("pre", [:], [.tag("code", text: facts.command)])]
                + list(facts.notes)
                + [.tag("p", [:], [.text("The numbers behind this page, beside it:")] + links)])
    }

    private func section(_ title: String, _ content: [Markup]) -> Markup {
        .tag("section", [:], [.tag("h2", text: title)] + content)
    }

    private func list(_ items: [String]) -> [Markup] {
        items.isEmpty ? [] : [.tag("ul", [:], items.map { .tag("li", text: $0) })]
    }
}
