import CLinux
package import Core

/// The clock every process of a host reads alike: CLOCK_MONOTONIC.
package enum Monotonic {
    package static func now() -> Instant {
        Instant(nanoseconds: cl_monotonic_ns())
    }
}
