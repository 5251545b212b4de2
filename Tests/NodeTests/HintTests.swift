import Core
import Measurement
import Node
import Testing
import Topology
import Workload

/// What the first of three holders does for one that is away.
@Suite("Hinted hand-off")
struct HintTests {
    private static func bench(connected: [Int]) -> Bench {
        var topology = Desk.three
        topology.isRepairing = true
        let bench = Bench(1, in: topology)
        bench.begin(connected: connected)
        return bench
    }

    private static func put(_ sequence: UInt32, at bench: Bench) {
        var put = Message(.put, operation: OperationID(participant: 0, sequence: sequence), key: 0)
        put.version = Version(
            intendedNanoseconds: Nanoseconds(sequence), participant: 0, sequence: sequence)
        put.contentBytes = 77
        bench.give(.received(put, from: NodeID(0)))
    }

    private static func copies(to node: Int, from bench: Bench) -> [Message] {
        bench.sent.filter { $0.to == node && $0.message.kind == .replicate }.map(\.message)
    }

    @Test("A holder that is down is given the newest write of a key when it comes")
    func down() {
        let bench = Self.bench(connected: [0, 2])
        Self.put(1, at: bench)
        Self.put(2, at: bench)
        #expect(Self.copies(to: 3, from: bench).isEmpty)
        bench.give(.connected(NodeID(3)))
        bench.advance(to: 10)
        let copies = Self.copies(to: 3, from: bench)
        // Once as the hint, once as all that is held is offered to who returns.
        #expect(copies.map(\.version.sequence) == [2, 2])
        #expect(copies.allSatisfy { $0.isBackground && $0.contentBytes == 77 })
        bench.answer(.replicated, to: copies[0], from: 3)
        bench.give(.lost(NodeID(3)))
        bench.give(.connected(NodeID(3)))
        bench.advance(to: 20)
        // What was confirmed is owed no more.
        #expect(Self.copies(to: 3, from: bench).count == 3)
    }

    @Test("A copy whose connection was lost before it was confirmed is sent again")
    func inFlight() {
        let bench = Self.bench(connected: [0, 2, 3])
        Self.put(1, at: bench)
        let copies = Self.copies(to: 3, from: bench)
        #expect(copies.count == 1)
        bench.answer(.replicated, to: Self.copies(to: 2, from: bench)[0], from: 2)
        bench.give(.lost(NodeID(3)))
        bench.give(.connected(NodeID(3)))
        bench.advance(to: 10)
        #expect(Self.copies(to: 3, from: bench).contains { $0.isBackground })
    }

    @Test("Holders that hear of a return compare what they have, after an attempt's timeout")
    func comparison() {
        let bench = Self.bench(connected: [0, 2])
        Self.put(1, at: bench)
        bench.give(.connected(NodeID(3)))
        bench.advance(to: 10)
        for copy in Self.copies(to: 3, from: bench) where copy.isBackground {
            bench.answer(.replicated, to: copy, from: 3)
        }
        bench.advance(to: 499)
        #expect(!bench.kinds.contains(.compare))
        bench.advance(to: 510)
        let questions = bench.sent.filter { $0.message.kind == .compare }
        #expect(questions.map(\.to) == [2, 3])
        #expect(bench.node.isRepairing)
        for question in questions {
            bench.answer(.compared, to: question.message, from: question.to)
        }
        // A copy of the put is not confirmed by the second holder.
        bench.answer(.replicated, to: Self.copies(to: 2, from: bench)[0], from: 2)
        #expect(!bench.node.isRepairing)
        // The same question back finds the two agreed; another digest has the value sent.
        let before = bench.sent.count
        var other = questions[0].message
        other.operation.sequence = 2
        bench.give(.received(other, from: NodeID(2)))
        #expect(bench.kinds[before...] == [.compared])
        other.version.intendedNanoseconds &+= 1
        bench.give(.received(other, from: NodeID(2)))
        #expect(bench.kinds[(before + 1)...] == [.compared, .replicate])
    }

    @Test("An older copy that is sent in repair is answered with the newer version as well")
    func older() {
        let bench = Self.bench(connected: [0, 2, 3])
        Self.put(2, at: bench)
        var copy = Self.copies(to: 3, from: bench)[0]
        copy.version.intendedNanoseconds = 1
        copy.isBackground = true
        copy.ticket = .max - 1
        copy.operation = OperationID(participant: .max, sequence: 3)
        let before = bench.sent.count
        bench.give(.received(copy, from: NodeID(3)))
        #expect(bench.kinds[before...] == [.replicated, .replicate])
        #expect(bench.sent[before + 1].message.version.sequence == 2)
    }
}
