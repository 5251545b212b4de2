/// One quantity over several rounds.
package struct Spread: Equatable, Sendable {
    /// Ascending; never empty.
    private let sorted: [Double]

    /// The spread of these values, of which there must be one at least.
    package init(_ values: [Double]) {
        precondition(!values.isEmpty, "a spread of nothing")
        sorted = values.sorted()
    }

    /// The middle value; of an even number, the mean of the two in the middle.
    package var median: Double {
        (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    }

    package var minimum: Double { sorted[0] }

    package var maximum: Double { sorted[sorted.count - 1] }
}
