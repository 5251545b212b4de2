import Core
import Measurement
import Runner
import Testing
import Topology
import Workload

extension Outcome {
    fileprivate func status(_ participant: UInt32, _ sequence: UInt32) -> Status? {
        operations.first { $0.participant == participant && $0.sequence == sequence }?.status
    }

    fileprivate func statuses(of participant: UInt32) -> [Status] {
        operations.filter { $0.participant == participant }.map(\.status)
    }
}

/// Participant 0 at -200, 0, 200, 400, 600, 800 ms; participant 1 100 ms later each.
@Suite("Every operation of a trial and its one status")
struct OutcomeTests {
    @Test("Recorded operations are as recorded, by participant and sequence, warm-up included")
    func recorded() throws {
        var scene = try Scene()
        scene.answerAll(after: 5)
        scene.end(0, 3, .timeout, after: 500)
        let outcome = scene.outcome
        #expect(outcome.operations.map(\.participant) == [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1])
        #expect(outcome.operations.map(\.sequence) == [0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5])
        #expect(outcome.statuses(of: 0) == [.ok, .ok, .ok, .timeout, .ok, .ok])
        #expect(outcome.measured.count == 10)
        #expect(outcome.measured.allSatisfy { $0.intendedNanoseconds >= 0 })
    }

    @Test("One without a record was never sent, where its participant was up all the time")
    func unsent() throws {
        var scene = try Scene()
        scene.answerAll(after: 5)
        scene.record.nodes[2].samples.removeAll { $0.sequence == 4 }
        let outcome = scene.outcome
        #expect(outcome.operations.count == 12)
        #expect(outcome.statuses(of: 1) == [.ok, .ok, .ok, .ok, .unsent, .ok])
        let missing = try #require(outcome.operations.first { $0.status == .unsent })
        #expect(missing.attempts == 0)
        #expect(missing.intendedNanoseconds == 700_000_000)
        #expect(missing.doneNanoseconds == 700_000_000)
    }

    @Test("What was intended while its participant was down is node_down")
    func down() throws {
        var scene = try Scene()
        scene.answerAll(after: 5)
        // Client 0 is node 1: down from 300 to 700 ms, so 400 and 600 fall into it.
        scene.record.nodes[1].samples.removeAll { $0.sequence == 3 || $0.sequence == 4 }
        scene.strike(node: 1, asked: 300, healed: 500, ready: 700)
        #expect(scene.outcome.statuses(of: 0) == [.ok, .ok, .ok, .nodeDown, .nodeDown, .ok])
        #expect(scene.outcome.statuses(of: 1) == [.ok, .ok, .ok, .ok, .ok, .ok])
    }

    @Test("So it is even if the node did something about it before it stopped")
    func downThoughRecorded() throws {
        var scene = try Scene()
        scene.answerAll(after: 5)
        scene.strike(node: 1, asked: 400, ready: 600)
        // The bounds: from applied, up to ready and not including it.
        #expect(scene.outcome.statuses(of: 0) == [.ok, .ok, .ok, .nodeDown, .ok, .ok])
    }

    @Test("One without a record that was open when its participant went down is node_down")
    func openWhenDown() throws {
        var scene = try Scene()
        scene.answerAll(after: 5)
        scene.record.nodes[1].samples.removeAll { $0.sequence >= 2 }
        scene.strike(node: 1, asked: 300, ready: 500)
        scene.end(0, 5, .ok, after: 5)
        #expect(
            scene.outcome.statuses(of: 0) == [.ok, .ok, .nodeDown, .nodeDown, .unsent, .ok])
    }

    @Test("A fault never undone lasts to the end")
    func forGood() throws {
        var scene = try Scene()
        scene.answerAll(after: 5)
        scene.record.nodes[1].samples.removeAll { $0.sequence >= 3 }
        scene.strike(node: 1, asked: 300)
        #expect(
            scene.outcome.statuses(of: 0) == [.ok, .ok, .ok, .nodeDown, .nodeDown, .nodeDown])
    }

    @Test("A fault that was not applied excuses nobody, nor does one at the server")
    func noExcuse() throws {
        var scene = try Scene()
        scene.answerAll(after: 5)
        scene.record.nodes[1].samples.removeAll { $0.sequence == 3 }
        scene.strike(node: 1, asked: 300, isApplied: false)
        scene.strike(number: 1, node: 0, asked: 300)
        #expect(scene.outcome.statuses(of: 0) == [.ok, .ok, .ok, .unsent, .ok, .ok])
    }

    @Test("A peer that is a provider as well is excused as any participant")
    func peer() throws {
        var scene = try Scene(Mesh.self)
        scene.answerAll(after: 5)
        scene.record.nodes[0].samples.removeAll { $0.sequence == 3 }
        scene.strike(node: 0, asked: 300, ready: 500)
        #expect(scene.outcome.statuses(of: 0) == [.ok, .ok, .ok, .nodeDown, .ok, .ok])
    }

    @Test("A closed loop's operations are those that were begun")
    func closedLoop() throws {
        var scene = try Scene(loop: .closed(outstanding: 1))
        for sequence in 0..<UInt32(3) { scene.end(0, sequence, .ok, after: 5) }
        scene.record.nodes[1].counters.operationsBegun = 3
        #expect(scene.outcome.statuses(of: 0) == [.ok, .ok, .ok])
        #expect(scene.outcome.statuses(of: 1) == [])
    }

    @Test("A closed loop's operation that was begun and has no record was open at the kill")
    func closedLoopKilled() throws {
        var scene = try Scene(loop: .closed(outstanding: 1))
        for sequence in [UInt32(0), 1, 3] { scene.end(0, sequence, .ok, after: 5) }
        scene.record.nodes[1].counters.operationsBegun = 4
        scene.strike(node: 1, asked: 300, healed: 400, ready: 500)
        #expect(scene.outcome.statuses(of: 0) == [.ok, .ok, .nodeDown, .ok])
        let open = try #require(scene.outcome.operations.first { $0.status == .nodeDown })
        #expect(open.intendedNanoseconds == 300_000_000)
        #expect(open.phase == .measure)
    }
}
