import Measurement
import Testing

@Suite("Intervals of a mean")
struct IntervalTests {
    @Test(
        "Student's own data: ten patients slept 0.70 to 2.46 hours longer on one of two drugs"
    )
    func studentsData() throws {
        // The differences of the two drugs in Student 1908: mean 1.58, standard error 0.389.
        let hours = [1.2, 2.4, 1.3, 1.3, 0, 1, 1.8, 0.8, 4.6, 1.4]
        let interval = try #require(Interval(studentMeanOf: hours))
        #expect(abs(interval.centre - 1.58) < 1e-9)
        #expect(abs(interval.low - 0.700_114) < 1e-5)
        #expect(abs(interval.high - 2.459_886) < 1e-5)
        #expect(interval.contains(interval.low) && !interval.contains(0.7))
    }

    @Test("Fewer than three values have none")
    func few() {
        #expect(Interval(studentMeanOf: []) == nil)
        #expect(Interval(studentMeanOf: [1, 2]) == nil)
        #expect(Interval(bootstrapMeanOf: [1, 2], seed: 1) == nil)
        #expect(Interval(studentMeanOf: [2, 2, 2]) == Interval(low: 2, centre: 2, high: 2))
        let constant = Interval(bootstrapMeanOf: [2, 2, 2], seed: 1)
        #expect(constant == Interval(low: 2, centre: 2, high: 2))
    }

    @Test("Student's covers the mean of normal values 95 times in 100", arguments: [3, 5])
    func studentCoverage(count: Int) throws {
        var covered = 0
        for trial in 0..<4_000 {
            var series = Series(seed: 31, trial)
            let interval = Interval(studentMeanOf: (0..<count).map { _ in 7 + series.normal() })
            if try #require(interval).contains(7) { covered += 1 }
        }
        #expect(abs(Double(covered) / 4_000 - 0.95) <= 0.015)
    }

    @Test(
        "The bootstrap covers the mean of 20 values at least 92 times in 100, normal or uniform",
        arguments: [false, true])
    func bootstrapCoverage(isNormal: Bool) throws {
        var covered = 0
        let trials = 500
        for trial in 0..<trials {
            var series = Series(seed: 32, trial)
            let values = (0..<20).map { _ in isNormal ? series.normal() : series.unit() - 0.5 }
            // Fewer resamples than in earnest only make the bounds less smooth.
            let interval = Interval(bootstrapMeanOf: values, seed: UInt64(trial), resamples: 500)
            if try #require(interval).contains(0) { covered += 1 }
        }
        #expect(Double(covered) / Double(trials) >= 0.92)
        #expect(covered < trials)
    }

    @Test("The bootstrap repeats with its seed, and another seed hardly moves it")
    func seeds() throws {
        var series = Series(seed: 33, 0)
        let values = (0..<30).map { _ in series.exponential() }
        let one = try #require(Interval(bootstrapMeanOf: values, seed: 1))
        let other = try #require(Interval(bootstrapMeanOf: values, seed: 2))
        #expect(Interval(bootstrapMeanOf: values, seed: 1) == one)
        #expect(other != one && other.centre == one.centre)
        #expect(abs(other.low - one.low) < 0.05 * (one.high - one.low))
        #expect(abs(other.high - one.high) < 0.05 * (one.high - one.low))
    }
}
