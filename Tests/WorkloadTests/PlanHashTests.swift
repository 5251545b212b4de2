import Core
import Testing
import Workload

private let schedule = Schedule.sample(warmup: 0.1, measure: 0.2)

private func hash(
    _ workload: RequestWorkload = .sample(), participants: Int = 4, seed: UInt64 = 1,
    repetition: Int = 1, schedule: Schedule = schedule
) -> String {
    OperationPlan(
        workload: workload, participants: participants, schedule: schedule, seed: seed,
        repetition: repetition
    ).hash
}

@Suite("Plan hashes")
struct PlanHashTests {
    @Test("The same parameters give the same 16 digits, on any host")
    func stable() {
        #expect(hash() == hash())
        #expect(hash() == "528d95ea17d07fca")
        #expect(hash(.sample(loop: .closed(outstanding: 2))) == "231b6e23e37ec0d6")
    }

    @Test("Every parameter that makes the plan changes the hash, drain alone does not")
    func parameters() {
        var keys = RequestWorkload.sample()
        keys.keys += 1
        var reads = RequestWorkload.sample()
        reads.readShare = 0.5
        var bytes = RequestWorkload.sample()
        bytes.valueBytes += 1
        var exponent = RequestWorkload.sample()
        exponent.popularity = .zipf(exponent: 1)
        var uniform = RequestWorkload.sample()
        uniform.popularity = .uniform
        var service = RequestWorkload.sample()
        service.serviceTime = .exponential(meanNanoseconds: 1)
        var think = RequestWorkload.sample()
        think.thinkTime = .exponential(meanNanoseconds: 1)
        let hashes = [
            hash(service), hash(think),
            hash(), hash(seed: 2), hash(repetition: 2), hash(participants: 5), hash(keys),
            hash(reads), hash(bytes), hash(exponent), hash(uniform),
            hash(.sample(loop: .open(ratePerSecond: 1_001))),
            hash(.sample(loop: .closed(outstanding: 1))),
            hash(.sample(loop: .closed(outstanding: 2))), hash(.sample(arrivals: .constant)),
            hash(schedule: .sample(warmup: 0.2, measure: 0.2)),
            hash(schedule: .sample(warmup: 0.1, measure: 0.3)),
        ]
        #expect(Set(hashes).count == hashes.count)
        #expect(hash(schedule: .sample(warmup: 0.1, measure: 0.2, drain: 9)) == hash())
    }

    @Test("The hash is FNV-1a of the documented bytes")
    func canonicalForm() {
        let workload = RequestWorkload(
            loop: .open(ratePerSecond: 20), arrivals: .constant, readShare: 1, keys: 1,
            popularity: .uniform, valueBytes: 300, serviceTime: .fixed(7))
        var expected = FNV1a()
        let little: [(UInt64, Int)] = [
            (2, 4), (9, 8), (3, 8), (2, 8), (0, 8), (100_000_000, 8),
            (0, 1), ((20.0).bitPattern, 8), (1, 1), ((1.0).bitPattern, 8), (1, 8), (1, 1), (0, 8),
            (300, 8), (0, 1), ((7.0).bitPattern, 8), (0, 8), (0, 8), (0, 1), (0, 8), (0, 8), (0, 8),
            (0, 4), (0, 4), (0, 8), (0, 1), (0, 4), (300, 4), (7, 8), (0, 8),
            (1, 4), (0, 4), (50_000_000, 8), (0, 1), (0, 4), (300, 4), (7, 8), (0, 8),
        ]
        for (number, bytes) in little {
            for index in 0..<bytes {
                expected.combine(byte: UInt8(truncatingIfNeeded: number >> (8 * index)))
            }
        }
        let hash = hash(
            workload, participants: 2, seed: 9, repetition: 3,
            schedule: .sample(warmup: 0, measure: 0.1))
        #expect(hash == expected.hexadecimal)
    }

    @Test("A closed loop's hash covers 10,000 rows of each participant")
    func closedRows() {
        let plan = OperationPlan(
            workload: .sample(loop: .closed(outstanding: 1)), participants: 2, schedule: schedule,
            seed: 1, repetition: 1)
        #expect(plan.rows(participant: 1).reduce(0) { count, _ in count + 1 } == 10_000)
    }
}
