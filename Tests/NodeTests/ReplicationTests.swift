import Core
import Measurement
import Node
import Testing
import Workload

/// Node 1, the first of three holders, and what node 0 asks of it.
private func holder(
    connected: [Int] = [0, 2, 3], _ acknowledge: Acknowledge = .all
) -> Bench {
    let bench = Bench(1, in: Desk.three) { $0.acknowledge = acknowledge }
    bench.node.preload(keys: 1)
    bench.begin(connected: connected)
    return bench
}

private func write(
    _ kind: Message.Kind = .put, sequence: UInt32 = 0, at milliseconds: Int64 = 0,
    ticket: UInt32 = 0, bytes: UInt32 = 128
) -> Message {
    var message = Message(
        kind, operation: OperationID(participant: 0, sequence: sequence), key: 0)
    message.version = Version(
        intendedNanoseconds: .milliseconds(milliseconds), participant: 0, sequence: sequence)
    message.ticket = ticket
    message.contentBytes = bytes
    message.isMeasured = true
    return message
}

extension Bench {
    fileprivate func put(_ message: Message = write(ticket: 9)) {
        give(.received(message, from: NodeID(0)))
    }

    /// Lets a holder confirm the copy it was last sent.
    fileprivate func confirm(by holder: Int) {
        guard let copy = sent.last(where: { $0.to == holder && $0.message.kind == .replicate })
        else { return }
        give(.received(copy.message.answer(.replicated), from: NodeID(holder)))
    }

    fileprivate var stored: Version? { node.stored.first { $0.key == 0 }?.version }
}

@Suite("Putting a value on every holder")
struct ReplicationTests {
    @Test("The first holder reached keeps the value and hands it on to the others")
    func copies() {
        let bench = holder()
        bench.put()
        #expect(bench.stored == write().version)
        #expect(bench.receivers == [2, 3])
        #expect(bench.kinds == [.replicate, .replicate])
        for copy in bench.sent.map(\.message) {
            #expect(copy.operation == write().operation)
            #expect(copy.version == write().version)
            #expect(copy.contentBytes == 128)
            #expect(copy.isMeasured)
            #expect(!copy.isBackground)
        }
    }

    @Test("acknowledge all: answered when every other holder has confirmed")
    func all() {
        let bench = holder(.all)
        bench.put()
        bench.confirm(by: 3)
        #expect(bench.kinds == [.replicate, .replicate])
        bench.confirm(by: 2)
        #expect(bench.kinds == [.replicate, .replicate, .stored])
        #expect(bench.sent[2].to == 0)
        #expect(bench.sent[2].message == write(ticket: 9).answer(.stored))
    }

    @Test("acknowledge majority: answered when two of three have it, this one included")
    func majority() {
        let bench = holder(.majority)
        bench.put()
        #expect(bench.kinds == [.replicate, .replicate])
        bench.confirm(by: 3)
        #expect(bench.kinds.last == .stored)
        bench.confirm(by: 2)
        #expect(bench.kinds.count == 3)
    }

    @Test("acknowledge one: answered at once; the others get it all the same")
    func one() {
        let bench = holder(.one)
        bench.put()
        #expect(bench.kinds == [.stored, .replicate, .replicate])
        bench.confirm(by: 2)
        bench.confirm(by: 3)
        #expect(bench.kinds.count == 3)
    }

    @Test(
        "A majority is counted over the holders believed alive",
        arguments: [
            ([0, 2, 3], 1), ([0, 2], 1), ([0], 0),
        ])
    func majorityOfLiving(connected: [Int], confirmations: Int) {
        let bench = holder(connected: connected, .majority)
        bench.put()
        for confirmation in 0..<confirmations {
            #expect(!bench.kinds.contains(.stored))
            bench.confirm(by: 2 + confirmation)
        }
        #expect(bench.kinds.count { $0 == .stored } == 1)
    }

    @Test("Holders believed down get nothing and are not waited for")
    func down() {
        let bench = holder(connected: [0, 2])
        bench.put()
        #expect(bench.receivers == [2])
        bench.confirm(by: 2)
        #expect(bench.kinds == [.replicate, .stored])
        let alone = holder(connected: [0])
        alone.put()
        #expect(alone.kinds == [.stored])
    }

