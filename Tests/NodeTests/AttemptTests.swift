import Core
import Measurement
import Node
import Testing
import Workload

@Suite("Attempts and retries")
struct AttemptTests {
    @Test("An attempt that runs out of time is followed by one at the next holder believed alive")
    func nextHolder() {
        let bench = Bench(in: Desk.three) {
            $0.retries = 1
            $0.attemptTimeoutNanoseconds = .milliseconds(250)
        }
        bench.begin(connected: [1, 2, 3])
        bench.advance(to: 249)
        #expect(bench.receivers == [1])
        bench.advance(to: 250)
        #expect(bench.receivers == [1, 2])
        #expect(bench.sent.map(\.message.attempt) == [1, 2])
        #expect(bench.sent.map(\.message.hops) == [1, 2])
        bench.advance(to: 260)
        bench.answer(.value, bytes: 128)
        #expect(bench.statuses == [.ok])
        #expect(bench.attempts == [2])
        #expect(bench.hops == [2])
        #expect(bench.servers == [2])
        #expect(bench.samples.map(\.sentNanoseconds) == [0])
        #expect(bench.samples.map(\.doneNanoseconds) == [260_000_000])
    }

    @Test("A holder believed down is passed over")
    func skipsDown() {
        let bench = Bench(in: Desk.three) { $0.retries = 1 }
        bench.begin(connected: [1, 3])
        bench.advance(to: 1)
        bench.give(.lost(NodeID(1)))
        #expect(bench.receivers == [1, 3])
        #expect(bench.statuses == [])
    }

    @Test("Where there is no other holder, the same one is asked again")
    func sameHolder() {
        let bench = Bench(in: Desk.one) {
            $0.retries = 2
            $0.timeoutNanoseconds = .milliseconds(600)
            $0.attemptTimeoutNanoseconds = .milliseconds(200)
        }
        bench.begin(connected: [1])
        bench.advance(to: 450)
        #expect(bench.receivers == [1, 1, 1])
        bench.answer(.value, bytes: 128)
        #expect(bench.statuses == [.ok])
        #expect(bench.attempts == [3])
    }

    @Test("Where there is none left at all, the operation ends as its last attempt did")
    func nobodyLeft() {
        let bench = Bench(in: Desk.one) { $0.retries = 3 }
        bench.begin(connected: [1])
        bench.advance(to: 1)
        bench.give(.lost(NodeID(1)))
        #expect(bench.statuses == [.reset])
        #expect(bench.attempts == [1])
    }

    @Test("There are as many further attempts as retries", arguments: 0...4)
    func count(retries: Int) {
        let bench = Bench(in: Desk.three) {
            $0.retries = retries
            $0.timeoutNanoseconds = .milliseconds(500)
            $0.attemptTimeoutNanoseconds = .milliseconds(100)
        }
        bench.begin(connected: [1, 2, 3])
        bench.advance(to: 900)
        #expect(bench.statuses == [.timeout])
        #expect(bench.attempts == [UInt16(retries + 1)])
        #expect(bench.samples.map(\.doneNanoseconds) == [Int64(retries + 1) * 100_000_000])
        #expect(bench.receivers == Array([1, 2, 3, 1, 1].prefix(retries + 1)))
    }

    @Test("An error is retried at the next holder, not at the one that gave it")
    func afterError() {
        let bench = Bench(in: Desk.three) { $0.retries = 1 }
        bench.begin(connected: [1, 2])
        bench.advance(to: 1)
        bench.answer(.failed)
        #expect(bench.receivers == [1, 2])
        bench.answer(.failed)
        #expect(bench.statuses == [.error])
    }

    @Test("A refused attempt is retried at the next holder, not at the one that refused it")
    func afterRefusal() {
        let bench = Bench(in: Desk.three) { $0.retries = 1 }
        bench.begin(connected: [1, 2])
        bench.advance(to: 1)
        bench.give(.undelivered(bench.sent[0].message, to: NodeID(1), .notConnected))
        #expect(bench.receivers == [1, 2])
        #expect(bench.statuses == [])
    }

    @Test("The last failure names the status")
    func lastFailure() {
        let bench = Bench(in: Desk.three) {
            $0.retries = 1
            $0.attemptTimeoutNanoseconds = .milliseconds(250)
        }
        bench.begin(connected: [1, 2])
        bench.advance(to: 300)
        bench.give(.lost(NodeID(2)))
        #expect(bench.statuses == [.reset])
        #expect(bench.attempts == [2])
    }

    @Test("The operation's own limit cuts its last attempt short")
    func operationDeadline() {
        let bench = Bench(in: Desk.three) {
            $0.retries = 4
            $0.timeoutNanoseconds = .milliseconds(500)
            $0.attemptTimeoutNanoseconds = .milliseconds(300)
        }
        bench.begin(connected: [1, 2, 3])
        bench.advance(to: 499.999999)
        #expect(bench.statuses == [])
        bench.advance(to: 500)
        #expect(bench.statuses == [.timeout])
        #expect(bench.attempts == [2])
        bench.advance(to: 999)
        #expect(bench.receivers == [1, 2])
    }

