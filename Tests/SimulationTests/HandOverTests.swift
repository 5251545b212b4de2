import Core
import Faults
import Measurement
import Node
import Testing
import Topology
import Workload

@testable import Runner

/// What nodes that go politely, or are missed for a while, leave behind.
@Suite("Handing over")
struct HandOverTests {
    private func leaving(replicas: Int, seed: UInt64, for length: Double? = nil) throws -> Trial {
        var trial = Trial("mesh")
        trial.participants = 8
        trial.values = ["replicas": replicas]
        trial.isRepairing = true
        trial.readShare = 0.5
        trial.seed = seed
        trial.settings.retries = 2
        try trial.add("leave", .place(.participant, Int(seed % 8)), at: 0.5, for: length)
        try trial.add("leave", .place(.participant, Int((seed + 3) % 8)), at: 1, for: length)
        return trial
    }

    @Test(
        "Peers that leave take nothing with them, even where each key has one holder",
        arguments: 1...3)
    func leave(replicas: Int) throws {
        for seed in 0..<UInt64(6) {
            let outcome = try leaving(replicas: replicas, seed: seed).run()
            let stores = StoresCompared(outcome)
            #expect(stores.lostKeys == 0, "seed \(seed)")
            #expect(stores.lostWrites == 0, "seed \(seed)")
            #expect(outcome.keysNotConverged == [], "seed \(seed)")
            #expect(outcome.record.nodes.count { $0.stored != nil } == 6)
            for fault in outcome.record.faults {
                #expect(FaultEffect(of: fault, in: outcome).hasHandedOver == true)
            }
        }
    }

    @Test("They have all again when they come back", arguments: 1...2)
    func comeBack(replicas: Int) throws {
        for seed in 0..<UInt64(6) {
            let outcome = try leaving(replicas: replicas, seed: seed, for: 0.3).run()
            #expect(StoresCompared(outcome).lostWrites == 0, "seed \(seed)")
            #expect(outcome.keysNotConverged == [], "seed \(seed)")
        }
    }

    @Test("One that cannot hand over in time goes all the same, and it is said")
    func tooSlow() throws {
        var trial = try leaving(replicas: 1, seed: 1)
        trial.settings.timeoutNanoseconds = .milliseconds(5)
        trial.settings.attemptTimeoutNanoseconds = .milliseconds(5)
        let outcome = try trial.run()
        #expect(outcome.record.nodes.count { $0.stored != nil } == 6)
        let fault = try #require(outcome.record.faults.first)
        #expect(FaultEffect(of: fault, in: outcome).hasHandedOver == false)
    }

    @Test("One told to leave before it takes part again hands over once it does")
    func beforeTakingPart() throws {
        var trial = Trial("client-server")
        trial.participants = 3
        trial.values = ["servers": 3]
        trial.isRepairing = true
        trial.loop = .open(ratePerSecond: 2000)
        trial.readShare = 0
        trial.linkMilliseconds = 2
        try trial.add("kill", .node("server-0"), at: 0.47, for: 0.03)
        try trial.add("leave", .node("server-0"), at: 0.51, for: 0.2)
        try trial.add("pause", .node("client-1"), at: 0.45, for: 0.3)
        let outcome = try trial.run()
        let faults = outcome.record.faults
        let back = try #require(faults.first?.ready)
        #expect(back > faults[1].applied ?? .max)
        #expect(StoresCompared(outcome).lostWrites == 0)
        #expect(outcome.keysNotConverged == [])
    }

    @Test("Without repair keys stay where they are, and nothing is said of handing over")
    func without() throws {
        var trial = try leaving(replicas: 1, seed: 1)
        trial.isRepairing = false
        let outcome = try trial.run()
        #expect(StoresCompared(outcome).lostKeys > 0)
        let fault = try #require(outcome.record.faults.first)
        #expect(FaultEffect(of: fault, in: outcome).hasHandedOver == nil)
    }
}
