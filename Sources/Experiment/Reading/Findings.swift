/// What has been found wrong or worth saying so far.
struct Findings: Sendable {
    private var unsortedDiagnostics: [Diagnostic] = []
    private var unsortedNotes: [Note] = []

    mutating func report(_ problem: Problem, at place: Place) {
        unsortedDiagnostics.append(Diagnostic(place: place, problem: problem))
    }

    mutating func note(_ remark: Remark, at place: Place) {
        unsortedNotes.append(Note(place: place, remark: remark))
    }

    mutating func append(_ more: Findings) {
        unsortedDiagnostics += more.unsortedDiagnostics
        unsortedNotes += more.unsortedNotes
    }

    /// Leaves one of those that are alike: each sweep point finds the same in the same file.
    mutating func removeDuplicates() {
        func once<Finding: Equatable>(_ findings: [Finding]) -> [Finding] {
            findings.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
        }
        unsortedDiagnostics = once(unsortedDiagnostics)
        unsortedNotes = once(unsortedNotes)
    }

    /// The errors by place; several at one place as they were found.
    var diagnostics: [Diagnostic] { Self.sorted(unsortedDiagnostics) { $0.place } }

    /// The notes by place.
    var notes: [Note] { Self.sorted(unsortedNotes) { $0.place } }

    private static func sorted<Finding>(
        _ findings: [Finding], by place: (Finding) -> Place
    ) -> [Finding] {
        findings.enumerated().sorted { left, right in
            let (leftPlace, rightPlace) = (place(left.element), place(right.element))
            if leftPlace < rightPlace { return true }
            if rightPlace < leftPlace { return false }
            return left.offset < right.offset
        }.map { $0.element }
    }
}
