package import Core

/// The three parts of a trial, in nanoseconds: load is offered in the first two.
///
/// Time counts from the start of measurement, so warm-up lies before 0.
package struct Schedule: Sendable, Equatable {
    /// Load before measurement; at least 0.
    package var warmupNanoseconds: Nanoseconds
    /// Load that is measured; at least 0.
    package var measureNanoseconds: Nanoseconds
    /// The longest wait for what is still open when load has stopped; at least 0.
    package var drainNanoseconds: Nanoseconds

    /// A schedule of these three lengths.
    package init(
        warmupNanoseconds: Nanoseconds, measureNanoseconds: Nanoseconds,
        drainNanoseconds: Nanoseconds
    ) {
        self.warmupNanoseconds = warmupNanoseconds
        self.measureNanoseconds = measureNanoseconds
        self.drainNanoseconds = drainNanoseconds
    }
}
