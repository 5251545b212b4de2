import Core
import Measurement
import Node
import Testing
import Workload

/// How long a node waits before it dials again, after so many dials that came to nothing.
private func redialWait(afterFailures failures: Int, seed: UInt64 = 1) throws -> Nanoseconds {
    let bench = Bench(in: Desk.one) { $0.seed = seed }
    bench.dialPeers()
    bench.give(.connected(NodeID(1)))
    bench.give(.lost(NodeID(1)))
    for failure in 0..<failures {
        bench.advance(to: Double(failure + 1) * 1_000)
        #expect(bench.dials.count == failure + 2)
        bench.give(.dialFailed(NodeID(1)))
    }
    let next = try #require(bench.nextTimer)
    return next - (bench.now - Bench.start)
}

@Suite("Who is believed up")
struct MembershipTests {
    @Test("A node dials whom its topology says, in order")
    func dials() {
        let bench = Bench(in: Desk.three)
        bench.dialPeers()
        #expect(bench.dials.map(\.node) == [1, 2, 3])
        let last = Bench(3, in: Desk.three)
        last.dialPeers()
        #expect(last.dials.isEmpty)
    }

    @Test("A lost connection marks a node down at once, a new one up, each with a notice")
    func lostAndFound() {
        let bench = Bench(in: Desk.one)
        bench.begin(connected: [1])
        bench.advance(to: 20)
        bench.give(.lost(NodeID(1)))
        bench.advance(to: 30)
        bench.give(.connected(NodeID(1)))
        #expect(
            bench.notices == [
                Notice(atNanoseconds: 20_000_000, node: 1, believedUp: false, how: .reset),
                Notice(atNanoseconds: 30_000_000, node: 1, believedUp: true, how: .connected),
            ])
    }

    @Test("What happened before the load began is not noticed")
    func beforeBegin() {
        let bench = Bench(in: Desk.one)
        bench.give(.connected(NodeID(1)))
        bench.give(.lost(NodeID(1)))
        bench.begin(connected: [1])
        #expect(bench.notices.isEmpty)
    }

    @Test("An attempt that ran out of time makes a holder suspected: others are asked first")
    func suspicion() {
        let bench = Bench(in: Desk.three, .gets(perSecond: 10)) {
            $0.timeoutNanoseconds = .milliseconds(50)
            $0.attemptTimeoutNanoseconds = .milliseconds(50)
        }
        bench.begin(connected: [1, 2])
        bench.advance(to: 110)
        #expect(bench.receivers == [1, 2])
        #expect(
            bench.notices == [
                Notice(
                    atNanoseconds: 50_000_000, node: 1, believedUp: false, how: .attemptTimeout)
            ])
    }

    @Test(
        "Anything that arrives from a suspected node clears it",
        arguments: [Message.Kind.value, .get, .put, .replicate, .replicated, .failed])
    func cleared(kind: Message.Kind) {
        let bench = Bench(in: Desk.three, .gets(perSecond: 10)) {
            $0.timeoutNanoseconds = .milliseconds(50)
            $0.attemptTimeoutNanoseconds = .milliseconds(50)
        }
        bench.begin(connected: [1, 2])
        bench.advance(to: 60)
        bench.give(
            .received(
                Message(kind, operation: OperationID(participant: 7, sequence: 7), key: 0),
                from: NodeID(1)))
        #expect(
            bench.notices.last
                == Notice(atNanoseconds: 60_000_000, node: 1, believedUp: true, how: .answered))
        bench.advance(to: 110)
        #expect(bench.sent.last?.to == 1)
    }

    @Test("What arrives from others does not clear a suspicion")
    func notCleared() {
        let bench = Bench(in: Desk.three, .gets(perSecond: 10)) {
            $0.timeoutNanoseconds = .milliseconds(50)
            $0.attemptTimeoutNanoseconds = .milliseconds(50)
        }
        bench.begin(connected: [1, 2])
        bench.advance(to: 60)
        bench.give(
            .received(
                Message(.get, operation: OperationID(participant: 7, sequence: 7), key: 0),
                from: NodeID(2)))
        bench.advance(to: 110)
        #expect(bench.receivers.last == 2)
        #expect(bench.notices.count == 1)
    }

    @Test("A suspected node whose connection is then lost was down already: no second notice")
    func suspectedThenLost() {
        let bench = Bench(in: Desk.three)
        bench.begin(connected: [1, 2])
        bench.advance(to: 510)
        bench.give(.lost(NodeID(1)))
        #expect(bench.notices.map(\.how) == [.attemptTimeout])
        bench.give(.connected(NodeID(1)))
        #expect(bench.notices.map(\.how) == [.attemptTimeout, .connected])
    }

    @Test("A node does not suspect itself")
    func itself() {
        let bench = Bench(in: Desk.itself, .gets(perSecond: 2)) { $0.serviceWorkers = 1 }
        bench.node.preload(keys: 1)
        bench.begin(connected: [1])
        var request = Message(.get, operation: OperationID(participant: 5, sequence: 0), key: 0)
        request.serviceNanoseconds = 3_000_000_000
        bench.give(.received(request, from: NodeID(1)))
        bench.advance(to: 900)
        #expect(bench.statuses == [.timeout])
        #expect(bench.notices.isEmpty)
    }
}

