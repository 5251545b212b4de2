import Core
import Testing
import Workload

private func gaps(_ times: [Nanoseconds]) -> [Double] {
    zip(times.dropFirst(), times).map { Double($0 - $1) }
}

private func plan(
    _ arrivals: RequestWorkload.Arrivals, rate: Double, participants: Int,
    schedule: Schedule = .sample(), seed: UInt64 = 1
) -> OperationPlan {
    OperationPlan(
        workload: .sample(loop: .open(ratePerSecond: rate), arrivals: arrivals),
        participants: participants, schedule: schedule, seed: seed, repetition: 1)
}

@Suite("Poisson arrivals")
struct PoissonArrivalsTests {
    @Test("All participants together are a Poisson process of the rate", arguments: [1, 2, 3, 4])
    func together(seed: UInt64) {
        let plan = plan(
            .poisson, rate: 1_000, participants: 16, schedule: .sample(warmup: 1, measure: 11),
            seed: seed)
        let statistics = GapStatistics(
            gaps: Array(gaps(plan.intendedTimes).prefix(10_000)), expectedMean: 1e6)
        #expect(statistics.failures(expectedMean: 1e6) == [])
    }

    @Test("Each participant is a Poisson process of its share of the rate", arguments: 0..<4)
    func alone(participant: Int) {
        let plan = plan(
            .poisson, rate: 4_000, participants: 4, schedule: .sample(warmup: 0.5, measure: 11))
        let times = plan.stream(participant: participant).map(\.intendedNanoseconds)
        let statistics = GapStatistics(
            gaps: Array(gaps(times).prefix(10_000)), expectedMean: 1e6)
        #expect(statistics.failures(expectedMean: 1e6) == [])
    }

    @Test("Gaps that are not exponential fail the same test, by the distance theory gives")
    func mustFail() {
        var random = SeededRandom(seed: 5)
        func distance(_ gap: () -> Double) -> (Double, [String]) {
            let statistics = GapStatistics(
                gaps: (0..<10_000).map { _ in gap() }, expectedMean: 1e6)
            return (statistics.distance, statistics.failures(expectedMean: 1e6))
        }
        let (constant, constantFailures) = distance { 1e6 }
        #expect(abs(constant - 0.632) < 0.01)
        #expect(constantFailures.contains("distance"))
        let (uniform, uniformFailures) = distance { 2e6 * random.nextUnit() }
        #expect(abs(uniform - 0.155) < 0.02)
        #expect(uniformFailures.contains("distance"))
        let (jittered, jitteredFailures) = distance { 1e6 * (0.9 + 0.2 * random.nextUnit()) }
        #expect(abs(jittered - 0.593) < 0.02)
        #expect(jitteredFailures.contains("distance"))
        let planned = gaps(
            plan(.poisson, rate: 1_000, participants: 1, schedule: .sample(measure: 11))
                .intendedTimes)
        var index = 0
        let (quantised, quantisedFailures) = distance {
            index += 1
            return (planned[index] / 1e6).rounded(.down) * 1e6
        }
        #expect(abs(quantised - 0.632) < 0.02)
        #expect(quantisedFailures.contains("distance"))
    }

    @Test("Load lasts from the start of warm-up to the end of measurement")
    func bounds() {
        let plan = plan(.poisson, rate: 50_000, participants: 2)
        let times = plan.intendedTimes
        // The first and last of 150,000 are due within a millisecond of the ends.
        #expect(times.first.map { $0 >= -1_000_000_000 && $0 < -999_000_000 } == true)
        #expect(times.last.map { $0 < 2_000_000_000 && $0 >= 1_999_000_000 } == true)
        // Four standard deviations of a Poisson number of mean 150,000 are 1,549.
        #expect(abs(times.count - 150_000) < 1_549)
    }

    @Test("A rate far below one operation per trial plans none, however small")
    func rare() {
        let plan = plan(.poisson, rate: 1e-200, participants: 1)
        var stream = plan.stream(participant: 0)
        #expect(stream.next() == nil)
        #expect(stream.next() == nil)
    }
}

@Suite("Constant arrivals")
struct ConstantArrivalsTests {
    @Test(
        "Operation g is due at g / rate to the nanosecond and belongs to participant g mod N",
        arguments: [1.0, 3, 7, 999.5, 1_000, 1_024, 12_345.678], [1, 3, 4])
    func exact(rate: Double, participants: Int) {
        let plan = plan(
            .constant, rate: rate, participants: participants,
            schedule: .sample(warmup: 1.25, measure: 3.5))
        let first = Int((-1.25 * rate).rounded(.up))
        let end = Int((3.5 * rate).rounded(.up))
        for participant in 0..<participants {
            let expected = (first..<end).filter { index in
                ((index % participants) + participants) % participants == participant
            }.map { Nanoseconds((Double($0) * 1e9 / rate).rounded()) }
            let times = plan.stream(participant: participant).map(\.intendedNanoseconds)
            #expect(times == expected)
        }
    }

    @Test("The first operation of measurement is participant 0's, at 0")
    func zero() {
        let plan = plan(.constant, rate: 400, participants: 4)
        for participant in 0..<4 {
            let times = plan.stream(participant: participant).map(\.intendedNanoseconds)
            #expect(times.first { $0 >= 0 } == Nanoseconds(participant) * 2_500_000)
        }
    }

    @Test("A period of 333 1/3 ns has not drifted after 300,000 operations")
    func noDrift() {
        let plan = plan(
            .constant, rate: 3e6, participants: 1, schedule: .sample(warmup: 0, measure: 0.1))
        var count = 0
        var last: Nanoseconds = 0
        for operation in plan.stream(participant: 0) {
            count += 1
            last = operation.intendedNanoseconds
        }
        #expect(count == 300_000)
        #expect(last == 99_999_667)
    }

    @Test("Times that fall on a half are rounded away from zero on both sides")
    func halves() {
        // 1 / 1,024 s is 976,562.5 ns.
        let plan = plan(
            .constant, rate: 1_024, participants: 1,
            schedule: .sample(warmup: 0.002, measure: 0.002)
        )
        #expect(
            plan.intendedTimes == [-1_953_125, -976_563, 0, 976_563, 1_953_125])
    }

    @Test("Times stay exact where a Double's product would not")
    func large() {
        // Operation 10,000,000,019 at 7 per second lies at 1428571431.285714285.. s.
        let seconds: Int64 = 1_428_571_431
        let plan = plan(
            .constant, rate: 7, participants: 1,
            schedule: Schedule(
                warmupNanoseconds: -(seconds * 1_000_000_000 + 285_714_286),
                measureNanoseconds: (seconds + 1) * 1_000_000_000, drainNanoseconds: 0))
        #expect(
            plan.intendedTimes.prefix(2) == [
                seconds * 1_000_000_000 + 285_714_286, seconds * 1_000_000_000 + 428_571_429,
            ])
    }
}
