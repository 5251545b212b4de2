import Core
import Measurement
import Node
import Testing
import Workload

@Suite("Each way an operation can end")
struct StatusTests {
    @Test("ok: a get is answered with a value")
    func getAnswered() {
        let bench = Bench(in: Desk.one)
        bench.begin(connected: [1])
        bench.advance(to: 0)
        bench.advance(to: 3)
        bench.answer(.value, bytes: 128)
        var expected = OperationSample(
            participant: 0, sequence: 0, phase: .measure, kind: .get, status: .ok, key: 0,
            intendedNanoseconds: 0, sentNanoseconds: 0, doneNanoseconds: 3_000_000)
        expected.bytesIn = 128
        expected.hops = 1
        expected.attempts = 1
        expected.servedBy = 1
        #expect(bench.samples == [expected])
        #expect(bench.node.openOperations == 0)
    }

    @Test("ok: a put is stored; its content counts as sent, and the plan gives its version")
    func putAnswered() {
        let bench = Bench(in: Desk.one, .puts())
        bench.begin(connected: [1])
        bench.advance(to: 0)
        let request = bench.sent[0].message
        #expect(request.kind == .put)
        #expect(request.contentBytes == 128)
        #expect(
            request.version == Version(intendedNanoseconds: 0, participant: 0, sequence: 0))
        #expect(request.isMeasured)
        #expect(!request.isBackground)
        bench.advance(to: 4)
        bench.answer(.stored)
        #expect(bench.statuses == [.ok])
        #expect(bench.samples.map(\.bytesOut) == [128])
        #expect(bench.samples.map(\.bytesIn) == [0])
    }

    @Test("A late start of the operation is lag: sent is when it was handed over")
    func lag() {
        let bench = Bench(in: Desk.one)
        bench.begin(connected: [1])
        bench.wakeLate(at: 7)
        bench.fire()
        bench.advance(to: 9)
        bench.answer(.value, bytes: 128)
        #expect(bench.samples.map(\.intendedNanoseconds) == [0])
        #expect(bench.samples.map(\.sentNanoseconds) == [7_000_000])
        #expect(bench.samples.map(\.doneNanoseconds) == [9_000_000])
    }

    @Test("refused: nobody to ask, given up at once and never sent")
    func nobodyToAsk() {
        let bench = Bench(in: Desk.one)
        bench.begin(connected: [])
        bench.advance(to: 0)
        #expect(bench.statuses == [.refused])
        #expect(bench.samples.map(\.attempts) == [0])
        #expect(bench.samples.map(\.hops) == [0])
        #expect(bench.samples.map(\.servedBy) == [-1])
        #expect(bench.samples.map(\.sentNanoseconds) == [0])
        #expect(bench.samples.map(\.doneNanoseconds) == [0])
        #expect(bench.sent.isEmpty)
    }

    @Test("refused: not queued for a reconnect, even if that comes right after")
    func notQueued() {
        let bench = Bench(in: Desk.one)
        bench.begin(connected: [])
        bench.advance(to: 0)
        bench.give(.connected(NodeID(1)))
        bench.advance(to: 900)
        #expect(bench.sent.isEmpty)
        #expect(bench.statuses == [.refused])
    }

    @Test("refused: the transport has no connection after all")
    func notConnected() {
        let bench = Bench(in: Desk.one)
        bench.begin(connected: [1])
        bench.advance(to: 0)
        bench.give(.undelivered(bench.sent[0].message, to: NodeID(1), .notConnected))
        #expect(bench.statuses == [.refused])
        #expect(bench.samples.map(\.attempts) == [1])
    }

    @Test("reset: the connection is lost in flight")
    func reset() {
        let bench = Bench(in: Desk.one, .gets(perSecond: 100))
        bench.begin(connected: [1])
        bench.advance(to: 25)
        bench.give(.lost(NodeID(1)))
        #expect(bench.statuses == [.reset, .reset, .reset])
        #expect(bench.samples.map(\.doneNanoseconds) == [25_000_000, 25_000_000, 25_000_000])
    }

    @Test("A lost connection fails only what is in flight on it")
    func resetElsewhere() {
        let bench = Bench(in: Desk.three)
        bench.begin(connected: [1, 2])
        bench.advance(to: 0)
        bench.give(.lost(NodeID(2)))
        #expect(bench.statuses == [])
        bench.answer(.value, bytes: 128)
        #expect(bench.statuses == [.ok])
    }

    @Test("timeout: no answer within the time limit, to the nanosecond")
    func timeout() {
        let bench = Bench(in: Desk.one)
        bench.begin(connected: [1])
        bench.advance(to: 499.999999)
        #expect(bench.statuses == [])
        bench.advance(to: 500)
        #expect(bench.statuses == [.timeout])
        #expect(bench.samples.map(\.doneNanoseconds) == [500_000_000])
        #expect(bench.samples.map(\.servedBy) == [-1])
        #expect(bench.samples.map(\.attempts) == [1])
    }

    @Test("The time limit counts from when the operation was sent, not from when it was intended")
    func timeoutFromSent() {
        let bench = Bench(in: Desk.one)
        bench.begin(connected: [1])
        bench.wakeLate(at: 100)
        bench.fire()
        bench.advance(to: 599)
        #expect(bench.statuses == [])
        bench.advance(to: 600)
        #expect(bench.statuses == [.timeout])
    }

    @Test("error: the holder says that it could not")
    func error() {
        let bench = Bench(in: Desk.one)
        bench.begin(connected: [1])
        bench.advance(to: 2)
        bench.answer(.failed)
        #expect(bench.statuses == [.error])
        #expect(bench.samples.map(\.doneNanoseconds) == [2_000_000])
    }

    @Test("unsent: the transport's queue is full, whatever retries there are")
    func queueFull() {
        let bench = Bench(in: Desk.three) { $0.retries = 2 }
        bench.begin(connected: [1, 2, 3])
        bench.advance(to: 0)
        bench.give(.undelivered(bench.sent[0].message, to: NodeID(1), .queueFull))
        #expect(bench.statuses == [.unsent])
        #expect(bench.sent.count == 1)
    }

    @Test("unsent: more than 65,536 are open at once")
    func tooManyOpen() {
        let bench = Bench(in: Desk.one, .gets(perSecond: 140_000)) {
            $0.timeoutNanoseconds = .seconds(9)
            $0.attemptTimeoutNanoseconds = .seconds(9)
        }
        bench.begin(connected: [1])
        // Operation g is due at g / 140 ms: number 65,536 is the first that is one too many.
        bench.advance(to: 65_538.0 / 140)
        #expect(bench.samples.map(\.sequence) == [65_536, 65_537, 65_538])
        #expect(bench.statuses == [.unsent, .unsent, .unsent])
        #expect(bench.samples.allSatisfy { $0.attempts == 0 })
        #expect(bench.sent.count == 65_536)
        bench.answer(.value, to: bench.sent[5].message, from: 1, bytes: 128)
        bench.advance(to: 65_539.0 / 140)
        #expect(bench.statuses == [.unsent, .unsent, .unsent, .ok])
        #expect(bench.sent.count == 65_537)
    }

    @Test("unfinished: open when the trial ends")
    func unfinished() {
        let bench = Bench(in: Desk.one, .gets(perSecond: 100))
        bench.begin(connected: [1])
        bench.advance(to: 12)
        bench.give(.end)
        #expect(bench.statuses == [.unfinished, .unfinished])
        #expect(bench.samples.map(\.doneNanoseconds) == [12_000_000, 12_000_000])
        #expect(bench.node.openOperations == 0)
        #expect(bench.node.isLoadOver)
    }

    @Test("node_down: open when the node itself was stopped by order")
    func nodeDown() {
        let bench = Bench(in: Desk.one, .gets(perSecond: 100))
        bench.begin(connected: [1])
        bench.advance(to: 12)
        bench.wakeLate(at: 215)
        bench.give(.stopped(until: Bench.instant(210)))
        #expect(bench.statuses == [.nodeDown, .nodeDown])
        #expect(bench.samples.map(\.sequence) == [0, 1])
        #expect(bench.samples.map(\.doneNanoseconds) == [210_000_000, 210_000_000])
    }

    @Test("Warm-up is told apart by the intended time")
    func phases() {
        let bench = Bench(in: Desk.one, .gets(perSecond: 100), warmup: 0.02)
        bench.begin(connected: [])
        bench.advance(to: 10)
        #expect(
            bench.samples.map(\.intendedNanoseconds) == [-20_000_000, -10_000_000, 0, 10_000_000])
        #expect(bench.samples.map(\.phase) == [.warmup, .warmup, .measure, .measure])
    }

    @Test("Messages of warm-up operations are not marked as measured")
    func measuredMessages() {
        let bench = Bench(in: Desk.one, .gets(perSecond: 100), warmup: 0.01)
        bench.begin(connected: [1])
        bench.advance(to: 0)
        #expect(bench.sent.map(\.message.isMeasured) == [false, true])
    }
}
