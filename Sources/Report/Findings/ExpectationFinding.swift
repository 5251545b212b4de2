import Measurement

/// What became of an experiment's expectations, as sentences.
struct ExpectationFinding {
    let judgements: [ExpectationJudgement]

    init(_ results: ResultTables, facts: RunFacts) {
        judgements = facts.expectations.map { ExpectationJudgement($0, in: results.trials) }
    }

    /// A line each: `met: mesh.availability >= 0.9 (0.998)`.
    var sentences: [String] { judgements.map(Self.sentence) }

    private static func sentence(_ judgement: ExpectationJudgement) -> String {
        let word =
            switch judgement.verdict {
            case .met: "met"
            case .notMet: "NOT MET"
            case .undecided: "UNDECIDED"
            }
        return "\(word): \(judgement.expectation.text)\(details(judgement))"
    }

    private static func details(_ judgement: ExpectationJudgement) -> String {
        guard !judgement.points.isEmpty else { return " (no trial of it has finished)" }
        // Where all is well, the first and the last point tell enough.
        let failed = judgement.points.filter { !$0.holds }
        let shown = failed.isEmpty ? ends(of: judgement.points) : failed
        let texts = shown.prefix(6).map { describe($0, of: judgement.expectation) }
        let more = shown.count > 6 ? "; and \(shown.count - 6) more" : ""
        return " (\(texts.joined(separator: "; "))\(more))"
    }

    private static func ends(
        of points: [ExpectationJudgement.Point]
    ) -> [ExpectationJudgement.Point] {
        points.count > 2 ? [points[0], points[points.count - 1]] : points
    }

    private static func describe(
        _ point: ExpectationJudgement.Point, of expectation: ResultExpectation
    ) -> String {
        let title = point.title.isEmpty ? "" : "\(point.title): "
        guard point.hasValidTrial else { return title + "no valid trial" }
        let right = expectation.right == nil ? "" : " against \(number(point.right))"
        return title + number(point.left) + right
    }

    private static func number(_ value: Double?) -> String {
        value.map { NumberText.significant($0, digits: 5) } ?? "no value"
    }
}

extension RunFacts {
    /// Whether everything that is expected of the results holds.
    package func areExpectationsMet(in results: ResultTables) -> Bool {
        ExpectationFinding(results, facts: self).judgements.allSatisfy(\.isMet)
    }
}
