package import Measurement
import TOML

/// Reads `[[expect]]`, and holds what it names against arms, columns and sweep.
struct ExpectationReader {
    /// The levels a swept key takes, as results show them, and the option that gives them, if one does.
    struct Levels {
        var path: String
        var values: [String]
        var option: Place?
    }

    private(set) var findings = Findings()
    let labels: [String]
    let columns: [String]
    /// The swept keys.
    let levels: [Levels]
    /// The keys that options have set for good: their values, and the options.
    let fixed: [String: (value: String, option: Place)]

    mutating func read(_ given: Given) -> [ResultExpectation] {
        guard let elements = given.elements, elements.allSatisfy({ $0.table != nil }) else {
            findings.report(
                .key(.wrongShape("expect", header: "[[expect]]", found: FoundValue(given))),
                at: given.place)
            return []
        }
        return elements.compactMap { $0.table }.compactMap { read($0) }
    }

    private mutating func read(_ table: GivenTable) -> ResultExpectation? {
        for entry in table.entries where !["that", "where"].contains(entry.key) {
            findings.report(
                .key(
                    .unknown(
                        entry.key, location: "in [[expect]]", elsewhere: [],
                        known: ["that", "where"])), at: entry.keyPlace)
        }
        guard let that = table["that"] else {
            findings.report(
                .key(
                    .missing(
                        "that", location: "in [[expect]]",
                        example: .text("\(labels.first ?? "mesh").availability >= 0.9"),
                        meaning: "what must hold")), at: table.place)
            return nil
        }
        guard let text = that.value.text else {
            report(.notAText(FoundValue(that.value)), at: that.value.place)
            return nil
        }
        do throws(ExpectationProblem) {
            var expectation = try ResultExpectation(parsing: text)
            try check(expectation)
            guard let conditions = conditions(table["where"]) else { return nil }
            expectation.conditions = conditions
            return expectation
        } catch {
            report(.text(text, error), at: that.value.place)
            return nil
        }
    }

    private func check(_ expectation: ResultExpectation) throws(ExpectationProblem) {
        for quantity in [expectation.left, expectation.right].compactMap({ $0 }) {
            guard labels.contains(quantity.label) else {
                throw .unknownLabel(quantity.label, known: labels)
            }
            guard columns.isEmpty || columns.contains(quantity.column) else {
                throw .unknownColumn(quantity.column, known: columns)
            }
        }
    }

    /// Where it is to hold; nil where an option leaves no such point.
    private mutating func conditions(
        _ entry: GivenTable.Entry?
    ) -> [ResultExpectation.Condition]? {
        guard let entry else { return [] }
        guard let table = entry.value.table else {
            report(.badWhere(FoundValue(entry.value)), at: entry.value.place)
            return []
        }
        var conditions: [ResultExpectation.Condition] = []
        for leaf in table.leaves {
            let value = leaf.value.levelText
            let factor = levels.first { $0.path == leaf.path }
            if let value, factor?.values.contains(value) ?? false {
                conditions.append(ResultExpectation.Condition(path: leaf.path, value: value))
            } else if factor == nil, let fixed = fixed[leaf.path], fixed.value == value {
                continue
            } else if let option = factor?.option ?? fixed[leaf.path]?.option {
                findings.note(
                    .expectationLeftOut(
                        leaf.path, found: FoundValue(leaf.value), because: option.text),
                    at: leaf.value.place)
                return nil
            } else {
                report(problem(with: leaf, factor), at: leaf.value.place)
            }
        }
        return conditions
    }

    private func problem(with leaf: Level, _ factor: Levels?) -> ExpectProblem {
        factor.map { .noLevel(leaf.path, found: FoundValue(leaf.value), levels: $0.values) }
            ?? .notSwept(leaf.path, known: levels.map(\.path))
    }

    private mutating func report(_ problem: ExpectProblem, at place: Place) {
        findings.report(.expect(problem), at: place)
    }
}

/// What is wrong with an `[[expect]]`.
package enum ExpectProblem: Sendable, Equatable {
    case notAText(FoundValue)
    case text(String, ExpectationProblem)
    case badWhere(FoundValue)
    case notSwept(String, known: [String])
    case noLevel(String, found: FoundValue, levels: [String])

    var text: String {
        switch self {
        case .notAText(let found):
            "\"that\" is \(found.text): expected a text such as \"mesh.availability >= 0.9\""
        case .text(let text, let problem):
            "\"that\" is \(quoted(text)): \(Self.sentence(problem))"
        case .badWhere(let found):
            "\"where\" is \(found.text): expected a table such as { \"participants.count\" = 16 }"
        case .notSwept(let path, let known):
            "\(quoted(path)) in \"where\" is not swept: "
                + (known.isEmpty
                    ? "this experiment has no [sweep]"
                    : "expected " + alternatives(known.map { quoted($0) }))
        case .noLevel(let path, let found, let levels):
            "\(quoted(path)) in \"where\" is \(found.text), which it never is: expected "
                + alternatives(levels.reduce(into: []) { if !$0.contains($1) { $0.append($1) } })
        }
    }

    private static func sentence(_ problem: ExpectationProblem) -> String {
        switch problem {
        case .form:
            "expected LABEL.COLUMN OP NUMBER, LABEL.COLUMN OP LABEL.COLUMN or LABEL.COLUMN OP NUMBER "
                + "* LABEL.COLUMN, with OP one of <, <=, >, >=, ==; such as "
                + "mesh.availability >= 0.99 or "
                + "mesh.response_p99_us <= 2 * client-server.response_p99_us"
        case .unknownLabel(let label, let known):
            "no [[topology]] has the label \(quoted(label)): "
                + suggestion(for: label, among: known)
                + "expected " + alternatives(known.map { quoted($0) })
        case .unknownColumn(let column, let known):
            "trials.csv has no number \(quoted(column)): " + suggestion(for: column, among: known)
                + "its columns are listed in the README.md of every result folder"
        }
    }
}
