import Core
import Measurement
import Workload

/// What each node served before the first fault and while one lasted: the load that moved to those who
/// were left.
struct LoadShift {
    private var before: [Int]
    private var during: [Int]
    private var beforeSeconds = 0.0
    private var duringSeconds = 0.0

    init(_ outcome: Outcome) {
        before = Array(repeating: 0, count: outcome.record.nodes.count)
        during = before
        let end = outcome.trial.schedule.measureNanoseconds
        let outages = outcome.record.faults.compactMap { $0.outage(until: end) }.united
        guard let first = outages.first else { return }
        beforeSeconds = first.lowerBound.inSeconds
        duringSeconds = outages.reduce(0) { $0 + ($1.upperBound - $1.lowerBound) }.inSeconds
        for operation in outcome.measured where operation.status == .ok && operation.servedBy >= 0 {
            let server = Int(operation.servedBy)
            if operation.doneNanoseconds < first.lowerBound { before[server] += 1 }
            if outages.contains(where: { $0.contains(operation.doneNanoseconds) }) {
                during[server] += 1
            }
        }
    }

    /// The columns of nodes.csv; empty without a fault.
    func row(of node: NodeID) -> Row {
        func rate(_ counts: [Int], _ seconds: Double) -> CSVCell {
            seconds > 0 ? .number(Double(counts[node.position]) / seconds) : .empty
        }
        return [
            ("served_before_per_s", rate(before, beforeSeconds)),
            ("served_in_outage_per_s", rate(during, duringSeconds)),
        ]
    }
}

extension AppliedFault {
    /// From applied to healed; to `end` where it was never undone, nil where it was never applied.
    func outage(until end: Nanoseconds) -> Range<Nanoseconds>? {
        guard let applied, applied < end else { return nil }
        return max(0, applied)..<max(applied, min(end, healed ?? end))
    }
}

extension [Range<Nanoseconds>] {
    /// The same instants in ranges that do not meet, in order.
    var united: [Range<Nanoseconds>] {
        sorted { $0.lowerBound < $1.lowerBound }.reduce(into: []) { united, range in
            if let last = united.last, range.lowerBound <= last.upperBound {
                united[united.count - 1] =
                    last.lowerBound..<Swift.max(last.upperBound, range.upperBound)
            } else {
                united.append(range)
            }
        }
    }
}
