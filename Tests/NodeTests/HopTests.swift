import Core
import Measurement
import Node
import Testing
import Workload

@Suite("Hops: node-to-node requests until the node that answered")
struct HopTests {
    @Test("0 where the participant holds the key itself: no message, no time, served by itself")
    func itself() {
        let bench = Bench(in: Desk.itself)
        bench.node.preload(keys: 1)
        bench.begin(connected: [1])
        bench.advance(to: 0)
        #expect(bench.sent.isEmpty)
        #expect(bench.statuses == [.ok])
        #expect(bench.hops == [0])
        #expect(bench.attempts == [1])
        #expect(bench.servers == [0])
        #expect(bench.samples.map(\.bytesIn) == [128])
        #expect(bench.samples.map(\.doneNanoseconds) == [0])
    }

    @Test("1 where a holder answers that was asked directly")
    func direct() {
        let bench = Bench(in: Desk.three)
        bench.begin(connected: [1, 2, 3])
        bench.advance(to: 0)
        bench.answer(.value, bytes: 128)
        #expect(bench.hops == [1])
    }

    @Test("2 where the first holder has nothing and the next one answers, within one attempt")
    func absent() {
        let bench = Bench(in: Desk.three)
        bench.begin(connected: [1, 2, 3])
        bench.advance(to: 2)
        bench.answer(.absent)
        #expect(bench.receivers == [1, 2])
        #expect(bench.sent.map(\.message.attempt) == [1, 1])
        #expect(bench.sent.map(\.message.hops) == [1, 2])
        bench.advance(to: 4)
        bench.answer(.value, bytes: 128)
        #expect(bench.statuses == [.ok])
        #expect(bench.hops == [2])
        #expect(bench.attempts == [1])
        #expect(bench.servers == [2])
    }

    @Test("A key found nowhere is answered: ok without content, by the last holder asked")
    func absentEverywhere() {
        let bench = Bench(in: Desk.three)
        bench.begin(connected: [1, 2, 3])
        bench.advance(to: 0)
        for _ in 1...3 { bench.answer(.absent) }
        #expect(bench.receivers == [1, 2, 3])
        #expect(bench.statuses == [.ok])
        #expect(bench.samples.map(\.bytesIn) == [0])
        #expect(bench.hops == [3])
        #expect(bench.servers == [3])
    }

    @Test("A holder that is down is not asked after one that has nothing")
    func absentAndDown() {
        let bench = Bench(in: Desk.three)
        bench.begin(connected: [1])
        bench.advance(to: 0)
        bench.answer(.absent)
        #expect(bench.receivers == [1])
        #expect(bench.statuses == [.ok])
        #expect(bench.samples.map(\.bytesIn) == [0])
    }

    @Test("A participant that has lost its own copy asks the next holder: 1 hop")
    func absentAtItself() {
        let bench = Bench(in: Desk.itself)
        bench.begin(connected: [1])
        bench.advance(to: 0)
        #expect(bench.receivers == [1])
        #expect(bench.sent.map(\.message.hops) == [1])
        bench.answer(.value, bytes: 128)
        #expect(bench.statuses == [.ok])
        #expect(bench.hops == [1])
        #expect(bench.servers == [1])
    }

    @Test("A retry does not go back to a holder that has nothing")
    func retryAfterAbsent() {
        let bench = Bench(in: Desk.three) { $0.retries = 1 }
        bench.begin(connected: [1, 2, 3])
        bench.advance(to: 0)
        bench.answer(.absent)
        bench.give(.lost(NodeID(2)))
        #expect(bench.receivers == [1, 2, 3])
        bench.answer(.value, bytes: 128)
        #expect(bench.hops == [3])
        #expect(bench.attempts == [2])
    }

    @Test("An attempt's time limit covers all holders it asks")
    func attemptLimit() {
        let bench = Bench(in: Desk.three)
        bench.begin(connected: [1, 2, 3])
        bench.advance(to: 400)
        bench.answer(.absent)
        bench.advance(to: 500)
        #expect(bench.statuses == [.timeout])
        #expect(bench.hops == [2])
    }
}
