/// Which write of a key is newer: last writer wins, by intended time, then participant, then sequence.
///
/// Made from the plan alone, so that every arm orders the same writes alike and a retry is idempotent.
@usableFromInline
package struct Version: Hashable, Comparable, Sendable {
    /// The write's intended time relative to the start of measurement, in nanoseconds.
    @usableFromInline package var intendedNanoseconds: Nanoseconds
    @usableFromInline package var participant: UInt32
    @usableFromInline package var sequence: UInt32

    @inlinable package init(intendedNanoseconds: Nanoseconds, participant: UInt32, sequence: UInt32)
    {
        self.intendedNanoseconds = intendedNanoseconds
        self.participant = participant
        self.sequence = sequence
    }

    /// What the stores hold for every key before the first operation.
    @inlinable package static var initial: Version {
        Version(intendedNanoseconds: .min, participant: 0, sequence: 0)
    }

    @inlinable package static func < (left: Version, right: Version) -> Bool {
        (left.intendedNanoseconds, left.participant, left.sequence)
            < (right.intendedNanoseconds, right.participant, right.sequence)
    }
}
