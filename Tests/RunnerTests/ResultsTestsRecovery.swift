import Core
import Measurement
import Testing

@testable import Runner

/// A steady stream of operations, of which a test spoils some.
private struct Stream {
    var operations: [OperationSample] = []

    /// So many per 100 ms from 0 to an end, each answered after 1 ms.
    init(per100Milliseconds rate: Int, until end: Double = 5_000) {
        let gap = 100 / Double(rate)
        operations = (0..<Int(end / gap)).map {
            operation(intended: Double($0) * gap, done: Double($0) * gap + 1)
        }
    }

    /// Lets what is intended in a part of the time fail; of each 100 ms only `count` more.
    mutating func spoil(
        _ part: Range<Double>, first count: Int = .max, _ status: Status = .timeout
    ) {
        var spoilt: [Int64: Int] = [:]
        for index in operations.indices {
            let intended = operations[index].intendedNanoseconds
            let slot = intended / 100_000_000
            guard operations[index].status == .ok, part.contains(Double(intended) / 1e6),
                spoilt[slot, default: 0] < count
            else { continue }
            spoilt[slot, default: 0] += 1
            operations[index].status = status
        }
    }

    /// In milliseconds; nil if measurement ends in a bad interval.
    func recovery(applied: Double = 2_000, objective: Double = 500) -> Double? {
        judged(applied: applied, objective: objective).nanoseconds.map { Double($0) / 1e6 }
    }

    func judged(applied: Double = 2_000, objective: Double = 500) -> Recovery {
        Recovery(
            operations, firstBlow: .of(milliseconds: applied), applied: .of(milliseconds: applied),
            until: .seconds(5),
            objectiveNanoseconds: .of(milliseconds: objective))
    }
}

@Suite("When service was as good again as before a fault")
struct RecoveryTests {
    @Test("At once, where nothing was bad")
    func nothingBad() {
        #expect(Stream(per100Milliseconds: 200).recovery() == 0)
    }

    @Test("When the outage ends, in whole intervals of 100 ms from the blow")
    func outage() {
        var stream = Stream(per100Milliseconds: 200)
        stream.spoil(2_000..<3_300)
        #expect(stream.recovery() == 1_300)
        stream.spoil(3_300..<3_350)
        #expect(stream.recovery() == 1_400)
    }

    @Test("Intervals start at the blow, wherever that falls")
    func offset() {
        var stream = Stream(per100Milliseconds: 200)
        stream.spoil(2_040..<2_240)
        #expect(stream.recovery(applied: 2_040) == 200)
        #expect(stream.recovery(applied: 2_030) == 300)
    }

    @Test("After the last bad interval, even if a good one came before it")
    func relapse() {
        var stream = Stream(per100Milliseconds: 200)
        stream.spoil(2_000..<2_200)
        stream.spoil(4_000..<4_100)
        #expect(stream.recovery() == 2_100)
    }

    @Test("Never, where measurement ends in a bad interval")
    func never() {
        var stream = Stream(per100Milliseconds: 200)
        stream.spoil(2_000..<5_000)
        #expect(stream.recovery() == nil)
        var lately = Stream(per100Milliseconds: 200)
        lately.spoil(4_900..<5_000)
        #expect(lately.recovery() == nil)
    }

    @Test("An interval is bad below the level less 0.01, where the level was perfect")
    func perfectLevel() {
        // Of 200 operations 198 are 0.99: not below it. 197 are.
        var stream = Stream(per100Milliseconds: 200)
        stream.spoil(2_000..<3_000, first: 2)
        #expect(stream.recovery() == 0)
        stream.spoil(2_000..<3_000, first: 1)
        #expect(stream.recovery() == 1_000)
    }

    @Test("Three standard errors more are forgiven, where the level was not")
    func imperfectLevel() {
        // Level 0.95: 0.95 - 0.01 - 3 sqrt(0.95 x 0.05 / 200) = 0.8938, 178.8 of 200.
        var stream = Stream(per100Milliseconds: 200)
        stream.spoil(0..<2_000, first: 10)
        stream.spoil(2_000..<3_000, first: 21)
        #expect(stream.recovery() == 0)
        stream.spoil(2_000..<3_000, first: 1)
        #expect(stream.recovery() == 1_000)
    }

    @Test("Intervals are widened until they hold 200 operations")
    func widened() {
        // 80 per 100 ms: intervals of 300 ms hold 240.
        var stream = Stream(per100Milliseconds: 80)
        stream.spoil(2_000..<2_100)
        #expect(stream.recovery() == 300)
        stream.spoil(2_300..<2_310)
        #expect(stream.recovery() == 600)
    }

    @Test("The last bad operation is where it was, however wide its interval")
    func lastBad() {
        var stream = Stream(per100Milliseconds: 20)
        #expect(stream.judged().lastBadNanoseconds == 0)
        stream.spoil(2_000..<2_300)
        #expect(stream.recovery() == 1_000)
        #expect(stream.judged().lastBadNanoseconds == 295_000_000)
    }

    @Test("Too few operations at the end belong to the interval before")
    func tooFewAtTheEnd() {
        // 80 per 100 ms: 10 intervals of 300 ms from 2,000 ms on; from 2,200 ms on 9 and 100 ms over.
        var stream = Stream(per100Milliseconds: 80)
        stream.spoil(4_600..<4_700)
        #expect(stream.recovery() == 2_700)
        #expect(stream.recovery(applied: 2_200) == nil)
    }

    @Test("A slower answer than the objective is bad, one as slow is good")
    func objective() {
        var stream = Stream(per100Milliseconds: 200)
        for index in stream.operations.indices
        where stream.operations[index].intendedNanoseconds >= 2_000_000_000
            && stream.operations[index].intendedNanoseconds < 2_500_000_000
        {
            stream.operations[index].doneNanoseconds += 9_000_000
        }
        #expect(stream.recovery(objective: 10) == 0)
        #expect(stream.recovery(objective: 9.9) == 500)
    }

    @Test("What participants themselves missed is not held against anybody")
    func nodeDown() {
        var stream = Stream(per100Milliseconds: 200)
        stream.spoil(2_000..<3_000, .nodeDown)
        #expect(stream.recovery() == 0)
    }

    @Test("Without operations before the blow, the level is perfect")
    func noLevel() {
        var stream = Stream(per100Milliseconds: 200)
        stream.spoil(0..<400)
        #expect(stream.recovery(applied: 0) == 400)
        #expect(Stream(per100Milliseconds: 200, until: 0).recovery() == 0)
    }

    @Test("In whatever order the operations come")
    func order() {
        var stream = Stream(per100Milliseconds: 200)
        stream.spoil(2_000..<2_700)
        stream.operations.reverse()
        #expect(stream.recovery() == 700)
    }
}
