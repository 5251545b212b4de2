package import Core

/// One participant's operations in order; allocates nothing as it goes.
///
/// An open loop's stream ends with measurement. A closed loop's never ends and intends every
/// operation at 0: when it is issued, and so its phase, is for the node to say.
package struct OperationStream: Sequence, IteratorProtocol, Sendable {
    // Operations come from one of the two: two variables instead of an enum, whose payload would be
    // copied out and in for each operation.
    private var drawn: DrawnOperations?
    private var traced: TracedOperations?
    private var services: DrawnTimes
    private var thinks: DrawnTimes
    private var sequence: UInt32 = 0

    init(_ drawn: DrawnOperations, services: DrawnTimes, thinks: DrawnTimes) {
        self.drawn = drawn
        self.services = services
        self.thinks = thinks
    }

    init(_ traced: TracedOperations, services: DrawnTimes, thinks: DrawnTimes) {
        self.traced = traced
        self.services = services
        self.thinks = thinks
    }

    /// The next operation, or nil when load has ended.
    package mutating func next() -> Operation? {
        guard var operation = drawn?.next() ?? traced?.next() else { return nil }
        operation.sequence = sequence
        operation.serviceNanoseconds = services.next()
        operation.thinkNanoseconds = thinks.next()
        sequence += 1
        return operation
    }
}

/// Operations drawn from the seed; their place, service and think time are still to be filled in.
struct DrawnOperations: Sendable {
    private var arrivals: ArrivalTimes
    private var kinds: SeededRandom
    private var keys: SeededRandom
    private let sampler: KeySampler
    private let readShare: Double
    private let valueBytes: UInt32

    init(
        of workload: RequestWorkload, arrivals: ArrivalTimes, kinds: SeededRandom,
        keys: SeededRandom, sampler: KeySampler
    ) {
        self.arrivals = arrivals
        self.kinds = kinds
        self.keys = keys
        self.sampler = sampler
        readShare = workload.readShare
        valueBytes = UInt32(workload.valueBytes)
    }

    mutating func next() -> Operation? {
        guard let intended = arrivals.next() else { return nil }
        return Operation(
            sequence: 0, intendedNanoseconds: intended,
            kind: kinds.nextUnit() < readShare ? .get : .put,
            key: sampler.draw(&keys), valueBytes: valueBytes)
    }
}

/// Operations of a trace, up to the end of load.
struct TracedOperations: Sendable {
    private let entries: [OperationTrace.Entry]
    private var position = 0
    private let start: Nanoseconds
    private let end: Nanoseconds

    init(_ entries: [OperationTrace.Entry], during schedule: Schedule) {
        self.entries = entries
        start = -schedule.warmupNanoseconds
        end = schedule.measureNanoseconds
    }

    mutating func next() -> Operation? {
        guard position < entries.count, start + entries[position].atNanoseconds < end else {
            return nil
        }
        defer { position += 1 }
        let entry = entries[position]
        return Operation(
            sequence: 0, intendedNanoseconds: start + entry.atNanoseconds, kind: entry.kind,
            key: entry.key, valueBytes: entry.valueBytes)
    }
}
