import Core
package import Measurement
import Topology
import Workload

/// Every operation of a trial with its one status: the plan held against what the nodes recorded.
package struct Outcome: Sendable {
    /// All operations, warm-up included, by participant and sequence.
    package let operations: [OperationSample]
    /// Those intended inside measurement.
    package let measured: [OperationSample]
    /// Planned operations of which no node has a record.
    let unrecordedCount: Int
    package let trial: TrialPlan
    package let record: TrialRecord

    package init(of trial: TrialPlan, _ record: TrialRecord) {
        self.trial = trial
        self.record = record
        var operations: [OperationSample] = []
        var unrecordedCount = 0
        for (index, member) in trial.topology.members.enumerated() {
            guard let participant = member.participant else { continue }
            let end = trial.timeFrame.endNanoseconds
            var downtimes = record.faults.filter { $0.node.position == index }
                .compactMap { $0.downtime(until: end) }
            if let absent = record.nodes[index].absentUntil {
                downtimes.insert(Nanoseconds.min..<absent, at: 0)
            }
            let fate = ParticipantFate(
                participant: participant, samples: record.nodes[index].samples,
                begun: Int(record.nodes[index].counters.operationsBegun), downtimes: downtimes)
            operations += fate.operations(of: trial.plan, unrecorded: &unrecordedCount)
        }
        self.operations = operations
        self.unrecordedCount = unrecordedCount
        measured = operations.filter { $0.phase == .measure }
    }

    /// The participants that were there all the time and never stopped.
    var uninterruptedParticipants: Set<Int> {
        let end = trial.timeFrame.endNanoseconds
        let stopped = record.faults.filter { $0.downtime(until: end) != nil }.map(\.node.position)
        return Set(
            trial.topology.members.enumerated().compactMap { index, member in
                stopped.contains(index) || record.nodes[index].absentUntil != nil
                    ? nil : member.participant
            })
    }
}

/// One participant's operations: recorded, or missing for a reason.
private struct ParticipantFate {
    let participant: Int
    let samples: [OperationSample]
    /// Operations taken up; a closed loop has no other word for how many were planned.
    let begun: Int
    let downtimes: [Range<Nanoseconds>]

    func operations(
        of plan: OperationPlan, unrecorded: inout Int
    ) -> [OperationSample] {
        var recorded: [UInt32: OperationSample] = [:]
        for sample in samples { recorded[sample.sequence] = sample }
        var stream = plan.stream(participant: participant)
        var operations: [OperationSample] = []
        var taken = 0
        while plan.workload.isOpen || taken < begun, var planned = stream.next() {
            taken += 1
            if let sample = recorded[planned.sequence] {
                operations.append(settled(sample))
                continue
            }
            if !plan.workload.isOpen {
                // A thought that outlasted measurement: its operation was never intended.
                guard let last = lastMoment(before: planned, recorded) else { continue }
                planned.intendedNanoseconds = last
            }
            unrecorded += 1
            operations.append(missing(planned))
        }
        return operations
    }

    /// A closed loop's operation without a record was open, or thought about, when its participant was
    /// killed; nil if no stop cut it off.
    private func lastMoment(
        before planned: Operation, _ recorded: [UInt32: OperationSample]
    ) -> Nanoseconds? {
        let earlier = recorded[planned.sequence &- 1]?.intendedNanoseconds ?? .min
        return downtimes.first { $0.upperBound > earlier }?.lowerBound
    }

    /// What was intended while its participant was down counts as that, whatever it did.
    private func settled(_ sample: OperationSample) -> OperationSample {
        guard downtimes.contains(where: { $0.contains(sample.intendedNanoseconds) }) else {
            return sample
        }
        var settled = sample
        settled.status = .nodeDown
        return settled
    }

    /// An operation without a record was cut off with its participant, or never came to be sent.
    private func missing(_ planned: Operation) -> OperationSample {
        let intended = planned.intendedNanoseconds
        // Open when the participant went down: intended shortly before it, or, in a closed loop,
        // said to be of that very instant, at which a restart may end as well.
        let isDown = downtimes.contains { intended <= $0.upperBound }
        return OperationSample(
            participant: UInt32(participant), sequence: planned.sequence, phase: planned.phase,
            kind: planned.kind, status: isDown ? .nodeDown : .unsent, key: planned.key,
            intendedNanoseconds: intended, sentNanoseconds: intended, doneNanoseconds: intended)
    }
}

extension OperationSample {
    /// Whether the participant handed it to anybody, itself included.
    var wasIssued: Bool { status != .nodeDown && (attempts > 0 || status == .refused) }
}
