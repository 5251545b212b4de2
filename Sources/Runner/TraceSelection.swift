import Core
package import Faults
package import Measurement
package import Workload

/// Which operations `--trace` follows: the first of measurement, and those that meet a fault.
package enum TraceSelection {
    /// Puts that are traced whatever their place, so that there is one to look at.
    private static let firstPuts = 3
    /// Churn strikes over and over; the first blows show how it goes.
    private static let mostBlows = 16
    /// Operations traced before and after each blow, per node.
    private static let perNodeAroundFault = 6

    /// The window that holds the `first` operations (0: every operation), some puts, and those
    /// intended around each blow.
    package static func window(
        first: Int, of plan: OperationPlan, faults: [PlannedFault], nodeCount: Int
    ) -> TraceWindow {
        guard first > 0 else { return .everything(participants: plan.participants) }
        let measured = measuredOperations(of: plan)
        var chosen = Array(measured.prefix(first))
        chosen += measured.filter { $0.kind == .put }.prefix(firstPuts)
        let around = min(256, perNodeAroundFault * nodeCount)
        let blows = Set(faults.compactMap { $0.steps.first?.atNanoseconds }).sorted()
        for blow in blows.prefix(mostBlows) {
            let after = measured.partitioningIndex { $0.intended >= blow }
            chosen += measured[max(0, after - around / 4)..<min(measured.count, after + around)]
        }
        var window = TraceWindow(participants: plan.participants)
        let ordered = chosen.sorted {
            ($0.participant, $0.sequence) < ($1.participant, $1.sequence)
        }
        for operation in ordered {
            window.insert(
                OperationID(participant: operation.participant, sequence: operation.sequence))
        }
        return window
    }

    private struct Candidate {
        var intended: Nanoseconds
        var participant: UInt32
        var sequence: UInt32
        var kind: Operation.Kind
    }

    /// By intended time; a closed loop has no times, so its participants take turns.
    private static func measuredOperations(of plan: OperationPlan) -> [Candidate] {
        var candidates: [Candidate] = []
        for participant in 0..<plan.participants {
            var stream = plan.stream(participant: participant)
            var taken = 0
            while let operation = stream.next(), plan.workload.isOpen || taken < 1000 {
                taken += 1
                guard operation.phase == .measure else { continue }
                candidates.append(
                    Candidate(
                        intended: operation.intendedNanoseconds, participant: UInt32(participant),
                        sequence: operation.sequence, kind: operation.kind))
            }
        }
        return candidates.sorted {
            ($0.intended, $0.sequence, $0.participant) < ($1.intended, $1.sequence, $1.participant)
        }
    }
}

extension Array {
    /// The first index from which on a predicate holds, in an array sorted by it.
    fileprivate func partitioningIndex(_ holds: (Element) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if holds(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
