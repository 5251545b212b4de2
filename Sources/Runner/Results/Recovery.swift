import Core
import Glibc
import Measurement

/// When service was as good again as before a fault.
///
/// Time after the blow is cut into intervals of 100 ms by intended time, widened to hold at least
/// 200 operations. An interval is bad when its share of good operations lies below the level before
/// the trial's first blow by more than 0.01 and three standard errors; good means ok within the objective.
struct Recovery {
    /// From the blow to the end of the last bad interval: 0 if none was bad, nil if measurement, or
    /// the time up to the next fault, ends in one.
    let nanoseconds: Nanoseconds?
    /// From the blow to when the last operation was intended that was not good, up to the end of the last
    /// bad interval, however far that was widened; 0 where none is bad.
    let lastBadNanoseconds: Nanoseconds

    private static let intervalNanoseconds: Nanoseconds = .milliseconds(100)
    private static let fewestOperations = 200

    private struct Interval {
        var end: Nanoseconds
        var good = 0
        var count = 0
        /// When the last that was not good was intended.
        var lastBad: Nanoseconds?
    }

    init(
        _ operations: [OperationSample], firstBlow: Nanoseconds, applied: Nanoseconds,
        until end: Nanoseconds, objectiveNanoseconds: Nanoseconds
    ) {
        let judged = operations.filter { $0.status != .nodeDown }
            .map { operation in
                (
                    at: operation.intendedNanoseconds,
                    isGood: operation.status == .ok
                        && operation.doneNanoseconds - operation.intendedNanoseconds
                            <= objectiveNanoseconds
                )
            }
            .sorted { $0.at < $1.at }
        let before = judged.filter { $0.at < firstBlow }
        let level =
            before.isEmpty ? 1 : Double(before.count { $0.isGood }) / Double(before.count)
        let intervals = Self.cut(
            judged.filter { $0.at >= applied && $0.at < end }, from: applied, until: end)
        let lastBad = intervals.lastIndex { Self.isBad($0, level: level) }
        guard let lastBad else {
            nanoseconds = 0
            lastBadNanoseconds = 0
            return
        }
        lastBadNanoseconds = (intervals[lastBad].lastBad ?? applied) - applied
        nanoseconds = lastBad == intervals.count - 1 ? nil : intervals[lastBad].end - applied
    }

    private static func isBad(_ interval: Interval, level: Double) -> Bool {
        guard interval.count > 0 else { return false }
        let count = Double(interval.count)
        let tolerated = 0.01 + 3 * (level * (1 - level) / count).squareRoot()
        return Double(interval.good) / count < level - tolerated
    }

    private static func cut(
        _ operations: [(at: Nanoseconds, isGood: Bool)], from start: Nanoseconds,
        until end: Nanoseconds
    ) -> [Interval] {
        var intervals: [Interval] = []
        var current = Interval(end: min(end, start + intervalNanoseconds))
        for operation in operations {
            while operation.at >= current.end {
                if current.count >= fewestOperations {
                    intervals.append(current)
                    current = Interval(end: current.end)
                }
                current.end += intervalNanoseconds
            }
            current.count += 1
            current.good += operation.isGood ? 1 : 0
            if !operation.isGood { current.lastBad = operation.at }
        }
        current.end = min(current.end, end)
        // Too few at the end to judge alone: they belong to the interval before.
        if current.count < fewestOperations, let last = intervals.popLast() {
            current.count += last.count
            current.good += last.good
            current.lastBad = current.lastBad ?? last.lastBad
        }
        return intervals + [current]
    }
}
