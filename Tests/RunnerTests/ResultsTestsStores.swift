import Core
import Measurement
import Testing
import Topology

@testable import Runner

private func version(_ milliseconds: Int64, _ participant: UInt32, _ sequence: UInt32) -> Version {
    Version(
        intendedNanoseconds: .milliseconds(milliseconds), participant: participant,
        sequence: sequence)
}

/// Two peers that only write, ten operations a second, to one key.
private func writes() throws -> Scene {
    var scene = try Scene(Mesh.self, keys: 1, readShare: 0)
    scene.answerAll(after: 5)
    return scene
}

@Suite("The living stores against what was acknowledged")
struct StoresComparedTests {
    @Test("Nothing is lost where one living node holds the newest of each key")
    func nothingLost() throws {
        var scene = try writes()
        scene.record.nodes[0].stored = [(0, version(900, 1, 5))]
        scene.record.nodes[1].stored = [(0, version(100, 1, 1))]
        let compared = StoresCompared(scene.outcome)
        #expect(compared.ackedWrites == 10)
        #expect(compared.lostWrites == 0)
        #expect(compared.lostKeys == 0)
    }

    @Test("Writes newer than the newest that any living node holds are lost")
    func lost() throws {
        var scene = try writes()
        // Intended at 0, 100, .., 900 ms: all after 600 ms are gone.
        scene.record.nodes[0].stored = [(0, version(600, 0, 4))]
        scene.record.nodes[1].stored = [(0, version(300, 1, 2))]
        #expect(StoresCompared(scene.outcome).lostWrites == 3)
    }

    @Test("What was not acknowledged cannot be lost, nor what came before measurement")
    func notAcknowledged() throws {
        var scene = try writes()
        scene.end(0, 5, .timeout, after: 500)
        scene.end(1, 5, .nodeDown, after: 5)
        scene.record.nodes[0].stored = [(0, version(700, 1, 4))]
        let compared = StoresCompared(scene.outcome)
        #expect(compared.ackedWrites == 8)
        #expect(compared.lostWrites == 0)
    }

    @Test("A key that no living node holds is lost, with all its writes")
    func lostKey() throws {
        var scene = try writes()
        scene.record.nodes[0].stored = []
        let compared = StoresCompared(scene.outcome)
        #expect(compared.lostKeys == 1)
        #expect(compared.lostWrites == 10)
    }

    @Test("The dead are not asked")
    func dead() throws {
        var scene = try Scene(Mesh.self, keys: 3)
        scene.record.nodes[0].stored = [(0, .initial), (2, .initial)]
        scene.record.nodes[1].stored = nil
        let compared = StoresCompared(scene.outcome)
        #expect(compared.lostKeys == 1)
        #expect(compared.ackedWrites == 0)
        #expect(compared.lostWrites == 0)
    }

    @Test(
        "A key is stale where a get would find less than was acknowledged, and a living node has it"
    )
    func stale() throws {
        var scene = try writes()
        let first = scene.trial.topology.holder(of: 0, rank: 0).position
        scene.record.nodes[first].stored = [(0, version(800, 0, 5))]
        scene.record.nodes[1 - first].stored = [(0, version(900, 1, 5))]
        #expect(StoresCompared(scene.outcome).staleKeys == 1)
        #expect(StoresCompared(scene.outcome).lostWrites == 0)
        // The next is asked where the first has nothing, or is dead.
        scene.record.nodes[first].stored = []
        #expect(StoresCompared(scene.outcome).staleKeys == 0)
        scene.record.nodes[first].stored = nil
        #expect(StoresCompared(scene.outcome).staleKeys == 0)
        // What nobody has is lost, not stale.
        scene.record.nodes[first].stored = [(0, version(100, 1, 1))]
        scene.record.nodes[1 - first].stored = [(0, version(800, 0, 5))]
        #expect(StoresCompared(scene.outcome).staleKeys == 0)
        #expect(StoresCompared(scene.outcome).lostWrites == 1)
    }

    @Test("A put is unknown when it was sent and not answered as carried out, and may be applied")
    func unknown() throws {
        var scene = try writes()
        let outcomes: [(Status, UInt16)] = [
            (.timeout, 1), (.reset, 1), (.error, 1), (.unfinished, 1), (.refused, 2), (.unsent, 2),
            (.refused, 1), (.unsent, 0), (.nodeDown, 1), (.ok, 1),
        ]
        for (index, (status, attempts)) in outcomes.enumerated() {
            scene.end(
                index % 2, UInt32(1 + index / 2), status, after: 50, attempts: attempts)
        }
        // Operation 0 of measurement is number 1 of participant 0, and so on, a tenth of a second apart.
        scene.record.nodes[0].stored = [(0, version(300, 1, 2))]
        scene.record.nodes[1].stored = [(0, version(200, 0, 2))]
        let compared = StoresCompared(scene.outcome)
        #expect(compared.ackedWrites == 1)
        #expect(compared.unknownWrites == 6)
        #expect(compared.unknownApplied == 1)
    }

    @Test("Two writes of one moment are told apart by participant")
    func sameMoment() throws {
        var scene = try writes()
        scene.record.nodes[0].stored = [(0, version(900, 0, 5))]
        #expect(StoresCompared(scene.outcome).lostWrites == 1)
    }
}

@Suite("How answers spread over the nodes")
struct ServedLoadTests {
    private func load(_ counts: [Int]) -> ServedLoad {
        ServedLoad(
            counts.enumerated().flatMap { node, count in
                (0..<count).map { _ in operation(intended: 0, done: 1, by: Int32(node)) }
            }, nodeCount: counts.count)
    }

    /// From Jain, Chiu and Hawe 1984, and a server that sends 10 units beside 10 clients that send 1.
    static let shares: [([Int], Double)] = [
        ([7, 7, 7, 7, 7, 7, 7, 7, 7, 7], 1),
        ([5, 0, 0, 0, 0, 0, 0, 0, 0, 0], 0.1),
        ([3, 3, 3, 3, 3, 0, 0, 0, 0, 0], 0.5),
        ([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.785714286),
        ([1, 1, 1, 1, 1, 1, 1, 1, 1, 2], 0.930769231),
        ([1, 1, 1, 1, 1, 1, 1, 1, 1, 10], 0.331192661),
        ([10, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1], 0.330578512),
    ]

    @Test("Jain's index: 1 when all serve alike, 1/n when one serves alone", arguments: shares)
    func jain(counts: [Int], index: Double) throws {
        #expect(abs(try #require(load(counts).jain) - index) < 1e-9)
    }

    @Test("The busiest node's share of all answers")
    func busiest() {
        #expect(load([1, 6, 3]).busiestShare == 0.6)
        #expect(load([4, 0]).busiestShare == 1)
        #expect(load([1, 6, 3]).counts == [1, 6, 3])
    }

    @Test("Only what was answered counts")
    func failed() {
        let operations = Status.allCases.map { operation($0, intended: 0, done: 1) }
        #expect(ServedLoad(operations, nodeCount: 2).counts == [1, 0])
    }

    @Test("Unknown where nothing was answered")
    func nothing() {
        #expect(load([0, 0]).jain == nil)
        #expect(load([0, 0]).busiestShare == nil)
    }
}
