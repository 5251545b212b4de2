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
        let paths = trials.factorPaths
        let left = ArmRows(of: expectation.left.label, in: trials, by: paths)
        // What varies only one of the two arms does not tell the other's trials apart.
        let right = expectation.right.map { other in
            let shared = paths.filter {
                trials.varies(other.label, with: $0)
                    && trials.varies(expectation.left.label, with: $0)
            }
            return ArmRows(of: other.label, in: trials, by: shared)
        }
        var points: [Point] = []
        for (levels, _) in left.groups where expectation.applies(to: levels) {
            let found = left.median(of: expectation.left.column, at: levels)
            var bound: Double? = expectation.number
            if let right, let column = expectation.right?.column {
                bound = right.median(of: column, at: levels).map { $0 * expectation.number }
            }
            var holds = false
            if let found, let bound { holds = expectation.comparison.holds(found, bound) }
            let title = levels.filter { !$0.value.isEmpty }.map { "\($0.path) = \($0.value)" }
            points.append(
                Point(
                    title: title.joined(separator: ", "), left: found, right: bound, holds: holds,
                    hasValidTrial: left.hasValid(at: levels)
                        && (right?.hasValid(at: levels) ?? true)))
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

/// One arm's rows of trials.csv by their levels.
private struct ArmRows {
    typealias Levels = [ResultExpectation.Condition]

    private let trials: CSVTable
    private let paths: Set<String>
    private let rows: Grouping<Levels, Int>

    init(of label: String, in trials: CSVTable, by paths: [String]) {
        self.trials = trials
        self.paths = Set(paths)
        var rows = Grouping<Levels, Int>()
        for row in 0..<trials.rowCount where trials[row, "topology"] == label {
            let levels = paths.map {
                ResultExpectation.Condition(path: $0, value: trials[row, $0])
            }
            rows.add(row, to: levels)
        }
        self.rows = rows
    }

    /// The combinations of levels the arm has rows for, in order of appearance.
    var groups: [(key: Levels, members: [Int])] { rows.groups }

    /// The median over the valid trials at these levels, as far as they tell the rows apart.
    func median(of column: String, at levels: Levels) -> Double? {
        var values: [Double] = []
        for row in valid(at: levels) {
            guard let value = trials.double(row, column) else { return nil }
            values.append(value)
        }
        values.sort()
        guard !values.isEmpty else { return nil }
        return (values[(values.count - 1) / 2] + values[values.count / 2]) / 2
    }

    func hasValid(at levels: Levels) -> Bool { !valid(at: levels).isEmpty }

    /// The arm's valid trials at these levels.
    private func valid(at levels: Levels) -> [Int] {
        rows.members(of: levels.filter { paths.contains($0.path) }).filter {
            trials[$0, "valid"] == "true"
        }
    }
}

extension CSVTable {
    /// Whether an arm has a level of a swept key: of one under another topology it has none.
    fileprivate func varies(_ label: String, with path: String) -> Bool {
        (0..<rowCount).contains { self[$0, "topology"] == label && !self[$0, path].isEmpty }
    }

    /// The swept keys of trials.csv: the columns between `nodes` and `measure_s`.
    package var factorPaths: [String] {
        guard let nodes = columns.firstIndex(of: "nodes"),
            let measure = columns.firstIndex(of: "measure_s"), nodes < measure
        else { return [] }
        return Array(columns[(nodes + 1)..<measure])
    }
}