    @Test("A holder that is only suspected gets the value, but is not waited for")
    func suspected() {
        // Node 0 asks for key 0 at nodes 1 and 2, and holds key 1 together with node 1.
        let bench = Bench(in: Desk(nodes: 3, holders: [[1, 2], [0, 1]])) {
            $0.timeoutNanoseconds = .milliseconds(50)
            $0.attemptTimeoutNanoseconds = .milliseconds(50)
        }
        bench.begin(connected: [1, 2])
        bench.advance(to: 60)
        #expect(bench.notices.map(\.how) == [.attemptTimeout])
        var put = write(ticket: 4)
        put.key = 1
        bench.give(.received(put, from: NodeID(2)))
        #expect(bench.kinds.dropFirst() == [.stored, .replicate])
        #expect(bench.receivers.dropFirst() == [2, 1])
    }

    @Test("A holder lost while it is waited for is waited for no longer")
    func lostWhileAwaited() {
        let bench = holder()
        bench.put()
        bench.give(.lost(NodeID(2)))
        #expect(!bench.kinds.contains(.stored))
        bench.confirm(by: 3)
        #expect(bench.kinds.last == .stored)
    }

    @Test("When the last holder waited for is lost, the put is answered")
    func allLost() {
        let bench = holder()
        bench.put()
        bench.confirm(by: 3)
        bench.give(.lost(NodeID(2)))
        #expect(bench.kinds.last == .stored)
        bench.give(.lost(NodeID(3)))
        #expect(bench.kinds.count { $0 == .stored } == 1)
    }

    @Test("A holder that has confirmed and is then lost changes nothing")
    func lostAfterConfirming() {
        let bench = holder()
        bench.put()
        bench.confirm(by: 3)
        bench.give(.lost(NodeID(3)))
        #expect(!bench.kinds.contains(.stored))
        bench.confirm(by: 2)
        #expect(bench.kinds.last == .stored)
    }

    @Test("Losing a node that holds nothing of the key changes nothing")
    func strangerLost() {
        let bench = holder()
        bench.put()
        bench.give(.lost(NodeID(0)))
        #expect(bench.kinds == [.replicate, .replicate])
    }

    @Test("A confirmation that comes twice counts once")
    func confirmedTwice() {
        let bench = holder()
        bench.put()
        bench.confirm(by: 2)
        bench.confirm(by: 2)
        #expect(!bench.kinds.contains(.stored))
    }

    @Test("A confirmation of another put, or from a node that holds nothing, does not count")
    func foreignConfirmation() {
        let bench = holder()
        bench.put()
        var other = bench.sent[0].message.answer(.replicated)
        other.operation.sequence = 8
        bench.give(.received(other, from: NodeID(2)))
        bench.give(.received(bench.sent[1].message.answer(.replicated), from: NodeID(0)))
        var unknown = bench.sent[0].message.answer(.replicated)
        unknown.ticket = 77
        bench.give(.received(unknown, from: NodeID(2)))
        bench.confirm(by: 3)
        #expect(!bench.kinds.contains(.stored))
    }

    @Test("Puts that wait at the same time are told apart")
    func several() {
        let bench = holder()
        bench.put(write(sequence: 0, ticket: 10))
        bench.put(write(sequence: 1, at: 1, ticket: 11))
        let copies = bench.sent.map(\.message)
        for index in [2, 3] {
            bench.give(.received(copies[index].answer(.replicated), from: NodeID(index)))
        }
        #expect(bench.sent.dropFirst(4).map(\.message.ticket) == [11])
        for index in [0, 1] {
            bench.give(.received(copies[index].answer(.replicated), from: NodeID(index + 2)))
        }
        #expect(bench.sent.dropFirst(4).map(\.message.ticket) == [11, 10])
    }

    @Test("A put that is retried is handed on again and answered under its new ticket")
    func retried() {
        let bench = holder()
        bench.put(write(ticket: 10))
        bench.put(write(ticket: 12))
        #expect(bench.receivers == [2, 3, 2, 3])
        bench.confirm(by: 2)
        bench.confirm(by: 3)
        #expect(bench.sent.dropFirst(4).map(\.message.ticket) == [12])
        #expect(bench.stored == write().version)
    }

