import Core
import Testing
import Workload

private func plan(
    _ workload: RequestWorkload = .sample(), participants: Int = 4, seed: UInt64 = 1,
    repetition: Int = 1, schedule: Schedule = .sample()
) -> OperationPlan {
    OperationPlan(
        workload: workload, participants: participants, schedule: schedule, seed: seed,
        repetition: repetition)
}

@Suite("Operation plans")
struct OperationPlanTests {
    @Test("Streams are the same each time and however they are interleaved")
    func interleaving() {
        let plan = plan()
        let apart = (0..<4).map { Array(plan.stream(participant: $0)) }
        var streams = (0..<4).map { plan.stream(participant: $0) }
        var together = [[Operation]](repeating: [], count: 4)
        var turn = SeededRandom(seed: 99)
        var open = Set(0..<4)
        while !open.isEmpty {
            let participant = Int(turn.next(below: 4))
            if let operation = streams[participant].next() {
                together[participant].append(operation)
            } else {
                open.remove(participant)
            }
        }
        #expect(together == apart)
        #expect(Set(apart.map { $0.map(\.key) }).count == 4)
    }

    @Test(
        "Operations are numbered from 0, in order of time, and carry the workload's numbers",
        arguments: [RequestWorkload.Arrivals.poisson, .constant])
    func rows(arrivals: RequestWorkload.Arrivals) {
        let plan = plan(.sample(arrivals: arrivals))
        for participant in 0..<4 {
            let operations = Array(plan.stream(participant: participant))
            #expect(operations.map(\.sequence) == (0..<operations.count).map(UInt32.init))
            let times = operations.map(\.intendedNanoseconds)
            #expect(times == times.sorted())
            #expect(operations.contains { $0.phase == .warmup })
            #expect(operations.contains { $0.phase == .measure })
            #expect(
                operations.allSatisfy {
                    $0.valueBytes == 128 && $0.serviceNanoseconds == 0 && $0.thinkNanoseconds == 0
                        && $0.key < 1_000
                })
            #expect(plan.plannedCount(participant: participant) == operations.count)
        }
    }

    @Test("The share of gets is the read share", arguments: [0, 0.25, 0.9, 1])
    func readShare(share: Double) {
        var workload = RequestWorkload.sample(loop: .open(ratePerSecond: 20_000))
        workload.readShare = share
        let operations = plan(workload, participants: 2).stream(participant: 1)
        let kinds = operations.map(\.kind)
        let gets = Double(kinds.count { $0 == .get }) / Double(kinds.count)
        let deviation = (share * (1 - share) / Double(kinds.count)).squareRoot()
        #expect(abs(gets - share) <= 4 * deviation)
    }

    @Test("Changing one feature moves no number of another")
    func separateStreams() {
        let base = Array(plan().stream(participant: 2))
        var reads = RequestWorkload.sample()
        reads.readShare = 0.1
        let otherKinds = Array(plan(reads).stream(participant: 2))
        #expect(otherKinds.map(\.key) == base.map(\.key))
        #expect(otherKinds.map(\.intendedNanoseconds) == base.map(\.intendedNanoseconds))
        #expect(otherKinds.map(\.kind) != base.map(\.kind))
        var keys = RequestWorkload.sample()
        keys.popularity = .uniform
        let otherKeys = Array(plan(keys).stream(participant: 2))
        #expect(otherKeys.map(\.kind) == base.map(\.kind))
        #expect(otherKeys.map(\.intendedNanoseconds) == base.map(\.intendedNanoseconds))
        #expect(otherKeys.map(\.key) != base.map(\.key))
        let constant = Array(plan(.sample(arrivals: .constant)).stream(participant: 2))
        let common = min(constant.count, base.count)
        #expect(constant.prefix(common).map(\.key) == base.prefix(common).map(\.key))
        #expect(constant.prefix(common).map(\.kind) == base.prefix(common).map(\.kind))
    }

    @Test("Longer measurement only adds operations")
    func longer() {
        let short = Array(plan().stream(participant: 0))
        let long = Array(plan(schedule: .sample(measure: 3)).stream(participant: 0))
        #expect(long.count > short.count)
        #expect(Array(long.prefix(short.count)) == short)
    }

    @Test("A closed loop is endless, intends nothing and has the open loop's keys and kinds")
    func closed() {
        let plan = plan(.sample(loop: .closed(outstanding: 4)))
        let operations = Array(plan.stream(participant: 0).prefix(20_000))
        #expect(operations.count == 20_000)
        #expect(operations.allSatisfy { $0.intendedNanoseconds == 0 })
        #expect(operations.last?.sequence == 19_999)
        #expect(plan.plannedCount(participant: 0) == nil)
        let open = Array(
            Workload.OperationPlan(
                workload: .sample(), participants: 4, schedule: .sample(), seed: 1, repetition: 1
            ).stream(participant: 0))
        #expect(operations.prefix(open.count).map(\.key) == open.map(\.key))
        #expect(operations.prefix(open.count).map(\.kind) == open.map(\.kind))
    }

    @Test("Seed and repetition both make another plan, and are not interchangeable")
    func seeds() {
        let pairs: [(UInt64, Int)] = [(1, 1), (1, 2), (2, 1), (2, 2), (0, 0)]
        let keys = pairs.map { pair in
            plan(seed: pair.0, repetition: pair.1).stream(participant: 0).prefix(50).map(\.key)
        }
        #expect(Set(keys).count == pairs.count)
    }
}
