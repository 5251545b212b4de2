package import Core

/// One participant's operations in order; allocates nothing as it goes.
///
/// An open loop's stream ends with measurement. A closed loop's never ends and intends every
/// operation at 0: when it is issued, and so its phase, is for the node to say.
package struct OperationStream: Sequence, IteratorProtocol, Sendable {
    private var sequence: UInt32 = 0
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

    /// The next operation, or nil when load has ended.
    package mutating func next() -> Operation? {
        guard let intended = arrivals.next() else { return nil }
        defer { sequence += 1 }
        return Operation(
            sequence: sequence, intendedNanoseconds: intended,
            kind: kinds.nextUnit() < readShare ? .get : .put,
            key: sampler.draw(&keys), valueBytes: valueBytes)
    }
}
