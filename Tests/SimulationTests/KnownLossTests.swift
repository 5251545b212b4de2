import Core
import Faults
import Measurement
import Node
import Runner
import Testing
import Topology

@Suite("Losses against the run's own placement and kill set")
struct KnownLossTests {
    private static func mesh(_ replicas: Int, seed: UInt64) -> Trial {
        var trial = Trial("mesh")
        trial.participants = 8
        trial.values = ["replicas": replicas]
        trial.readShare = 0.5
        trial.measureSeconds = 0.6
        trial.seed = seed
        trial.settings.retries = 1
        trial.settings.acknowledge = .all
        return trial
    }

    @Test(
        "Exactly the keys all of whose holders were killed are lost, when m of 8 die at once",
        arguments: 1...3, 1...7)
    func lostKeys(replicas: Int, deaths: Int) throws {
        for seed in 0..<UInt64(4) {
            var trial = Self.mesh(replicas, seed: seed)
            try trial.add("kill", .count(.provider, deaths), at: 0.3)
            let outcome = try trial.run()
            let killed = Set(outcome.record.faults.map(\.node))
            #expect(killed.count == deaths)
            let expected = (0..<Key(Trial.keys)).filter { key in
                outcome.holders(of: key).allSatisfy { killed.contains($0) }
            }
            let lost = (0..<Key(Trial.keys)).filter { outcome.newest(of: $0) == nil }
            #expect(lost == expected, "seed \(seed)")
            if deaths < replicas { #expect(lost.isEmpty) }
        }
    }

    @Test(
        "What all r holders acknowledged is there after any r - 1 deaths, with repair or without",
        arguments: 2...4, [false, true])
    func survives(replicas: Int, repairs: Bool) throws {
        for seed in 0..<UInt64(25) {
            var trial = Self.mesh(replicas, seed: seed)
            trial.isRepairing = repairs
            try trial.add(
                "kill", .count(.provider, replicas - 1), at: 0.1 + 0.01 * Double(seed))
            let outcome = try trial.run()
            #expect(outcome.count(.ok) > 50)
            #expect(outcome.lostWrites == 0, "seed \(seed)")
            #expect((0..<Key(Trial.keys)).allSatisfy { outcome.newest(of: $0) != nil })
        }
    }
}
