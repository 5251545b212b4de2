/// A length of time in nanoseconds; negative means earlier.
@usableFromInline package typealias Nanoseconds = Int64

/// A point on the one clock all nodes of a trial share, in nanoseconds.
///
/// On sockets it counts CLOCK_MONOTONIC, which every process of a host reads alike; in simulation it
/// is virtual time. Signed, so that a difference never traps. Inlinable for the same reason as
/// `NodeID`.
@usableFromInline
package struct Instant: Hashable, Comparable, Sendable {
    @usableFromInline package var nanoseconds: Nanoseconds

    @inlinable package init(nanoseconds: Nanoseconds) {
        self.nanoseconds = nanoseconds
    }

    /// Later than every instant that occurs.
    @inlinable package static var never: Instant { Instant(nanoseconds: .max) }

    @inlinable package static func < (left: Instant, right: Instant) -> Bool {
        left.nanoseconds < right.nanoseconds
    }

    @inlinable package static func - (left: Instant, right: Instant) -> Nanoseconds {
        left.nanoseconds - right.nanoseconds
    }

    @inlinable package static func + (left: Instant, right: Nanoseconds) -> Instant {
        Instant(nanoseconds: left.nanoseconds + right)
    }
}

extension Instant {
    /// The instant so much later, or `never` where no number tells it.
    package func saturating(adding length: Nanoseconds) -> Instant {
        let (sum, overflow) = nanoseconds.addingReportingOverflow(length)
        return overflow ? .never : Instant(nanoseconds: sum)
    }
}

extension Nanoseconds {
    /// The whole nanoseconds nearest to a number of seconds.
    package static func seconds(_ seconds: Double) -> Nanoseconds {
        Nanoseconds((seconds * 1e9).rounded())
    }

    @inlinable package static func milliseconds(_ count: Int64) -> Nanoseconds {
        count * 1_000_000
    }

    package static func microseconds(_ count: Int64) -> Nanoseconds { count * 1_000 }

    /// This length in seconds, as a fraction.
    package var inSeconds: Double { Double(self) / 1e9 }
}
