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

    var hasErrors: Bool { !unsortedDiagnostics.isEmpty }

    /// The errors by place; several at one place as they were found, and once: each
    /// sweep point finds the same in the same file.
    var diagnostics: [Diagnostic] { Self.sorted(unsortedDiagnostics) { $0.place } }

    /// The notes by place, likewise.
    var notes: [Note] { Self.sorted(unsortedNotes) { $0.place } }

    private static func sorted<Finding: Equatable>(
        _ findings: [Finding], by place: (Finding) -> Place
    ) -> [Finding] {
        let inOrder = findings.enumerated().sorted { left, right in
            let (leftPlace, rightPlace) = (place(left.element), place(right.element))
            if leftPlace < rightPlace { return true }
            if rightPlace < leftPlace { return false }
            return left.offset < right.offset
        }
        var kept: [Finding] = []
        var firstHere = 0
        for (_, finding) in inOrder {
            if let last = kept.last, place(last) != place(finding) { firstHere = kept.count }
            if !kept[firstHere...].contains(finding) { kept.append(finding) }
        }
        return kept
    }
}
