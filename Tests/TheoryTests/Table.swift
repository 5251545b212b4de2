/// A table written as text: a row per line, its numbers separated by blanks.
func table(_ text: String) -> [[Double]] {
    text.split(separator: "\n").map { line in line.split(separator: " ").compactMap { Double($0) } }
}

/// Whether two numbers agree to so many parts of the expected one, or are both next to nothing.
func isNear(_ value: Double, _ expected: Double, within share: Double = 2e-8) -> Bool {
    value == expected || abs(value - expected) <= share * max(abs(expected), 1e-4)
}
