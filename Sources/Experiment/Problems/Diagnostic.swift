/// One thing that is wrong with an experiment file or with an option that changes it.
package struct Diagnostic: Sendable, Equatable {
    /// What gave it: a place in the file, or an option.
    package let place: Place
    /// What is wrong.
    package let problem: Problem

    /// The place and the problem, in one line.
    package var text: String { "\(place.text): \(problem.text)" }
}

/// Why there is no experiment to run: all that was found, not only the first.
package struct ExperimentError: Error, Sendable, Equatable {
    /// In file order, then the options as on the command line; at least one.
    package let diagnostics: [Diagnostic]
    /// The file, to show the lines in question.
    private let source: [UInt8]

    init(diagnostics: [Diagnostic], source: [UInt8]) {
        self.diagnostics = diagnostics
        self.source = source
    }

    /// The most diagnostics that `text` shows.
    private static let maximumShown = 20

    /// The diagnostics, a line each, and below it the line of the file with the place marked.
    package var text: String {
        var lines: [String] = []
        for diagnostic in diagnostics.prefix(Self.maximumShown) {
            lines.append(diagnostic.text)
            if let excerpt = excerpt(for: diagnostic) { lines.append(excerpt) }
        }
        let more = diagnostics.count - Self.maximumShown
        if more > 0 { lines.append("and \(digits(more)) more errors") }
        return lines.joined(separator: "\n")
    }

    /// The line in question; none for what is not there at all.
    private func excerpt(for diagnostic: Diagnostic) -> String? {
        guard case .file(_, let position) = diagnostic.place else { return nil }
        switch diagnostic.problem {
        case .key(.missing), .key(.missingTable): return nil
        default: return sourceLine(of: source, markedAt: position)
        }
    }
}
