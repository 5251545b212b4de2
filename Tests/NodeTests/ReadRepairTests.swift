import Core
import Measurement
import Node
import Testing
import Topology

@Suite("Read repair")
struct ReadRepairTests {
    private static func bench(repairs: Bool) -> Bench {
        var topology = Desk.three
        topology.isRepairing = repairs
        let bench = Bench(in: topology, .gets())
        bench.begin(connected: [1, 2, 3])
        bench.advance(to: 0)
        return bench
    }

    private static let version = Version(
        intendedNanoseconds: .milliseconds(-3), participant: 4, sequence: 5)

    private static func find(_ bench: Bench) {
        var answer = bench.sent[bench.sent.count - 1].message.answer(.value)
        answer.version = version
        answer.contentBytes = 77
        bench.give(.received(answer, from: NodeID(bench.sent[bench.sent.count - 1].to)))
    }

    @Test("Those that had nothing are given what the next holder had, in the background")
    func givesBack() throws {
        let bench = Self.bench(repairs: true)
        bench.answer(.absent)
        bench.answer(.absent)
        Self.find(bench)
        #expect(bench.kinds == [.get, .get, .get, .replicate, .replicate])
        #expect(bench.receivers == [1, 2, 3, 1, 2])
        for sent in bench.sent.suffix(2) {
            #expect(sent.message.isBackground)
            #expect(sent.message.key == 0)
            #expect(sent.message.version == Self.version)
            #expect(sent.message.contentBytes == 77)
        }
        #expect(bench.statuses == [.ok])
        #expect(bench.servers == [3])
        // What they answer to it is nobody's business.
        bench.answer(.replicated, to: bench.sent[3].message, from: 1)
        #expect(bench.sent.count == 5)
        #expect(bench.statuses == [.ok])
    }

    @Test("Nobody is given anything without repair, or where nobody lacked it, or all did")
    func keepsQuiet() {
        let without = Self.bench(repairs: false)
        without.answer(.absent)
        Self.find(without)
        #expect(without.kinds == [.get, .get])
        let present = Self.bench(repairs: true)
        Self.find(present)
        #expect(present.kinds == [.get])
        let nowhere = Self.bench(repairs: true)
        for _ in 0..<3 { nowhere.answer(.absent) }
        #expect(nowhere.kinds == [.get, .get, .get])
        #expect(nowhere.statuses == [.ok])
    }

    @Test("A holder that asked itself first and had nothing keeps what it finds")
    func itself() throws {
        var topology = Desk(nodes: 2, holders: [[0, 1]])
        topology.isRepairing = true
        let bench = Bench(in: topology, .gets())
        bench.begin(connected: [1])
        bench.advance(to: 0)
        #expect(bench.receivers == [1])
        Self.find(bench)
        #expect(bench.node.stored.map { $0.version } == [Self.version])
        #expect(bench.sent.count == 1)
    }

    private static func version(_ sequence: UInt32) -> Version {
        Version(intendedNanoseconds: .milliseconds(-3), participant: 4, sequence: sequence)
    }

    /// Answers a get, from whom it was sent to.
    private static func answer(_ bench: Bench, _ get: Bench.Sent, _ sequence: UInt32) {
        var answer = get.message.answer(.value)
        answer.version = version(sequence)
        answer.contentBytes = 77
        bench.give(.received(answer, from: NodeID(get.to)))
    }

    private static func hedging(repairs: Bool = true) -> Bench {
        var topology = Desk.three
        topology.isRepairing = repairs
        let bench = Bench(in: topology, .gets(perSecond: 10)) {
            $0.hedgeNanoseconds = .milliseconds(10)
        }
        bench.begin(connected: [1, 2, 3])
        bench.advance(to: 10)
        return bench
    }

    @Test(
        "Of two holders asked, the one that answers late with an older version is given the newer")
    func lateOlder() throws {
        let bench = Self.hedging()
        #expect(bench.receivers == [1, 2])
        Self.answer(bench, bench.sent[1], 8)
        Self.answer(bench, bench.sent[0], 7)
        #expect(bench.kinds == [.get, .get, .replicate])
        #expect(bench.receivers == [1, 2, 1])
        #expect(bench.sent[2].message.version == Self.version(8))
        #expect(bench.sent[2].message.contentBytes == 77)
        #expect(bench.sent[2].message.isBackground)
        #expect(bench.statuses == [.ok])
    }

    @Test(
        "Of two holders asked, the one that answered first with an older version is given the newer"
    )
    func lateNewer() throws {
        let bench = Self.hedging()
        Self.answer(bench, bench.sent[1], 7)
        Self.answer(bench, bench.sent[0], 8)
        #expect(bench.receivers == [1, 2, 2])
        #expect(bench.sent[2].message.kind == .replicate)
        #expect(bench.sent[2].message.version == Self.version(8))
    }

    @Test("A holder that answers with less than this participant has read before is given that")
    func olderThanKnown() throws {
        let bench = Self.hedging()
        Self.answer(bench, bench.sent[0], 8)
        bench.advance(to: 100)
        Self.answer(bench, bench.sent[2], 7)
        #expect(bench.kinds == [.get, .get, .get, .replicate])
        #expect(bench.sent[3].message.version == Self.version(8))
        #expect(bench.sent[3].to == 1)
    }

    @Test("Holders that agree, or later have a newer version, are sent nothing; nor without repair")
    func agree() throws {
        let bench = Self.hedging()
        Self.answer(bench, bench.sent[0], 7)
        Self.answer(bench, bench.sent[1], 7)
        bench.advance(to: 100)
        Self.answer(bench, bench.sent[2], 8)
        #expect(bench.kinds == [.get, .get, .get])
        let without = Self.hedging(repairs: false)
        Self.answer(without, without.sent[1], 8)
        Self.answer(without, without.sent[0], 7)
        #expect(without.kinds == [.get, .get])
    }
}
