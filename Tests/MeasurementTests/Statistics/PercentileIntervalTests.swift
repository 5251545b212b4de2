import Core
import Glibc
import Measurement
import Testing

@Suite("Intervals of a percentile")
struct PercentileIntervalTests {
    @Test("Ranks are (983, 998) of 1,000 and (9,880, 9,921) of 10,000 for p99")
    func ranks() {
        #expect(Percentile.p99.intervalRanks(among: 1_000) == 983...998)
        #expect(Percentile.p99.intervalRanks(among: 10_000) == 9_880...9_921)
        #expect(Percentile.p50.intervalRanks(among: 100) == 40...61)
    }

    @Test("Too few samples have none, and the percentile itself always lies within")
    func few() {
        #expect(Percentile.p99.intervalRanks(among: 300) == nil)
        #expect(Percentile.p50.intervalRanks(among: 0) == nil)
        let nanoseconds = (1...1_000).map { Nanoseconds($0) }
        #expect(Distribution(nanoseconds).interval(at: .p99) == 983...998)
        #expect(Distribution(Array(nanoseconds.prefix(300))).interval(at: .p99) == nil)
        for count in 1...3_000 {
            for percentile in [Percentile.p50, .p90, .p99] {
                guard let ranks = percentile.intervalRanks(among: count) else { continue }
                let isWithin =
                    ranks.contains(percentile.rank(among: count))
                    && count >= percentile.minimumSamples
                if !isWithin { Issue.record("\(ranks) of \(count) for \(percentile)") }
            }
        }
    }

    @Test(
        "Covers the percentile as often as the binomial distribution says",
        arguments: [(1_000, 0.983), (10_000, 0.961)])
    func coverage(count: Int, expected: Double) throws {
        let ranks = try #require(Percentile.p99.intervalRanks(among: count))
        let percentile = -log(0.01)
        var covered = 0
        for trial in 0..<4_000 {
            var series = Series(seed: 41, trial)
            // The largest of n uniform numbers is a uniform number's n-th root, and so on down.
            var share = 1.0
            var high = 0.0
            for left in (ranks.lowerBound...count).reversed() {
                share *= pow(1 - series.unit(), 1 / Double(left))
                if left == ranks.upperBound { high = -log(1 - share) }
            }
            if -log(1 - share) <= percentile && percentile <= high { covered += 1 }
        }
        #expect(abs(Double(covered) / 4_000 - expected) <= 0.012)
    }
}