    @Test("The operation's limit holds after retries that failed fast")
    func operationDeadlineAfterFastFailures() {
        let bench = Bench(in: Desk.three) {
            $0.retries = 2
            $0.timeoutNanoseconds = .milliseconds(500)
            $0.attemptTimeoutNanoseconds = .milliseconds(400)
        }
        bench.begin(connected: [1, 2, 3])
        bench.advance(to: 100)
        bench.give(.lost(NodeID(1)))
        bench.advance(to: 200)
        bench.give(.lost(NodeID(2)))
        bench.advance(to: 500)
        #expect(bench.receivers == [1, 2, 3])
        #expect(bench.statuses == [.timeout])
        #expect(bench.samples.map(\.doneNanoseconds) == [500_000_000])
    }

    @Test("A late answer to an earlier attempt is an answer, and the later one's is ignored")
    func lateAnswer() {
        let bench = Bench(in: Desk.three) {
            $0.retries = 1
            $0.attemptTimeoutNanoseconds = .milliseconds(250)
        }
        bench.begin(connected: [1, 2, 3])
        bench.advance(to: 260)
        bench.answer(.value, to: bench.sent[0].message, from: 1, bytes: 128)
        bench.advance(to: 270)
        bench.answer(.value, to: bench.sent[1].message, from: 2, bytes: 128)
        #expect(bench.statuses == [.ok])
        #expect(bench.servers == [1])
        #expect(bench.hops == [1])
        #expect(bench.samples.map(\.doneNanoseconds) == [260_000_000])
    }

    @Test(
        "A late refusal to help does not end a later attempt",
        arguments: [Message.Kind.failed, .absent])
    func lateRefusal(kind: Message.Kind) {
        let bench = Bench(in: Desk.three) {
            $0.retries = 1
            $0.attemptTimeoutNanoseconds = .milliseconds(250)
        }
        bench.begin(connected: [1, 2, 3])
        bench.advance(to: 260)
        bench.answer(kind, to: bench.sent[0].message, from: 1)
        #expect(bench.statuses == [])
        #expect(bench.receivers == [1, 2])
    }

    @Test("An answer that comes twice counts once")
    func duplicate() {
        let bench = Bench(in: Desk.one)
        bench.begin(connected: [1])
        bench.advance(to: 1)
        bench.answer(.value, bytes: 128)
        bench.answer(.value, bytes: 128)
        #expect(bench.statuses == [.ok])
    }

    @Test("An answer after the operation has timed out changes nothing")
    func tooLate() {
        let bench = Bench(in: Desk.one)
        bench.begin(connected: [1])
        bench.advance(to: 501)
        bench.answer(.value, bytes: 128)
        #expect(bench.statuses == [.timeout])
    }

    @Test("An answer to an earlier operation does not end the one that has its slot now")
    func reusedSlot() {
        let bench = Bench(in: Desk.one, .gets(perSecond: 10))
        bench.begin(connected: [1])
        bench.advance(to: 1)
        bench.answer(.value, bytes: 128)
        bench.advance(to: 101)
        #expect(bench.sent.map(\.message.ticket) == [0, 0])
        for kind in [Message.Kind.value, .absent, .failed] {
            bench.answer(kind, to: bench.sent[0].message, from: 1, bytes: 128)
        }
        #expect(bench.samples.map(\.sequence) == [0])
        bench.answer(.value, to: bench.sent[1].message, from: 1, bytes: 128)
        #expect(bench.samples.map(\.sequence) == [0, 1])
    }

    @Test("A reset of an earlier operation's request does not end the one that has its slot now")
    func reusedSlotUndelivered() {
        let bench = Bench(in: Desk.one, .gets(perSecond: 10))
        bench.begin(connected: [1])
        bench.advance(to: 1)
        bench.answer(.value, bytes: 128)
        bench.advance(to: 101)
        bench.give(.undelivered(bench.sent[0].message, to: NodeID(1), .queueFull))
        #expect(bench.samples.map(\.sequence) == [0])
    }

    @Test("An answer to another participant's operation is nobody's here")
    func foreign() {
        let bench = Bench(in: Desk.one)
        bench.begin(connected: [1])
        bench.advance(to: 1)
        var foreign = bench.sent[0].message
        foreign.operation.participant = 1
        bench.answer(.value, to: foreign, from: 1, bytes: 128)
        #expect(bench.statuses == [])
    }

    @Test("However often operations are retried, one timer waits for the oldest attempt")
    func oneTimer() {
        let bench = Bench(in: Desk.one) {
            $0.retries = 9
            $0.timeoutNanoseconds = .milliseconds(900)
            $0.attemptTimeoutNanoseconds = .milliseconds(100)
        }
        bench.begin(connected: [1])
        for time in stride(from: 50.0, to: 900, by: 100) {
            bench.advance(to: time)
            #expect(bench.pending[.attemptDeadline] == 1, "at \(time) ms")
            #expect(bench.pending[.operationDeadline] == 1, "at \(time) ms")
        }
    }

    @Test("However many operations are open, one timer waits for the oldest")
    func oneTimerForAll() {
        let bench = Bench(in: Desk.one, .gets(perSecond: 1_000)) {
            $0.timeoutNanoseconds = .milliseconds(50)
            $0.attemptTimeoutNanoseconds = .milliseconds(50)
        }
        bench.begin(connected: [1])
        for time in stride(from: 10.5, to: 900, by: 10) {
            bench.advance(to: time)
            #expect(bench.pending[.attemptDeadline] == 1, "at \(time) ms")
        }
        #expect(bench.samples.count > 800)
    }
}
