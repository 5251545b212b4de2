package import Core

/// Which operations' messages are written down: per participant, runs of sequence numbers.
package struct TraceWindow: Equatable, Sendable {
    /// By participant.
    package var runs: [[ClosedRange<UInt32>]]

    package init(participants: Int) {
        runs = Array(repeating: [], count: participants)
    }

    /// Traces every operation.
    package static func everything(participants: Int) -> TraceWindow {
        var window = TraceWindow(participants: participants)
        for participant in 0..<participants { window.runs[participant] = [0...UInt32.max] }
        return window
    }

    /// Adds one operation; those of one participant come in ascending order.
    package mutating func insert(_ operation: OperationID) {
        let participant = Int(operation.participant)
        if let last = runs[participant].last, last.upperBound + 1 >= operation.sequence {
            let upper = max(last.upperBound, operation.sequence)
            runs[participant][runs[participant].count - 1] = last.lowerBound...upper
        } else {
            runs[participant].append(operation.sequence...operation.sequence)
        }
    }

    package func contains(_ operation: OperationID) -> Bool {
        guard operation.participant < runs.count else { return false }
        return runs[Int(operation.participant)].contains { $0.contains(operation.sequence) }
    }
}
