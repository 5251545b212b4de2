import Core
import Links
import Measurement
import Node
import Testing
import Topology

@testable import Runner

/// Two peers of a key each, one of which has missed what was written last; the links take so long.
private func apart(linkMilliseconds: Int64, isRepairing: Bool = false) throws -> Scene {
    var scene = try Scene(Mesh.self, keys: 1, readShare: 0)
    scene.trial.setting.isRepairing = isRepairing
    scene.trial.network = .clear(nodeCount: 2)
    for node in 0..<2 {
        scene.trial.network.links[node].delayNanoseconds = .milliseconds(linkMilliseconds)
    }
    scene.answerAll(after: 5)
    scene.strike("slow", node: 0, asked: 50, healed: 100, ready: 100)
    scene.record.faults[0].stopsNode = false
    scene.trial.settings.attemptTimeoutNanoseconds = .milliseconds(100)
    let old = Version(intendedNanoseconds: .milliseconds(800), participant: 0, sequence: 5)
    let new = Version(intendedNanoseconds: .milliseconds(900), participant: 1, sequence: 5)
    scene.record.nodes[0].stored = [(0, new)]
    scene.record.nodes[1].stored = [(0, old)]
    return scene
}

private func disagreements(of scene: Scene) throws -> Double {
    let check = FaultInvariants(outcome: scene.outcome).all.first {
        $0.name == "disagreeing_replicas"
    }
    return try #require(check).measured
}

@Suite("When holders are to have the same")
struct AgreementTests {
    @Test("A copy that may still be on its way when the trial ends is not missed")
    func underWay() throws {
        // The last put is answered at 905 ms, and the trial ends at 1,000 ms.
        #expect(try disagreements(of: apart(linkMilliseconds: 47)) == 1)
        #expect(try disagreements(of: apart(linkMilliseconds: 48)) == 0)
    }

    @Test("What was given up may be carried out at any time, and its copies are missed with repair")
    func givenUp() throws {
        for isRepairing in [false, true] {
            var scene = try apart(linkMilliseconds: 1, isRepairing: isRepairing)
            #expect(try disagreements(of: scene) == 1)
            scene.end(0, 3, .timeout, after: 50)
            #expect(try disagreements(of: scene) == (isRepairing ? 1 : 0))
        }
    }

    @Test("Over a ring that those still to join leave open, holders are not asked")
    func openRing() throws {
        var scene = try Scene(Mesh.self, participants: 6, keys: 1, readShare: 0)
        let values = ["degree": 2]
        scene.trial.topology = try Mesh(
            TopologySetting(participants: 6, keys: 1, values: values))
        scene.trial.network = .clear(nodeCount: 6)
        scene.strike("slow", node: 0, asked: 50, healed: 100, ready: 100)
        scene.record.faults[0].stopsNode = false
        #expect(try disagreements(of: scene) == 0)
        let ring = try #require(scene.trial.topology.overlay).neighbors
        scene.trial.joining = Set(ring[0])
        #expect(
            !FaultInvariants(outcome: scene.outcome).all.map(\.name).contains(
                "disagreeing_replicas"))
    }
}
