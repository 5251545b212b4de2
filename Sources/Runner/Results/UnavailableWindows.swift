import Core
import Measurement
import Topology
import Workload

/// When a participant got nothing: from the first operation that failed to the next that did not.
struct UnavailableWindows {
    private(set) var total: Nanoseconds = 0
    private(set) var longest: Nanoseconds = 0
    private var since: Nanoseconds?

    /// By participant; what was intended while the participant itself was down counts as nothing.
    static func all(of outcome: Outcome) -> [UnavailableWindows] {
        var windows = Array(
            repeating: UnavailableWindows(), count: outcome.trial.setting.participants)
        for operation in outcome.measured where operation.status != .nodeDown {
            windows[Int(operation.participant)].add(operation)
        }
        let end = outcome.trial.schedule.measureNanoseconds
        for index in windows.indices { windows[index].close(at: end) }
        return windows
    }

    private mutating func add(_ operation: OperationSample) {
        if operation.status == .ok {
            close(at: operation.intendedNanoseconds)
        } else {
            since = since ?? operation.intendedNanoseconds
        }
    }

    private mutating func close(at moment: Nanoseconds) {
        guard let since else { return }
        total += moment - since
        longest = max(longest, moment - since)
        self.since = nil
    }

    /// Its columns in nodes.csv; empty where there is no participant.
    func row(isParticipant: Bool) -> Row {
        [
            ("unavailable_s", isParticipant ? .seconds(total) : .empty),
            ("longest_unavailable_s", isParticipant ? .seconds(longest) : .empty),
        ]
    }
}
