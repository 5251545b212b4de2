import Core
import Measurement
import Node
import Testing
import Workload

@Suite("The open loop")
struct OpenLoopTests {
    @Test("Operations are issued at their times, whatever became of those before")
    func independent() {
        let bench = Bench(in: Desk.one, .gets(perSecond: 100))
        bench.begin(connected: [1])
        bench.advance(to: 35)
        #expect(bench.sent.map(\.message.operation.sequence) == [0, 1, 2, 3])
        #expect(bench.node.openOperations == 4)
    }

    @Test("A node that falls behind issues every operation it owes, none twice")
    func catchingUp() {
        let bench = Bench(in: Desk.one, .gets(perSecond: 100))
        bench.begin(connected: [1])
        bench.wakeLate(at: 35)
        bench.advance(to: 35)
        #expect(bench.sent.map(\.message.operation.sequence) == [0, 1, 2, 3])
    }

    @Test("A node told to leave before it takes part issues nothing once it does")
    func toldToLeave() {
        for workload in [RequestWorkload.gets(perSecond: 100), .closed(outstanding: 2)] {
            let bench = Bench(in: Desk.one, workload)
            bench.give(.connected(NodeID(1)))
            bench.give(.leave)
            bench.begin(connected: [])
            bench.advance(to: 35)
            #expect(!bench.kinds.contains(.get))
            #expect(bench.node.isLoadOver)
        }
    }

    @Test("Load is over when the last operation has been issued")
    func over() {
        let bench = Bench(in: Desk.one, .gets(perSecond: 10))
        bench.begin(connected: [1])
        bench.advance(to: 899)
        #expect(!bench.node.isLoadOver)
        bench.advance(to: 900)
        #expect(bench.node.isLoadOver)
        #expect(bench.sent.count == 10)
    }

    @Test("A node without a participant has no load")
    func noParticipant() {
        let bench = Bench(1, in: Desk.one)
        bench.begin(connected: [0])
        bench.advance(to: 900)
        #expect(bench.node.isLoadOver)
        #expect(bench.node.openOperations == 0)
        #expect(bench.samples.isEmpty)
    }

    @Test("A node that comes back issues nothing that was intended before it did")
    func comesBack() {
        let bench = Bench(in: Desk.one, .gets(perSecond: 100))
        bench.wakeLate(at: 512)
        bench.begin(connected: [1], from: 530)
        bench.advance(to: 555)
        #expect(bench.sent.map(\.message.operation.sequence) == [53, 54, 55])
        bench.give(.end)
        #expect(
            bench.samples.map(\.intendedNanoseconds) == [530_000_000, 540_000_000, 550_000_000])
    }

    @Test("A node that comes back after the end of load has nothing to issue")
    func comesBackTooLate() {
        let bench = Bench(in: Desk.one, .gets(perSecond: 100))
        bench.wakeLate(at: 1_200)
        bench.begin(connected: [1], from: 1_200)
        #expect(bench.node.isLoadOver)
        #expect(bench.sent.isEmpty)
    }
}

@Suite("The closed loop")
struct ClosedLoopTests {
    @Test("As many operations are out as asked for, and an answer brings the next at once")
    func outstanding() {
        let bench = Bench(in: Desk.one, .closed(outstanding: 3))
        bench.begin(connected: [1])
        bench.advance(to: 7)
        #expect(bench.sent.map(\.message.operation.sequence) == [0, 1, 2])
        bench.answer(.value, to: bench.sent[1].message, from: 1, bytes: 128)
        bench.advance(to: 7)
        #expect(bench.sent.map(\.message.operation.sequence) == [0, 1, 2, 3])
        #expect(bench.node.openOperations == 3)
        bench.give(.end)
        let samples = bench.samples.sorted { $0.sequence < $1.sequence }
        #expect(samples.map(\.status) == [.unfinished, .ok, .unfinished, .unfinished])
        #expect(samples.map(\.intendedNanoseconds) == [0, 0, 0, 7_000_000])
    }