    @Test("A key with one holder is answered without a message to anyone else")
    func singleHolder() {
        let bench = Bench(1, in: Desk.one)
        bench.begin(connected: [0])
        bench.put()
        #expect(bench.kinds == [.stored])
    }
}

@Suite("What a store keeps")
struct StoreTests {
    @Test("A stale version does not overwrite a newer one, though it is confirmed")
    func stale() {
        let bench = holder()
        bench.give(.received(write(.replicate, sequence: 3, at: 30, bytes: 300), from: NodeID(2)))
        bench.give(.received(write(.replicate, sequence: 2, at: 20, bytes: 200), from: NodeID(3)))
        #expect(bench.kinds == [.replicated, .replicated])
        #expect(bench.receivers == [2, 3])
        #expect(bench.stored == write(sequence: 3, at: 30).version)
        bench.put(write(sequence: 1, at: 10))
        #expect(bench.stored == write(sequence: 3, at: 30).version)
    }

    @Test("A get is answered with the newest version and its length")
    func newest() {
        let bench = holder()
        bench.give(.received(write(.replicate, sequence: 3, at: 30, bytes: 300), from: NodeID(2)))
        bench.give(.received(write(.replicate, sequence: 2, at: 20, bytes: 200), from: NodeID(3)))
        bench.give(.received(write(.get, sequence: 9), from: NodeID(0)))
        #expect(bench.sent[2].message.kind == .value)
        #expect(bench.sent[2].message.version == write(sequence: 3, at: 30).version)
        #expect(bench.sent[2].message.contentBytes == 300)
    }

    @Test("Before the first put a key has the first version, of the workload's length")
    func preloaded() {
        let bench = holder()
        bench.give(.received(write(.get), from: NodeID(0)))
        #expect(bench.sent[0].message.version == .initial)
        #expect(bench.sent[0].message.contentBytes == 128)
    }

    @Test("A write during warm-up is newer than the first version")
    func warmupWrite() {
        let bench = holder()
        bench.give(.received(write(.replicate, at: -900), from: NodeID(2)))
        #expect(bench.stored == write(at: -900).version)
    }

    @Test("A node that starts empty answers that it has nothing, until it is given something")
    func empty() {
        let bench = Bench(1, in: Desk.three)
        bench.begin(connected: [0, 2, 3])
        bench.give(.received(write(.get), from: NodeID(0)))
        #expect(bench.kinds == [.absent])
        bench.give(.received(write(.replicate, at: 5), from: NodeID(2)))
        bench.give(.received(write(.get), from: NodeID(0)))
        #expect(bench.kinds == [.absent, .replicated, .value])
    }

    @Test("A node holds the keys its topology gives it, and no others")
    func preload() {
        let topology = Desk(nodes: 3, holders: [[1], [2], [1], [2], [1]])
        let bench = Bench(1, in: topology)
        bench.node.preload(keys: 5)
        #expect(bench.node.stored.map(\.key) == [0, 2, 4])
        #expect(bench.node.stored.allSatisfy { $0.version == .initial })
        #expect(Bench(2, in: topology).node.stored.isEmpty)
    }

    @Test(
        "A node that serves nothing says so to whoever asks it",
        arguments: [Message.Kind.get, .put, .replicate])
    func noService(kind: Message.Kind) {
        let bench = Bench(in: Desk.one)
        bench.begin(connected: [1])
        bench.give(.received(write(kind, ticket: 6), from: NodeID(1)))
        #expect(bench.sent.map(\.message) == [write(kind, ticket: 6).answer(.failed)])
        #expect(bench.receivers == [1])
        #expect(bench.node.stored.isEmpty)
    }

    @Test(
        "Answers that nobody waits for are taken in silence",
        arguments: [Message.Kind.value, .absent, .stored, .replicated, .failed])
    func strayAnswers(kind: Message.Kind) {
        for bench in [Bench(in: Desk.three), Bench(1, in: Desk.three)] {
            bench.begin(connected: [2, 3])
            bench.give(.received(write(kind, ticket: 3), from: NodeID(2)))
            #expect(bench.sent.isEmpty)
            #expect(bench.samples.isEmpty)
        }
    }
}
