import Core
import Faults
import Measurement
import Node
import Runner
import Testing
import Topology

/// The only server dies at 0.5 s and starts again at 0.7 s.
private func restarted(_ durability: Durability) throws -> Outcome {
    var trial = Trial("client-server")
    trial.settings.durability = durability
    try trial.add("kill", .place(.provider, 0), at: 0.5, for: 0.2)
    return try trial.run()
}

@Suite("A provider's log")
struct LogTests {
    @Test("Gives a server that was killed all it had answered for, first values included")
    func kept() throws {
        let outcome = try restarted(.log)
        #expect(outcome.stores[0]?.count == Trial.keys)
        #expect(outcome.lostWrites == 0)
        let gets = outcome.measured.filter { $0.status == .ok && $0.kind == .get }
        #expect(gets.allSatisfy { $0.bytesIn == 128 })
        let ready = try #require(outcome.record.faults.first?.ready)
        #expect(gets.contains { $0.intendedNanoseconds > ready })
        #expect(gets.contains { $0.servedBy == 0 })
    }

    @Test("In memory only, the same server has lost it all")
    func lost() throws {
        let outcome = try restarted(.memory)
        #expect(outcome.lostWrites > 3)
        #expect(try #require(outcome.stores[0]).count < Trial.keys)
    }

    @Test("Changes no operation's outcome while nobody dies")
    func sameOutcome() throws {
        for kind in everyKind {
            var trial = Trial(kind)
            let memory = try trial.run()
            trial.settings.durability = .log
            let log = try trial.run()
            #expect(
                log.operations.map(\.doneNanoseconds) == memory.operations.map(\.doneNanoseconds))
            #expect(log.stores == memory.stores)
        }
    }

    @Test("Keeps what all peers had when they all die, whatever the order", arguments: 1...3)
    func allDie(replicas: Int) throws {
        for seed in 0..<UInt64(5) {
            var trial = Trial("mesh")
            trial.values = ["replicas": replicas]
            trial.seed = seed
            trial.isRepairing = seed % 2 == 1
            trial.settings.durability = .log
            trial.settings.retries = 1
            for peer in 0..<trial.participants {
                try trial.add(
                    "kill", .place(.provider, peer), at: 0.4 + 0.07 * Double(peer), for: 0.5)
            }
            let outcome = try trial.run()
            #expect((0..<Key(Trial.keys)).allSatisfy { outcome.newest(of: $0) != nil })
            #expect(outcome.lostWrites == 0, "seed \(seed)")
            if trial.isRepairing { #expect(outcome.keysNotConverged == [], "seed \(seed)") }
        }
    }
}