    @Test("After a failure it waits 10 ms, so as not to ask a dead server as fast as it can")
    func pause() {
        let bench = Bench(in: Desk.one, .closed(outstanding: 1))
        bench.begin(connected: [])
        bench.advance(to: 35)
        #expect(bench.statuses == [.refused, .refused, .refused, .refused])
        #expect(
            bench.samples.map(\.intendedNanoseconds) == [0, 10_000_000, 20_000_000, 30_000_000])
    }

    @Test("An operation is intended when it could be issued, however late the node gets to it")
    func lag() {
        let bench = Bench(in: Desk.one, .closed(outstanding: 1))
        bench.begin(connected: [])
        bench.advance(to: 5)
        bench.wakeLate(at: 14)
        bench.advance(to: 14)
        bench.give(.end)
        #expect(bench.samples.map(\.intendedNanoseconds) == [0, 10_000_000])
        #expect(bench.samples.map(\.sentNanoseconds) == [0, 14_000_000])
    }

    @Test("An answer brings the next operation forth in the same event, without a timer")
    func atOnce() {
        let bench = Bench(in: Desk.one, .closed(outstanding: 1))
        bench.begin(connected: [1])
        bench.advance(to: 5)
        bench.answer(.value, bytes: 128)
        bench.wakeLate(at: 9)
        bench.give(.end)
        #expect(bench.samples.map(\.intendedNanoseconds) == [0, 5_000_000])
        #expect(bench.samples.map(\.sentNanoseconds) == [0, 5_000_000])
    }

    @Test("It starts with warm-up and stops with measurement")
    func bounds() {
        let bench = Bench(in: Desk.one, .closed(outstanding: 1), warmup: 0.03, measure: 0.02)
        bench.begin(connected: [])
        bench.advance(to: 100)
        // A bench starts with measurement: the first is late by the whole warm-up.
        #expect(
            bench.samples.map(\.intendedNanoseconds) == [-30_000_000, 10_000_000])
        #expect(bench.samples.map(\.phase) == [.warmup, .measure])
        #expect(bench.node.isLoadOver)
    }

    @Test("An answer after the end of measurement brings no further operation")
    func afterTheEnd() {
        let bench = Bench(in: Desk.one, .closed(outstanding: 1), measure: 0.02)
        bench.begin(connected: [1])
        bench.advance(to: 25)
        #expect(!bench.node.isLoadOver)
        bench.answer(.value, bytes: 128)
        bench.advance(to: 100)
        #expect(bench.statuses == [.ok])
        #expect(bench.sent.count == 1)
        #expect(bench.node.isLoadOver)
    }

    @Test("What a participant serves itself takes no time, and the loop still goes on")
    func itself() {
        let bench = Bench(in: Desk.itself, .closed(outstanding: 1))
        bench.node.preload(keys: 1)
        bench.begin(connected: [1])
        for _ in 0..<5 { bench.fire() }
        #expect(bench.statuses == [.ok, .ok, .ok, .ok, .ok])
        #expect(bench.samples.map(\.sequence) == [0, 1, 2, 3, 4])
    }

    @Test("A node that comes back starts its loop then")
    func comesBack() {
        let bench = Bench(in: Desk.one, .closed(outstanding: 2))
        bench.wakeLate(at: 400)
        bench.begin(connected: [1], from: 412)
        bench.advance(to: 411)
        #expect(bench.sent.isEmpty)
        bench.advance(to: 412)
        #expect(bench.sent.count == 2)
        bench.give(.end)
        #expect(bench.samples.map(\.intendedNanoseconds) == [412_000_000, 412_000_000])
    }
}

@Suite("A node that was stopped by order")
struct StoppedTests {
    private func stop(_ bench: Bench, until: Double) {
        bench.wakeLate(at: until)
        bench.give(.stopped(until: Bench.instant(until)))
    }

    @Test("Never issues what was intended while it stood still")
    func openLoop() {
        let bench = Bench(in: Desk.one, .gets(perSecond: 100))
        bench.begin(connected: [1])
        bench.advance(to: 15)
        stop(bench, until: 50)
        bench.advance(to: 75)
        #expect(bench.sent.map(\.message.operation.sequence) == [0, 1, 5, 6, 7])
        #expect(bench.samples.map(\.sequence) == [0, 1])
        #expect(bench.statuses == [.nodeDown, .nodeDown])
    }

    @Test("Takes no notice of answers to what was open")
    func lateAnswers() {
        let bench = Bench(in: Desk.one, .gets(perSecond: 100))
        bench.begin(connected: [1])
        bench.advance(to: 5)
        stop(bench, until: 45)
        bench.answer(.value, to: bench.sent[0].message, from: 1, bytes: 128)
        #expect(bench.statuses == [.nodeDown])
    }

    @Test("Neither times operations out nor suspects anybody over it")
    func noTimeouts() {
        let bench = Bench(in: Desk.one, .gets(perSecond: 100))
        bench.begin(connected: [1])
        bench.advance(to: 5)
        stop(bench, until: 800)
        bench.advance(to: 805)
        #expect(bench.statuses == [.nodeDown])
        #expect(bench.notices.isEmpty)
    }

    @Test("In a closed loop goes on 10 ms after it woke, with as many operations out as before")
    func closedLoop() {
        let bench = Bench(in: Desk.one, .closed(outstanding: 2))
        bench.begin(connected: [1])
        bench.advance(to: 5)
        stop(bench, until: 300)
        bench.advance(to: 309.999)
        #expect(bench.sent.count == 2)
        bench.advance(to: 310)
        #expect(bench.sent.count == 4)
        #expect(bench.statuses == [.nodeDown, .nodeDown])
        bench.give(.end)
        #expect(bench.samples.map(\.intendedNanoseconds) == [0, 0, 310_000_000, 310_000_000])
    }

    @Test("In a closed loop sends nothing that was intended while it stood still")
    func closedLoopWaiting() {
        let bench = Bench(in: Desk.one, .closed(outstanding: 1))
        bench.begin(connected: [1])
        bench.advance(to: 4)
        bench.give(.lost(NodeID(1)))
        bench.give(.connected(NodeID(1)))
        // The loop waits until 14 ms; the node is stopped meanwhile.
        stop(bench, until: 300)
        bench.advance(to: 400)
        bench.give(.end)
        let issued = bench.samples.filter { $0.status != .nodeDown }.map(\.intendedNanoseconds)
        #expect(issued.allSatisfy { $0 < 10_000_000 || $0 >= 300_000_000 }, "\(issued)")
        #expect(bench.sent.count == 2)
    }

    @Test("Before its load began, still has all of it to issue")
    func beforeBegin() {
        let bench = Bench(in: Desk.one, .gets(perSecond: 100))
        bench.wakeLate(at: 300)
        bench.give(.stopped(until: Bench.instant(300)))
        bench.begin(connected: [1], from: 300)
        #expect(!bench.node.isLoadOver)
        bench.advance(to: 315)
        #expect(bench.sent.map(\.message.operation.sequence) == [30, 31])
    }
}
