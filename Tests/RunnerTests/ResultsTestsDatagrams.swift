import Core
import Faults
import Links
import Measurement
import Node
import Testing
import Topology

@testable import Runner

@Suite("What is asked of a trial over datagrams")
struct DatagramResultsTests {
    private func checks(of scene: Scene) -> [String] {
        FaultInvariants(outcome: scene.outcome).all.map(\.name)
    }

    /// Two peers that hold the same two keys, over a clear network, one of them struck.
    private func scene(_ action: String, stopsNode: Bool = false, cuts: Bool = false) throws
        -> Scene
    {
        var scene = try Scene(
            Mesh.self, participants: 3, keys: 1, readShare: 0, values: ["replicas": 2])
        scene.trial.network = .clear(nodeCount: 3)
        scene.trial.transport = .udp
        scene.answerAll(after: 5)
        scene.strike(action, node: 0, asked: 50, healed: 100, ready: 100)
        scene.record.faults[0].stopsNode = stopsNode
        if cuts { scene.record.faults[0].cutFrom = [NodeID(1)] }
        for node in 0..<3 { scene.record.nodes[node].stored = [] }
        scene.record.nodes[0].cpuUserNanoseconds = 1
        return scene
    }

    private static let both = ["lost_writes", "disagreeing_replicas"]

    @Test("Where nothing is lost, holders agree and writes survive, as over streams")
    func nothingLost() throws {
        #expect(try checks(of: scene("slow")) == Self.both)
        #expect(try checks(of: scene("kill", stopsNode: true)) == Self.both)
    }

    @Test("Where copies may be lost, holders need not agree; without deaths writes survive")
    func copiesLost() throws {
        #expect(
            try checks(of: scene("isolate", cuts: true)) == ["answers_across_cuts", "lost_writes"])
        #expect(try checks(of: scene("loss")) == ["lost_writes"])
        // A node that stands still keeps what comes, until its socket is full.
        var stopped = try scene("pause", stopsNode: true)
        #expect(checks(of: stopped) == Self.both)
        stopped.record.nodes[0].counters.datagramsDropped = 1
        #expect(checks(of: stopped) == ["lost_writes"])
        var lossy = try scene("slow")
        lossy.trial.network.links[1].loss = 0.01
        #expect(checks(of: lossy) == ["lost_writes"])
        lossy = try scene("kill", stopsNode: true)
        lossy.trial.network.links[1].loss = 0.01
        #expect(checks(of: lossy) == [])
        lossy.trial.transport = .tcp
        #expect(checks(of: lossy) == Self.both)
    }
}
