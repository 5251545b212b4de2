import Core

/// Every operation of a trial, from its parameters and the seed alone: the same for every topology.
package struct OperationPlan: Sendable {
    /// What a stream of random numbers is for: each has its own, so that using one never moves
    /// another.
    private enum Purpose: UInt64 {
        case arrivalGap = 1
        case operationKind = 2
        case key = 3
        // 4 is kept for the value's size.
        case serviceTime = 5
        case thinkTime = 6
    }

    /// Sets the plan's numbers apart from others of the same seed and repetition.
    private static let domain: UInt64 = 0x6F70_6572_6174_696F

    package let workload: RequestWorkload
    package let participants: Int
    package let schedule: Schedule
    package let seed: UInt64
    package let repetition: Int
    private let sampler: KeySampler

    /// The plan of one repetition for `participants` participants, at least 1.
    package init(
        workload: RequestWorkload, participants: Int, schedule: Schedule, seed: UInt64,
        repetition: Int
    ) {
        precondition(participants >= 1, "\(participants) participants")
        self.workload = workload
        self.participants = participants
        self.schedule = schedule
        self.seed = seed
        self.repetition = repetition
        sampler = KeySampler(keys: workload.keys, popularity: workload.popularity)
    }

    /// Whether two plans are of the same parameters, and so of the same operations.
    package func isSame(as other: OperationPlan) -> Bool {
        workload == other.workload && participants == other.participants
            && schedule == other.schedule && seed == other.seed && repetition == other.repetition
    }

    /// One participant's operations in order, from the first each time.
    package func stream(participant: Int) -> OperationStream {
        if let trace = workload.trace {
            return OperationStream(
                TracedOperations(trace.entries[participant], during: schedule),
                services: services(participant: participant),
                thinks: thinks(participant: participant))
        }
        return OperationStream(
            DrawnOperations(
                of: workload, arrivals: arrivals(participant: participant),
                kinds: random(for: .operationKind, participant: participant),
                keys: random(for: .key, participant: participant), sampler: sampler),
            services: services(participant: participant), thinks: thinks(participant: participant))
    }

    /// How long a participant of a closed loop thinks before each of its operations, by sequence.
    package func thinks(participant: Int) -> DrawnTimes {
        DrawnTimes(
            workload.thinkTime, random: random(for: .thinkTime, participant: participant))
    }

    private func services(participant: Int) -> DrawnTimes {
        DrawnTimes(
            workload.serviceTime, random: random(for: .serviceTime, participant: participant))
    }

    /// How many operations an open loop plans for a participant, warm-up included; nil for a
    /// closed one.
    ///
    /// Draws every gap, so it takes time in proportion to the answer.
    package func plannedCount(participant: Int) -> Int? {
        guard case .open = workload.loop else { return nil }
        if let trace = workload.trace {
            var operations = TracedOperations(trace.entries[participant], during: schedule)
            var count = 0
            while operations.next() != nil { count += 1 }
            return count
        }
        var times = arrivals(participant: participant)
        var count = 0
        while times.next() != nil { count += 1 }
        return count
    }

    private func arrivals(participant: Int) -> ArrivalTimes {
        ArrivalTimes(
            of: workload, participant: participant, among: participants, during: schedule,
            random: random(for: .arrivalGap, participant: participant))
    }

    private func random(for purpose: Purpose, participant: Int) -> SeededRandom {
        precondition(
            participant >= 0 && participant < participants,
            "participant \(participant) of \(participants)")
        return SeededRandom(
            seed: seed,
            path: Self.domain, UInt64(repetition), UInt64(participant), purpose.rawValue)
    }
}
