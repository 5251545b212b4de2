import Core
import Faults
import Measurement
import Node
import Runner
import Testing
import Topology
import Workload

/// Acknowledged writes of measurement that no living node holds, nor anything newer.
private func lostWrites(_ outcome: Outcome) -> [OperationSample] {
    var newest: [Key: Version] = [:]
    for (key, version) in outcome.record.nodes.flatMap({ $0.stored ?? [] }) {
        newest[key] = max(newest[key] ?? version, version)
    }
    return outcome.measured.filter { write in
        guard write.kind == .put, write.status == .ok else { return false }
        let version = Version(
            intendedNanoseconds: write.intendedNanoseconds, participant: write.participant,
            sequence: write.sequence)
        guard let held = newest[write.key] else { return true }
        return held < version
    }
}

/// A mesh of writers; `deaths` of its peers die at random times, and some others pause.
private func writers(replicas: Int, deaths: Int, seed: UInt64) throws -> Trial {
    var random = SeededRandom(seed: seed, path: 1)
    var trial = Trial("mesh")
    trial.participants = replicas + 2 + Int(random.next(below: 3))
    trial.values = ["replicas": replicas]
    trial.readShare = 0.2
    trial.measureSeconds = 0.5
    trial.loop = .open(ratePerSecond: 200)
    trial.linkMilliseconds = Int64(random.next(below: 4))
    trial.seed = seed
    trial.settings.acknowledge = .all
    trial.settings.retries = Int(random.next(below: 3))
    trial.settings.timeoutNanoseconds = .milliseconds(120)
    trial.settings.attemptTimeoutNanoseconds = .milliseconds(40)
    var victims = Array(0..<trial.participants)
    for _ in 0..<deaths {
        let victim = victims.remove(at: Int(random.next(below: UInt64(victims.count))))
        try trial.add("kill", .place(.participant, victim), at: 0.5 * random.nextUnit())
    }
    let sleeper = victims[Int(random.next(below: UInt64(victims.count)))]
    try trial.add(
        "pause", .place(.participant, sleeper), at: 0.3 * random.nextUnit(),
        for: 0.15 * random.nextUnit())
    return trial
}

@Suite("Writes acknowledged by all holders")
struct DurabilityTests {
    @Test("Survive as many deaths as there are replicas but one", arguments: 2...4)
    func survive(replicas: Int) throws {
        for seed in 0..<UInt64(70) {
            let outcome = try writers(replicas: replicas, deaths: replicas - 1, seed: seed).run()
            let lost = lostWrites(outcome)
            #expect(
                lost.isEmpty, "seed \(seed) with \(replicas) replicas lost \(lost.map(\.identity))")
            #expect(outcome.count(.ok) > 20, "seed \(seed)")
        }
    }

    @Test("Do not survive the deaths of all their holders, so the test above could fail")
    func doNotSurvive() throws {
        var losses = 0
        for seed in 0..<UInt64(20) {
            let outcome = try writers(replicas: 2, deaths: 2, seed: seed).run()
            losses += lostWrites(outcome).isEmpty ? 0 : 1
        }
        #expect(losses > 5)
    }
}
