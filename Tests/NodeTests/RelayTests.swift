import Core
import Measurement
import Node
import Testing
import Topology
import Workload

/// Nodes 0, 1, 2 and 3 in a row; the one key lies on node 3, and participant 0 asks at node 0.
private struct Row: Topology {
    static let kind = "row"
    static let summary = "each node has a link to the next"
    static let parameters: [TopologyParameter] = []

    let members = (0..<4).map {
        Member(role: "node", number: $0, isProvider: true, participant: $0 == 0 ? 0 : nil)
    }
    let overlay: Overlay? = Overlay(
        neighbors: [[1], [0, 2], [1, 3], [2]].map { $0.map { NodeID($0) } })
    let holdersPerKey = 1

    init(_ setting: TopologySetting = TopologySetting(participants: 1, keys: 1)) {}

    func dials(of node: NodeID) -> [NodeID] {
        node.position == 0 ? [] : [NodeID(node.position - 1)]
    }

    func holder(of key: Key, rank: Int) -> NodeID { NodeID(3) }
}

@Suite("A relay")
struct RelayTests {
    /// Node 0's request of the key, as node 0 sends it to node 1 for node 3.
    private static var request: Message {
        var request = Message(.get, operation: OperationID(participant: 0, sequence: 5), key: 0)
        request.isMeasured = true
        request.ticket = 77
        request.farEnd = NodeID(3)
        return request
    }

    /// Word that a link is lost, or stands again, said by one of its ends.
    private static func news(_ node: Int, to other: Int, stands: Bool, at time: Int64) -> Message {
        var news = Message(
            .linkState, operation: OperationID(participant: 0, sequence: 0), key: Key(node))
        news.isBackground = true
        news.version = Version(
            intendedNanoseconds: time, participant: UInt32(other), sequence: stands ? 1 : 0)
        return news
    }

    private static func relay(connected: [Int] = [0, 2]) -> Bench {
        let bench = Bench(1, in: Row())
        bench.begin(connected: connected)
        return bench
    }

    @Test("Passes a request on with a hop more, and the answer back the way it came")
    func passesOn() {
        let bench = Self.relay()
        bench.give(.received(Self.request, from: NodeID(0)))
        #expect(bench.receivers == [2])
        var expected = Self.request
        expected.hops = 2
        expected.ticket = bench.sent[0].message.ticket
        #expect(bench.sent[0].message == expected)
        bench.answer(.value, bytes: 128)
        #expect(bench.receivers == [2, 0])
        expected = expected.answer(.value)
        expected.ticket = 77
        expected.contentBytes = 128
        #expect(bench.sent[1].message == expected)
    }

    @Test("An answer is taken once, and only from whom the request was passed to")
    func strayAnswers() {
        let bench = Self.relay()
        bench.give(.received(Self.request, from: NodeID(0)))
        bench.answer(.value, from: 0)
        var stray = bench.sent[0].message
        stray.ticket += 1
        bench.answer(.value, to: stray)
        stray = bench.sent[0].message
        stray.operation.sequence += 1
        bench.answer(.value, to: stray)
        stray = bench.sent[0].message
        stray.farEnd = NodeID(2)
        bench.answer(.value, to: stray)
        #expect(bench.receivers == [2])
        let request = bench.sent[0].message
        bench.answer(.value, to: request, from: 2)
        bench.answer(.value, to: request, from: 2)
        #expect(bench.receivers == [2, 0])
    }

    @Test("Where it arrives, the request is served and answered to the last relay")
    func arrives() {
        let bench = Bench(3, in: Row())
        bench.node.preload(keys: 1)
        bench.begin(connected: [2])
        bench.give(.received(Self.request, from: NodeID(2)))
        #expect(bench.kinds == [.value])
        #expect(bench.receivers == [2])
        #expect(bench.sent[0].message.farEnd == NodeID(3))
        #expect(bench.sent[0].message.ticket == 77)
    }

