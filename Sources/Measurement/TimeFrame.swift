package import Core

/// The parts of a trial in nanoseconds from the start of measurement, and the 100 ms bins they fall
/// into.
package struct TimeFrame: Sendable, Equatable, BitwiseCopyable {
    /// When load starts; at most 0.
    package let startNanoseconds: Nanoseconds
    /// When measurement and load end; at least 0.
    package let measureEndNanoseconds: Nanoseconds
    /// When the longest drain has ended.
    package let endNanoseconds: Nanoseconds

    /// Length of a bin; bins start at whole multiples of it.
    package static var binNanoseconds: Nanoseconds { .milliseconds(100) }

    /// The frame of a trial with these parts, none negative.
    package init(
        warmupNanoseconds: Nanoseconds, measureNanoseconds: Nanoseconds,
        drainNanoseconds: Nanoseconds
    ) {
        precondition(
            warmupNanoseconds >= 0 && measureNanoseconds >= 0 && drainNanoseconds >= 0,
            "a trial of \(warmupNanoseconds), \(measureNanoseconds), \(drainNanoseconds) ns")
        startNanoseconds = -warmupNanoseconds
        measureEndNanoseconds = measureNanoseconds
        endNanoseconds = measureNanoseconds + drainNanoseconds
    }

    /// How many bins there are; at least 1.
    package var binCount: Int {
        Int(max(1, (endNanoseconds - binStart(0) + Self.binNanoseconds - 1) / Self.binNanoseconds))
    }

    /// When a bin starts.
    package func binStart(_ bin: Int) -> Nanoseconds {
        let binsBefore = (-startNanoseconds + Self.binNanoseconds - 1) / Self.binNanoseconds
        return (Int64(bin) - binsBefore) * Self.binNanoseconds
    }

    /// The bin of a moment; moments outside the frame belong to the first or last bin.
    package func bin(at moment: Nanoseconds) -> Int {
        let bin = (max(moment, startNanoseconds) - binStart(0)) / Self.binNanoseconds
        return min(Int(bin), binCount - 1)
    }

    /// Whether a moment is inside measurement.
    package func isMeasured(at moment: Nanoseconds) -> Bool {
        moment >= 0 && moment < measureEndNanoseconds
    }

    /// Whether the parts are in order and short of a year; bytes of a file may say otherwise.
    var isPossible: Bool {
        let longest: Nanoseconds = .seconds(365 * 86_400)
        return startNanoseconds <= 0 && startNanoseconds > -longest && measureEndNanoseconds >= 0
            && measureEndNanoseconds <= endNanoseconds && endNanoseconds < longest
    }
}
