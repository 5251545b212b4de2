import Measurement
import Testing

@Suite("Paired comparisons")
struct PairedComparisonTests {
    @Test("What a pair has in common drops out")
    func paired() throws {
        let baseline = [100.0, 10, 1_000, 50]
        let comparison = PairedComparison(
            baseline: baseline, other: baseline.map { $0 + 2 }, seed: 1)
        #expect(comparison.method == .student)
        #expect(comparison.meanDifference == 2)
        #expect(comparison.differenceInterval == Interval(low: 2, centre: 2, high: 2))
        let doubled = PairedComparison(baseline: baseline, other: baseline.map { $0 * 2 }, seed: 1)
        let ratio = try #require(doubled.ratioInterval)
        #expect(abs(ratio.low - 2) < 1e-12 && abs(ratio.high - 2) < 1e-12)
        #expect(doubled.ratios == [2, 2, 2, 2])
    }

    @Test("The ratio is the geometric mean, whose interval is Student's of the logarithms")
    func ratio() throws {
        let comparison = PairedComparison(baseline: [1, 1, 1], other: [1, 2, 4], seed: 1)
        let mean = try #require(comparison.meanRatio)
        #expect(abs(mean - 2) < 1e-12)
        let interval = try #require(comparison.ratioInterval)
        // exp(ln 2 -+ 4.302653 ln 2 / sqrt 3)
        #expect(abs(interval.low - 0.357462) < 1e-5)
        #expect(abs(interval.centre - 2) < 1e-12)
        #expect(abs(interval.high - 11.189997) < 1e-4)
    }

    @Test("The method follows from the pairs: points below 3, Student's to 19, then the bootstrap")
    func methods() {
        for (pairs, method) in [
            (1, .points), (2, .points), (3, .student), (19, .student), (20, .bootstrap),
        ] as [(Int, PairedComparison.Method)] {
            let values = (1...pairs).map { Double($0) }
            let comparison = PairedComparison(
                baseline: values, other: values.map { $0 * 1.5 }, seed: 1)
            #expect(comparison.method == method)
            #expect((comparison.differenceInterval == nil) == (method == .points))
            #expect((comparison.ratioInterval == nil) == (method == .points))
            #expect(comparison.differences.count == pairs)
            #expect(comparison.meanRatio != nil)
        }
    }

    @Test("A value of 0 or less has no logarithm: there is no ratio", arguments: [0.0, -1])
    func notPositive(value: Double) {
        for (baseline, other) in [([1, 2, value], [1, 2, 3]), ([1.0, 2, 3], [1, value, 3])] {
            let comparison = PairedComparison(baseline: baseline, other: other, seed: 1)
            #expect(comparison.ratios == nil && comparison.meanRatio == nil)
            #expect(comparison.ratioInterval == nil && comparison.differenceInterval != nil)
        }
    }

    @Test("Exchanged arms give the opposite", arguments: [5, 24])
    func exchanged(pairs: Int) throws {
        var series = Series(seed: 34, pairs)
        let baseline = (0..<pairs).map { _ in 1 + series.exponential() }
        let other = (0..<pairs).map { _ in 2 + series.exponential() }
        let forth = PairedComparison(baseline: baseline, other: other, seed: 7)
        let back = PairedComparison(baseline: other, other: baseline, seed: 7)
        let difference = try #require(forth.differenceInterval)
        let opposite = try #require(back.differenceInterval)
        #expect(abs(difference.low + opposite.high) < 1e-12)
        #expect(abs(difference.high + opposite.low) < 1e-12)
        let ratio = try #require(forth.ratioInterval)
        let inverse = try #require(back.ratioInterval)
        #expect(abs(ratio.low * inverse.high - 1) < 1e-12)
    }
}
