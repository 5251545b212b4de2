import Measurement

/// The side-by-side table and the findings as text for a terminal.
package enum TerminalReport {
    /// The whole report, lines ending in a line feed.
    ///
    /// `width` is the number of columns to fill, 40 at least; a single table column wider than
    /// that runs over. `color` allows terminal escape sequences.
    package static func text(
        _ results: ResultTables, facts: RunFacts, width: Int, color: Bool
    ) -> String {
        let page = Page(
            results: results, facts: facts, width: max(40, width), ink: Ink(isOn: color))
        return page.lines.map { $0 + "\n" }.joined()
    }
}

private struct Page {
    let results: ResultTables
    let facts: RunFacts
    let width: Int
    let ink: Ink

    var lines: [String] {
        let all = SweepPoint.all(in: results.trials)
        let points = all.map(\.shown)
        let leftOut = SweepPoint.leftOut(of: all).map { [""] + Lines.wrap($0, width: width) } ?? []
        let numbers = points.count > 1 ? overview(Sweep(points)) : points.flatMap(block)
        return opening + numbers + leftOut + nothing + invalidTrials + brokenLaws
            + section("Expected", ExpectationFinding(results, facts: facts).sentences)
            + section(
                "Notes",
                [
                    unfinished == nil ? Limits.repetitions(facts) : nil, Limits.distance(facts),
                    EmulationFinding.sentence(results.trials),
                ].compactMap(\.self) + facts.notes)
    }

    private var opening: [String] {
        let repetitions = Prose.counted(facts.repetitions, "repetition")
        let title =
            "\(facts.name) · \(facts.tier) tier · \(repetitions) · seed \(facts.seed)"
        var lines = Lines.wrap(title, width: width).map(ink.bold)
        if !facts.question.isEmpty { lines += Lines.wrap(facts.question, width: width) }
        if !facts.hypothesis.isEmpty {
            lines += Lines.wrap(facts.hypothesis, width: width, first: "Expected: ")
        }
        if let unfinished {
            lines += Lines.wrap(unfinished, width: width).map(ink.warning)
        }
        return lines
    }

    private var unfinished: String? { Unfinished.warning(facts, results) }

    private func block(_ point: SweepPoint) -> [String] {
        let heading = point.title.isEmpty ? [] : ["", ink.bold(point.title)]
        return heading + [""] + table(ComparisonTable(point, results: results))
            + section("Findings", Findings(point: point, results: results).sentences)
    }

    /// A page for every point would drown the reader: one table for each measure instead.
    private func overview(_ sweep: Sweep) -> [String] {
        let text = SweepText(sweep: sweep, results: results, width: width, ink: ink)
        let count = sweep.points.count
        let which =
            count > ReportPage.mostPoints
            ? "The first \(ReportPage.mostPoints) of the \(count) points have their"
            : "Each of the \(count) points has its"
        let more = "\(which) own table, findings and charts in report.html."
        return text.lines + [""] + Lines.wrap(more, width: width)
            + section("Findings", SweepFindings(sweep: sweep, results: results).sentences)
    }

    private func table(_ comparison: ComparisonTable) -> [String] {
        let rows = comparison.rows.map { row in
            TextTable.Row(title: row.metric.title, cells: row.cells.map(\.compact))
        }
        let valid = TextTable.Row(title: "valid trials", cells: comparison.valid)
        let header = comparison.arms.map { $0.isBelievable ? $0.name : "\($0.name) (INVALID)" }
        return TextTable(header: header, rows: rows + [valid]).lines(width: width, ink: ink)
    }

    private var nothing: [String] {
        results.trials.rowCount == 0 ? ["", "No trial has finished."] : []
    }

    private var invalidTrials: [String] {
        let rejected = Fidelity.rejected(in: results.trials)
        guard !rejected.isEmpty else { return [] }
        let shown = rejected.prefix(10).map { trial in
            "trial \(trial.trial) (\(trial.topology), repetition \(trial.repetition)): "
                + trial.reasons.joined(separator: "; ")
        }
        let rest = rejected.count - shown.count
        let more = rest > 0 ? ["\(rest) more: see invalid_because in trials.csv"] : []
        let heading = ink.warning("Invalid trials, kept and not averaged in")
        return ["", heading] + (shown + more).flatMap(item)
    }

    /// Nothing as long as all of them hold.
    private var brokenLaws: [String] {
        guard let summary = LawFinding.summary(of: results.checks) else { return [] }
        return [""] + Lines.wrap(summary, width: width).map(ink.warning)
    }

    private func section(_ heading: String, _ sentences: [String]) -> [String] {
        sentences.isEmpty ? [] : ["", ink.bold(heading)] + sentences.flatMap(item)
    }

    private func item(_ sentence: String) -> [String] {
        Lines.wrap(sentence, width: width, first: "- ")
    }
}
