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

    var markup: Markup {
        let points = SweepPoint.all(in: results.trials)
        let overview =
            points.count > 1 ? [SweepBlock(sweep: Sweep(points), results: results).markup] : []
        let blocks = points.enumerated().map { index, point in
            ReportBlock(
                id: "p\(index)", point: point, results: results, isOnly: points.count == 1
            ).markup
        }
        return .tag(
            "html", ["lang": "en"],
            [
                head,
                .tag(
                    "body", [:],
                    [
                        .tag(
                            "main", [:],
                            [opening] + expected + overview + blocks + [fidelity]
                                + [LawTable(checks: results.checks).markup].compactMap(\.self)
                                + [reproduce, limits])
                    ]),
            ])
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
        return .tag("header", [:], content)
    }

    private var expected: [Markup] {
        let sentences = ExpectationFinding(results, facts: facts).sentences
        return sentences.isEmpty ? [] : [section("What was expected", list(sentences))]
    }

    private var fidelity: Markup {
        let rejected = Fidelity.rejected(in: results.trials)
        let items = rejected.map { trial in
            "Trial \(trial.trial) (\(trial.topology), repetition \(trial.repetition)): "
                + trial.reasons.joined(separator: "; ")
        }
        return section(
            "Can these numbers be believed?",
            [
                .tag(
                    "p", ["class": rejected.isEmpty ? nil : "warning"],
                    text: verdict(rejected.count))
            ]
                + list(items) + [FidelityTable(trials: results.trials).markup])
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