    @Test("Without a way on it says so: the next node was never there, or word came that it is not")
    func unreachable() {
        let alone = Self.relay(connected: [0])
        #expect(alone.kinds == [.linkState])
        alone.give(.received(Self.request, from: NodeID(0)))
        #expect(alone.kinds == [.linkState, .unreachable])
        #expect(alone.receivers == [0, 0])
        #expect(alone.sent[1].message == Self.request.answer(.unreachable))

        let told = Self.relay()
        told.give(.received(Self.news(2, to: 3, stands: false, at: 1), from: NodeID(2)))
        told.give(.received(Self.request, from: NodeID(0)))
        #expect(told.kinds == [.linkState, .unreachable])
        told.give(.received(Self.news(2, to: 3, stands: true, at: 2), from: NodeID(2)))
        told.give(.received(Self.request, from: NodeID(0)))
        #expect(told.kinds == [.linkState, .unreachable, .linkState, .get])
    }

    @Test("A next node that dies has taken the request with it: word of the link goes before that")
    func interrupted() {
        let bench = Self.relay()
        bench.give(.received(Self.request, from: NodeID(0)))
        bench.give(.lost(NodeID(2)))
        #expect(bench.kinds == [.get, .linkState, .interrupted])
        #expect(bench.receivers == [2, 0, 0])
        var expected = Self.request.answer(.interrupted)
        expected.hops = 2
        #expect(bench.sent[2].message == expected)
        let lost = bench.sent[1].message
        #expect(lost.key == 1)
        #expect(lost.version.participant == 2)
        #expect(lost.version.sequence == 0)
    }

    @Test("Requests that go round and round end")
    func loops() {
        let bench = Self.relay()
        var request = Self.request
        request.hops = 7
        bench.give(.received(request, from: NodeID(0)))
        request.hops = 8
        bench.give(.received(request, from: NodeID(0)))
        request.hops = .max
        bench.give(.received(request, from: NodeID(0)))
        #expect(bench.kinds == [.get, .unreachable, .unreachable])
    }

    @Test("What the transport does not take comes back as unreachable", arguments: [true, false])
    func undelivered(isFull: Bool) {
        let bench = Self.relay()
        bench.give(.received(Self.request, from: NodeID(0)))
        bench.give(
            .undelivered(
                bench.sent[0].message, to: NodeID(2), isFull ? .queueFull : .notConnected))
        #expect(bench.kinds == [.get, .unreachable])
        #expect(bench.receivers == [2, 0])
    }

    @Test("What nobody answers is forgotten when no operation can wait for it any longer")
    func forgets() {
        let bench = Self.relay()
        bench.give(.received(Self.request, from: NodeID(0)))
        bench.give(.leave)
        bench.give(.lost(NodeID(0)))
        bench.advance(to: 499)
        #expect(!bench.node.hasLeft)
        bench.advance(to: 501)
        #expect(bench.node.hasLeft)
        bench.answer(.value, to: bench.sent[0].message, from: 2)
        #expect(bench.kinds.contains(.value) == false)
    }

    @Test("Word of a link goes on once, to all but who told; older word and nonsense go nowhere")
    func floods() {
        let bench = Self.relay()
        let lost = Self.news(2, to: 3, stands: false, at: 10)
        bench.give(.received(lost, from: NodeID(2)))
        bench.give(.received(lost, from: NodeID(2)))
        bench.give(.received(Self.news(2, to: 3, stands: true, at: 9), from: NodeID(2)))
        bench.give(.received(Self.news(2, to: 0, stands: false, at: 11), from: NodeID(2)))
        bench.give(.received(Self.news(900, to: 3, stands: false, at: 11), from: NodeID(2)))
        #expect(bench.receivers == [0])
        #expect(bench.sent[0].message == lost)
        // Whoever comes is told everything.
        bench.give(.lost(NodeID(0)))
        bench.give(.connected(NodeID(0)))
        let told = bench.sent.dropFirst().filter { $0.to == 0 }.map(\.message)
        #expect(told.contains(lost))
    }

