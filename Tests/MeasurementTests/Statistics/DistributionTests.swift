import Core
import Measurement
import Testing

@Suite("Distributions against an exact sort")
struct DistributionTests {
    private static let percentiles: [Percentile] = [
        Percentile(0.000_001), Percentile(0.01), Percentile(0.07), .p50, .p90, .p99, .p999,
        Percentile(0.999_999),
    ]

    /// The smallest value with at least a share of all at or below it, counted.
    private func counted(_ values: [Nanoseconds], _ percentile: Percentile) -> Nanoseconds? {
        let sorted = values.sorted()
        return sorted.indices.first { index in
            (index + 1) * 1_000_000 >= percentile.partsPerMillion * sorted.count
        }.map { sorted[$0] }
    }

    private func check(_ values: [Nanoseconds]) {
        let distribution = Distribution(values)
        for percentile in Self.percentiles {
            let isEnough = values.count >= percentile.minimumSamples
            let expected = isEnough ? counted(values, percentile) : nil
            #expect(distribution.value(at: percentile) == expected)
        }
    }

    @Test("Two clients' samples together are one recorder's, in whatever order they are joined")
    func merged() {
        let fast = [Nanoseconds](repeating: 1_000_000, count: 90_000)
        let slow = [Nanoseconds](repeating: 100_000_000, count: 10_000)
        let merged = Distribution(fast + slow)
        #expect(merged == Distribution(slow + fast))
        #expect(merged == Distribution(fast.prefix(7) + slow + fast.dropFirst(7)))
        let shares = [0.5, 0.89, 0.91, 0.99].map { merged.value(at: Percentile($0)) }
        #expect(shares == [1_000_000, 1_000_000, 100_000_000, 100_000_000])
    }

    @Test("Any shape, any order, at the fewest samples, one less and one more")
    func shapes() {
        let hour: Nanoseconds = 3_600_000_000_000
        for count in [1, 5, 6, 7, 35, 36, 37, 367, 368, 369, 1_000, 3_687, 3_688, 3_689] {
            var series = Series(seed: 81, count)
            check([Nanoseconds](repeating: 1, count: count))
            check([Nanoseconds](repeating: hour, count: count))
            check([Nanoseconds](repeating: 0, count: count - 1) + [hour])
            check([hour] + [Nanoseconds](repeating: hour + 1, count: count - 1))
            check((0..<count).map { _ in Nanoseconds(1_000 / (1 - series.unit())) })
            check((0..<count).map { _ in Nanoseconds(series.unit() * 3) })
        }
    }

    @Test("n times exactly 500 ms is 500 ms everywhere", arguments: [100, 100_000])
    func degenerate(count: Int) {
        let half: Nanoseconds = 500_000_000
        let distribution = Distribution([Nanoseconds](repeating: half, count: count))
        for percentile in Self.percentiles where count >= percentile.minimumSamples {
            #expect(distribution.value(at: percentile) == half)
        }
        #expect(distribution.mean == 5e8 && distribution.max == half)
        #expect(distribution.sorted.first == half && distribution.count == count)
    }
}
