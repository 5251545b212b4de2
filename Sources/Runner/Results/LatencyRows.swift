import Core
import Measurement

/// A trial's rows in latency.csv: enough percentiles of every clock to draw its tail.
struct LatencyRows {
    let trial: TrialPlan
    let clocks: Clocks

    /// In percent; each is given only where there are samples enough for it.
    static let percents = [
        1, 5, 10, 20, 30, 40, 50, 60, 70, 75, 80, 85, 90, 92, 94, 95, 96, 97, 98, 98.5, 99, 99.2,
        99.4, 99.5, 99.6, 99.7, 99.8, 99.85, 99.9, 99.92, 99.94, 99.95, 99.96, 99.97, 99.98, 99.99,
    ]

    var rows: [Row] {
        clocks.named.flatMap { clock, distribution in
            Self.percents.compactMap { percent -> Row? in
                guard let value = distribution.value(at: Percentile(percent / 100)) else {
                    return nil
                }
                let interval =
                    clocks.independent.contains(clock)
                    ? distribution.interval(at: Percentile(percent / 100)) : nil
                return row(clock, .number(percent), value, distribution.count, interval)
            } + maximum(clock, distribution)
        }
    }

    private func maximum(_ clock: String, _ distribution: Distribution) -> [Row] {
        guard let max = distribution.max else { return [] }
        return [row(clock, .number(100), max, distribution.count)]
    }

    private func row(
        _ clock: String, _ percentile: CSVCell, _ value: Nanoseconds, _ count: Int,
        _ interval: ClosedRange<Nanoseconds>? = nil
    ) -> Row {
        [
            ("trial", .count(trial.number)), ("topology", .text(trial.label)),
            ("clock", .text(clock)), ("percentile", percentile),
            ("value_us", .microseconds(value)), ("samples", .count(count)),
            ("low_us", .microseconds(interval?.lowerBound)),
            ("high_us", .microseconds(interval?.upperBound)),
        ]
    }
}