    @Test("What an earlier process said of a link that stands is set right")
    func setsRight() {
        let bench = Self.relay()
        let future = Bench.start.nanoseconds * 2
        bench.give(.received(Self.news(1, to: 2, stands: false, at: future), from: NodeID(2)))
        #expect(bench.kinds == [.linkState, .linkState, .linkState])
        let last = bench.sent[bench.sent.count - 1].message
        #expect(last == Self.news(1, to: 2, stands: true, at: future + 1))
    }

    @Test("Nonsense from neighbours breaks nothing")
    func nonsense() {
        for seed in 1...UInt64(20) {
            let bench = Self.relay()
            var random = SeededRandom(seed: seed)
            func pick<Value>(_ values: [Value]) -> Value {
                values[Int(random.next(below: UInt64(values.count)))]
            }
            for _ in 0..<200 {
                var message = Message(
                    pick(Message.Kind.allCases),
                    operation: OperationID(participant: 0, sequence: pick([0, 5, .max])),
                    key: pick([0, 1, 2, 3, .max]))
                message.hops = pick([0, 1, 7, .max])
                message.ticket = pick([0, 1, 2, 77, .max])
                message.version = Version(
                    intendedNanoseconds: pick([.min, -1, 0, 1, .max]),
                    participant: pick([0, 1, 2, 3, .max]), sequence: pick([0, 1, .max]))
                message.farEnd = pick([nil, NodeID(0), NodeID(1), NodeID(2), NodeID(3)])
                switch random.next(below: 8) {
                case 0: bench.give(.lost(NodeID(pick([0, 2]))))
                case 1: bench.give(.connected(NodeID(pick([0, 2]))))
                default: bench.give(.received(message, from: NodeID(pick([0, 2]))))
                }
            }
            #expect(bench.receivers.allSatisfy { [0, 2].contains($0) })
            // Nothing of it is kept for ever.
            bench.give(.leave)
            bench.give(.lost(NodeID(0)))
            bench.give(.lost(NodeID(2)))
            bench.advance(to: 5_000)
            #expect(bench.node.hasLeft, "seed \(seed)")
        }
    }

    private static func asker() -> Bench {
        let bench = Bench(0, in: Row())
        bench.begin(connected: [1])
        bench.advance(to: 0)
        return bench
    }

    @Test("Who asks counts the hops of the answer, and names who gave it")
    func asks() {
        let bench = Self.asker()
        #expect(bench.receivers == [1])
        #expect(bench.sent[0].message.farEnd == NodeID(3))
        #expect(bench.sent[0].message.hops == 1)
        var passed = bench.sent[0].message
        passed.hops = 3
        bench.answer(.value, to: passed, from: 1, bytes: 128)
        #expect(bench.statuses == [.ok])
        #expect(bench.hops == [3])
        #expect(bench.servers == [3])
    }

    @Test("Who asks is refused where no way leads, and reset where one broke off")
    func fails() {
        let refused = Self.asker()
        refused.answer(.unreachable)
        #expect(refused.statuses == [.refused])
        let reset = Self.asker()
        reset.answer(.interrupted)
        #expect(reset.statuses == [.reset])
        let lost = Self.asker()
        lost.give(.lost(NodeID(1)))
        #expect(lost.statuses == [.reset])
        let cut = Bench(0, in: Row())
        cut.begin(connected: [1])
        cut.give(.received(Self.news(2, to: 3, stands: false, at: 1), from: NodeID(1)))
        cut.advance(to: 0)
        #expect(cut.statuses == [.refused])
        #expect(cut.sent.isEmpty)
        #expect(cut.notices.map(\.node) == [3])
        #expect(cut.notices.map(\.how) == [.route])
    }

    @Test("Where all have links of their own, nothing is passed on")
    func none() {
        let bench = Bench(1, in: Desk.one)
        bench.begin(connected: [0])
        bench.give(.received(Self.request, from: NodeID(0)))
        bench.give(.received(Self.news(0, to: 1, stands: false, at: 1), from: NodeID(0)))
        #expect(bench.sent.isEmpty)
    }
}
