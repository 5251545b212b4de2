import Core
import Faults
import Links
import Measurement
import Node
import Testing
import Topology
import Workload

@testable import Runner

/// Random schedules of every kind of fault, and what must hold after each.
///
/// A seed that fails is replayed exactly by `breaches(seed:kind:variant:)`.
@Suite("A campaign of drawn fault schedules")
struct CampaignTests {
    /// What the holders do against faults.
    enum Variant: CaseIterable {
        case plain, log, heartbeat, swim, majority
        case repair, repairLog, repairHeartbeat, repairSwim, repairOne

        var repairs: Bool { "\(self)".hasPrefix("repair") }
    }

    @Test("Nothing that must hold is ever broken", arguments: everyKind, Variant.allCases)
    func invariants(kind: String, variant: Variant) throws {
        for seed in 1...UInt64(isLong ? 400 : 5) {
            let breaches = try breaches(seed: seed, kind: kind, variant: variant)
            #expect(breaches == [], "\(kind), \(variant), seed \(seed)")
        }
    }

    @Test("Every check is made in some of the trials")
    func coverage() throws {
        var names: Set<String> = []
        for seed in 1...UInt64(12) {
            let outcome = try trial(seed: seed, kind: "mesh", variant: .plain).run()
            names.formUnion(FaultInvariants(outcome: outcome).all.map(\.name))
        }
        #expect(names == ["answers_across_cuts", "disagreeing_replicas", "lost_writes"])
    }

    @Test(
        "With repair, holders agree after deaths and cuts that meet",
        arguments: Variant.allCases.filter(\.repairs))
    func agreement(variant: Variant) throws {
        var asked = 0
        for seed in 1...UInt64(isLong ? 1000 : 15) {
            let outcome = try trial(seed: seed, kind: "mesh", variant: variant).run()
            let check = FaultInvariants(outcome: outcome).all.first {
                $0.name == "disagreeing_replicas"
            }
            if check != nil { asked += 1 }
            #expect(check?.holds ?? true, "\(variant), seed \(seed): \(check?.measured ?? 0) apart")
        }
        #expect(asked > 10)
    }

    @Test(
        "With repair over an overlay, holders agree that are no neighbours",
        arguments: [Variant.repair, .repairHeartbeat])
    func overlay(variant: Variant) throws {
        var asked = 0
        for seed in 1...UInt64(isLong ? 500 : 10) {
            var trial = try trial(seed: seed, kind: "mesh", variant: variant)
            trial.values["degree"] = 5
            let check = FaultInvariants(outcome: try trial.run()).all.first {
                $0.name == "disagreeing_replicas"
            }
            if check != nil { asked += 1 }
            #expect(check?.holds ?? true, "\(variant), seed \(seed): \(check?.measured ?? 0) apart")
        }
        #expect(asked > 7)
    }

    @Test(
        "Nor is it over datagrams, lost ones and all", arguments: everyKind,
        Variant.allCases.filter { !$0.repairs })
    func datagrams(kind: String, variant: Variant) throws {
        for seed in 1...UInt64(isLong ? 200 : 6) {
            for loss in [0, 0.05] {
                var trial = try trial(seed: seed, kind: kind, variant: variant)
                trial.transport = .udp
                trial.shapeLink = { link, _ in link.loss = loss }
                trial.faults.removeAll { $0.steps.contains { $0.stroke == .leave } }
                let outcome = try trial.run(keepingLinks: true)
                #expect(
                    breaches(of: outcome) == [], "\(kind), \(variant), seed \(seed), loss \(loss)")
                let failures = Set(outcome.measured.map(\.status)).subtracting([.ok, .nodeDown])
                // Who is down is believed by silence alone: then nobody is asked.
                let known: Set<Status> =
                    [.heartbeat, .swim].contains(variant) ? [.timeout, .refused] : [.timeout]
                #expect(failures.isSubset(of: known))
            }
        }
    }

    private func breaches(
        seed: UInt64, kind: String, variant: Variant
    ) throws -> [String] {
        breaches(of: try trial(seed: seed, kind: kind, variant: variant).run())
    }

    private func breaches(of outcome: Outcome) -> [String] {
        let checks = TrialChecks(
            outcome: outcome,
            clocks: Clocks(
                outcome.measured, timeoutNanoseconds: outcome.trial.settings.timeoutNanoseconds)
        ).all.filter { $0.isIdentity }
        return checks.filter { !$0.holds }.map {
            "\($0.name): \($0.measured) instead of \($0.expected)"
        }
    }

    private func trial(seed: UInt64, kind: String, variant: Variant) throws -> Trial {
        var trial = Trial(kind)
        trial.seed = seed
        trial.participants = 16
        trial.readShare = 0.5
        trial.loop = .open(ratePerSecond: 100)
        trial.measureSeconds = 5
        trial.linkMilliseconds = 2
        if kind == "mesh" { trial.values = ["replicas": 3] }
        trial.settings.retries = 1
        trial.settings.timeoutNanoseconds = .milliseconds(300)
        trial.settings.attemptTimeoutNanoseconds = .milliseconds(150)
        trial.isRepairing = variant.repairs
        switch variant {
        case .plain, .repair: break
        case .log, .repairLog: trial.settings.durability = .log
        case .repairOne: trial.settings.acknowledge = .one
        case .majority: trial.settings.acknowledge = .majority
        case .heartbeat, .repairHeartbeat:
            trial.settings.detection = .heartbeat(
                Detection.Heartbeat(periodNanoseconds: .milliseconds(100), misses: 3))
        case .swim, .repairSwim:
            trial.settings.detection = .swim(
                Detection.Swim(
                    periodNanoseconds: .milliseconds(100), indirect: 3, suspicionPeriods: 3))
        }
        try trial.add("random", at: 0.5, for: 3.5, values: ["faults": .number(4)])
        return trial
    }
}
