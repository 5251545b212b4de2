/// The part of the schedule an operation is intended in.
@usableFromInline
package enum Phase: UInt8, Sendable, BitwiseCopyable, CaseIterable {
    case warmup = 0
    case measure = 1

    package var name: String { self == .warmup ? "warmup" : "measure" }
}

/// One operation of the plan: the same for every topology, from the seed alone.
@usableFromInline
package struct Operation: Equatable, Sendable {
    /// What is done to the key.
    @usableFromInline
    package enum Kind: UInt8, Sendable, BitwiseCopyable, CaseIterable {
        case get = 0
        case put = 1

        package var name: String { self == .get ? "get" : "put" }
    }

    /// How-manieth operation of its participant, from 0, warm-up included.
    @usableFromInline package var sequence: UInt32
    /// When it is due, relative to the start of measurement; meaningless in a closed loop's plan.
    @usableFromInline package var intendedNanoseconds: Nanoseconds
    @usableFromInline package var kind: Kind
    @usableFromInline package var key: Key
    /// Length of the value written or read, in bytes.
    @usableFromInline package var valueBytes: UInt32
    /// How long a provider holds the request, before its arm's `speed` divides it.
    @usableFromInline package var serviceNanoseconds: Nanoseconds
    /// How long a closed loop waits before issuing it, after the operation before it has ended.
    @usableFromInline package var thinkNanoseconds: Nanoseconds

    @inlinable package init(
        sequence: UInt32, intendedNanoseconds: Nanoseconds, kind: Kind, key: Key,
        valueBytes: UInt32, serviceNanoseconds: Nanoseconds = 0, thinkNanoseconds: Nanoseconds = 0
    ) {
        self.sequence = sequence
        self.intendedNanoseconds = intendedNanoseconds
        self.kind = kind
        self.key = key
        self.valueBytes = valueBytes
        self.serviceNanoseconds = serviceNanoseconds
        self.thinkNanoseconds = thinkNanoseconds
    }

    @inlinable package var phase: Phase { intendedNanoseconds < 0 ? .warmup : .measure }
}
