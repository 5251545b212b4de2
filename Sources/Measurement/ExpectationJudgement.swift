/// How an expectation stands against a run's rows: at every sweep point, or failed.
package struct ExpectationJudgement: Sendable, Equatable {
    /// What was found at one sweep point.
    package struct Point: Sendable, Equatable {
        /// "participants.count = 8"; empty without a sweep.
        package var title: String
        /// The medians over valid repetitions; nil where there is none.
        package var left: Double?
        /// The number, times the median it multiplies.
        package var right: Double?
        package var holds: Bool
        /// Whether the arms it names have a valid trial here; without one nothing is decided.
        package var hasValidTrial = true
    }

    /// How it ended.
    package enum Verdict: Sendable, Equatable {
        case met
        case notMet
        /// No point speaks against it, and one or all have no valid trial.
        case undecided
    }

    package let expectation: ResultExpectation
    package let points: [Point]

    /// Whether it holds at every point there is, and there is one.
    package var isMet: Bool { !points.isEmpty && points.allSatisfy(\.holds) }

    /// Not met as soon as one point with a valid trial is against it.
    package var verdict: Verdict {
        if isMet { return .met }
        return points.allSatisfy { $0.holds || !$0.hasValidTrial } ? .undecided : .notMet
    }

    /// Judges by trials.csv: the median over an arm's valid repetitions at each point.
    ///
    /// A point without
    /// a valid trial, or with an empty cell in one, fails.
    package init(_ expectation: ResultExpectation, in trials: CSVTable) {
        self.expectation = expectation
        let rows = ArmRows(trials)
        var points: [Point] = []
        for levels in rows.levels(of: expectation.left.label) where expectation.applies(to: levels)
        {
            let left = rows.median(of: expectation.left, at: levels)
            var right: Double? = expectation.number
            if let other = expectation.right {
                right = rows.median(of: other, at: levels).map { $0 * expectation.number }
            }
            var holds = false
            if let left, let right { holds = expectation.comparison.holds(left, right) }
            let title = levels.filter { !$0.value.isEmpty }.map { "\($0.path) = \($0.value)" }
            let quantities = [expectation.left, expectation.right].compactMap(\.self)
            points.append(
                Point(
                    title: title.joined(separator: ", "), left: left, right: right, holds: holds,
                    hasValidTrial: quantities.allSatisfy {
                        !rows.valid(of: $0.label, at: levels).isEmpty
                    }))
        }
        self.points = points
    }
}

extension ResultExpectation {
    /// Whether the point is one of those it is narrowed to; a factor of another arm narrows nothing.
    fileprivate func applies(to levels: [Condition]) -> Bool {
        conditions.allSatisfy { condition in
            levels.contains {
                $0.path == condition.path && ($0.value == condition.value || $0.value.isEmpty)
            }
        }
    }
}

/// The rows of trials.csv by arm and levels.
private struct ArmRows {
    private let trials: CSVTable
    private let factors: [String]

    init(_ trials: CSVTable) {
        self.trials = trials
        factors = trials.factorPaths
    }

    /// The combinations of levels an arm has rows for, in order of appearance.
    func levels(of label: String) -> [[ResultExpectation.Condition]] {
        var found: [[ResultExpectation.Condition]] = []
        for row in 0..<trials.rowCount where trials[row, "topology"] == label {
            let levels = levels(of: row)
            if !found.contains(levels) { found.append(levels) }
        }
        return found
    }

    /// The median over the valid trials at these levels, as far as they are the arm's.
    func median(
        of quantity: ResultExpectation.Quantity, at levels: [ResultExpectation.Condition]
    ) -> Double? {
        var values: [Double] = []
        for row in valid(of: quantity.label, at: levels) {
            guard let value = trials.double(row, quantity.column) else { return nil }
            values.append(value)
        }
        values.sort()
        guard !values.isEmpty else { return nil }
        return (values[(values.count - 1) / 2] + values[values.count / 2]) / 2
    }

    /// The arm's valid trials at these levels.
    func valid(of label: String, at levels: [ResultExpectation.Condition]) -> [Int] {
        (0..<trials.rowCount).filter { row in
            trials[row, "topology"] == label && trials[row, "valid"] == "true"
                && zip(self.levels(of: row), levels).allSatisfy {
                    $0 == $1 || $0.value.isEmpty || $1.value.isEmpty
                }
        }
    }

    private func levels(of row: Int) -> [ResultExpectation.Condition] {
        factors.map { ResultExpectation.Condition(path: $0, value: trials[row, $0]) }
    }
}

extension CSVTable {
    /// The swept keys of trials.csv: the columns between `nodes` and `measure_s`.
    package var factorPaths: [String] {
        guard let nodes = columns.firstIndex(of: "nodes"),
            let measure = columns.firstIndex(of: "measure_s"), nodes < measure
        else { return [] }
        return Array(columns[(nodes + 1)..<measure])
    }
}
