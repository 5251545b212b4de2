/// What an experiment is expected to show: `mesh.availability >= 0.9`, or
/// `mesh.response_p99_us <= 2 * client-server.response_p99_us`.
package struct ResultExpectation: Sendable, Equatable {
    /// A column of an arm's rows in trials.csv.
    package struct Quantity: Sendable, Equatable {
        package var label: String
        package var column: String

        package init(label: String, column: String) {
            self.label = label
            self.column = column
        }
    }

    package enum Comparison: String, Sendable, CaseIterable {
        // The longer before those that begin alike.
        case atMost = "<="
        case atLeast = ">="
        case equal = "=="
        case less = "<"
        case greater = ">"

        func holds(_ left: Double, _ right: Double) -> Bool {
            switch self {
            case .atMost: left <= right
            case .atLeast: left >= right
            case .equal: left == right
            case .less: left < right
            case .greater: left > right
            }
        }
    }

    /// A level a sweep point must have.
    package struct Condition: Sendable, Hashable {
        package var path: String
        package var value: String

        package init(path: String, value: String) {
            self.path = path
            self.value = value
        }
    }

    /// As the file writes it.
    package let text: String
    package let left: Quantity
    package let comparison: Comparison
    package let number: Double
    /// What the number multiplies; nil where it stands alone.
    package let right: Quantity?
    /// It is judged only at the points where all of these hold.
    package var conditions: [Condition] = []

    /// Reads `LABEL.COLUMN OP NUMBER`, `LABEL.COLUMN OP LABEL.COLUMN` or
    /// `LABEL.COLUMN OP NUMBER * LABEL.COLUMN`.
    package init(parsing text: String) throws(ExpectationProblem) {
        self.text = text
        guard let (left, comparison, right) = Self.sides(of: text) else { throw .form }
        let factors = right.split(separator: "*", omittingEmptySubsequences: false).map(
            Self.trimmed)
        guard let quantity = Quantity(left), factors.count <= 2, let first = factors.first else {
            throw .form
        }
        if factors.count == 1, Double(first) == nil, let other = Quantity(first) {
            (self.left, self.comparison, number, self.right) = (quantity, comparison, 1, other)
            return
        }
        guard let number = Double(first), number.isFinite
        else { throw .form }
        self.left = quantity
        self.comparison = comparison
        self.number = number
        guard factors.count == 2 else {
            self.right = nil
            return
        }
        guard let other = Quantity(factors[1]) else { throw .form }
        self.right = other
    }

    private static func sides(of text: String) -> (String, Comparison, String)? {
        guard let start = text.firstIndex(where: { "<>=".contains($0) }) else { return nil }
        let rest = text[start...]
        guard let comparison = Comparison.allCases.first(where: { rest.hasPrefix($0.rawValue) })
        else { return nil }
        return (
            trimmed(text[..<start]), comparison,
            trimmed(rest.dropFirst(comparison.rawValue.count))
        )
    }

    private static func trimmed(_ text: Substring) -> String {
        text.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
    }
}

extension ResultExpectation.Quantity {
    /// `LABEL.COLUMN`, of which no column has a dot.
    fileprivate init?(_ text: String) {
        guard let dot = text.lastIndex(of: "."), dot > text.startIndex, !text.contains(" ") else {
            return nil
        }
        label = String(text[..<dot])
        column = String(text[text.index(after: dot)...])
        guard !column.isEmpty else { return nil }
    }
}

/// Why a text is no expectation.
package enum ExpectationProblem: Error, Sendable, Equatable {
    case form
    case unknownLabel(String, known: [String])
    case unknownColumn(String, known: [String])
}