@Suite("Dialing again")
struct RedialTests {
    @Test(
        "The wait doubles from try to try up to 160 ms, and is drawn between nothing and that",
        arguments: [(0, 10), (1, 20), (2, 40), (3, 80), (4, 160), (5, 160), (9, 160)])
    func bounds(failures: Int, longestMilliseconds: Int64) throws {
        let longest = Nanoseconds.milliseconds(longestMilliseconds)
        let waits = try (0..<UInt64(200)).map { seed in
            try redialWait(afterFailures: failures, seed: seed)
        }
        #expect(waits.allSatisfy { $0 >= 0 && $0 < longest })
        // Of 200 uniform draws, the chance that none lies in an outer 20th is 0.00004.
        #expect(waits.contains { $0 < longest / 20 })
        #expect(waits.contains { $0 > longest - longest / 20 })
    }

    @Test("A connection starts the doubling afresh")
    func afresh() throws {
        let bench = Bench(in: Desk.one)
        bench.dialPeers()
        for failure in 1...6 {
            bench.give(.dialFailed(NodeID(1)))
            bench.advance(to: Double(failure) * 1_000)
        }
        bench.give(.connected(NodeID(1)))
        bench.give(.lost(NodeID(1)))
        let next = try #require(bench.nextTimer)
        #expect(next - (bench.now - Bench.start) < 10_000_000)
    }

    @Test("Only the end that dialed dials again")
    func onlyTheDialer() {
        let bench = Bench(1, in: Desk.one)
        bench.dialPeers()
        bench.give(.connected(NodeID(0)))
        bench.give(.lost(NodeID(0)))
        bench.advance(to: 1_000)
        #expect(bench.dials.isEmpty)
        #expect(bench.nextTimer == nil)
    }

    @Test("A connection that came about meanwhile is not dialed again")
    func meanwhile() {
        let bench = Bench(in: Desk.one)
        bench.dialPeers()
        bench.give(.dialFailed(NodeID(1)))
        bench.give(.connected(NodeID(1)))
        bench.advance(to: 1_000)
        #expect(bench.dials.count == 1)
    }

    @Test("Nodes that lose the same connection do not come back at one instant")
    func spread() throws {
        let topology = Desk(nodes: 20, holders: [[19]])
        var waits: Set<Nanoseconds> = []
        for node in 0..<19 {
            let bench = Bench(node, in: topology)
            bench.dialPeers()
            bench.give(.connected(NodeID(19)))
            bench.give(.lost(NodeID(19)))
            waits.insert(try #require(bench.nextTimer))
        }
        #expect(waits.count == 19)
    }
}
