import Testing

@testable import Measurement

struct WelchComparisonTests {
    /// Additional hours of sleep after two drugs (Student 1908, table of Cushny and Peebles).
    private static let first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
    private static let second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]

    @Test func `Student's sleep data give the interval that is printed for them`() throws {
        // R 4.3, t.test(extra ~ group, data = sleep): 0.75 - 2.33, -3.3654832 to 0.2054832.
        let welch = WelchComparison(baseline: Self.first, other: Self.second)
        let interval = try #require(welch.differenceInterval)
        #expect(abs(welch.difference - 1.58) < 1e-12)
        #expect(abs(interval.low + 0.2054832) < 5e-8)
        #expect(abs(interval.high - 3.3654832) < 5e-8)
        #expect(welch.ratio == nil)
        #expect(welch.ratioInterval == nil)
    }

    @Test func `the ratio is the difference of the logarithms`() throws {
        let welch = WelchComparison(baseline: [10, 20, 40], other: [20, 40, 80])
        let interval = try #require(welch.ratioInterval)
        #expect(abs(try #require(welch.ratio) - 2) < 1e-12)
        // Equal spreads: Student's t with 4 degrees of freedom, 2.776445, times log(2) sqrt(2 / 3).
        #expect(abs(interval.high / 2 - 4.81307) < 1e-4)
        #expect(abs(interval.low * interval.high - 4) < 1e-9)
    }

    @Test func `fewer than three values of either give no interval`() {
        let welch = WelchComparison(baseline: [1, 2], other: [2, 3, 4])
        #expect(welch.difference == 1.5)
        #expect(welch.differenceInterval == nil)
        #expect(welch.ratio != nil)
        #expect(welch.ratioInterval == nil)
    }

    @Test func `values without any spread have an interval of no width`() {
        let welch = WelchComparison(baseline: [1, 1, 1], other: [3, 3, 3])
        #expect(welch.differenceInterval == Interval(low: 2, centre: 2, high: 2))
    }
}
