import Core
import Faults
import Foundation
import Links
import Measurement
import Node
import Testing
import Topology
import Transport
import Workload

@testable import Runner

/// The same trial on real processes, which shape their links themselves, and in virtual time.
@Suite("Links on the loopback tier")
struct ShapedOnSocketsTests {
    private func trial(
        _ kind: any Topology.Type, participants: Int = 4, valueBytes: Int = 5_000,
        loop: RequestWorkload.Loop = .closed(outstanding: 2), readShare: Double = 0.7,
        measureSeconds: Double = 3, _ shape: (inout LinkShape, Member) -> Void
    ) throws -> TrialPlan {
        let setting = TopologySetting(
            participants: participants, keys: 300,
            values: kind == Mesh.self ? ["replicas": 1] : [:])
        let operations = OperationPlan(
            workload: RequestWorkload(
                loop: loop, arrivals: .constant, readShare: readShare, keys: 300,
                popularity: .uniform, valueBytes: valueBytes),
            participants: participants,
            schedule: Schedule(
                warmupNanoseconds: .seconds(0.5), measureNanoseconds: .seconds(measureSeconds),
                drainNanoseconds: .seconds(20)), seed: 5, repetition: 1)
        var settings = NodeSettings()
        settings.valueBytes = UInt32(valueBytes)
        settings.timeoutNanoseconds = .seconds(60)
        settings.attemptTimeoutNanoseconds = .seconds(60)
        var plan = TrialPlan(
            number: 1, label: kind.kind, topologyKind: kind.kind, topology: try kind.init(setting),
            setting: setting, plan: operations, settings: settings)
        for (index, member) in plan.topology.members.enumerated() {
            shape(&plan.network.links[index], member)
        }
        return plan
    }

    private func means(_ plan: TrialPlan) throws -> (virtual: Double, real: Double) {
        func mean(_ outcome: Outcome) throws -> Double {
            #expect(outcome.measured.allSatisfy { $0.status == .ok })
            let clocks = Clocks(
                outcome.measured, timeoutNanoseconds: plan.settings.timeoutNanoseconds)
            return try #require(clocks.response.mean) / 1e6
        }
        return (try mean(plan.outcome(virtually: true)), try mean(plan.outcome(virtually: false)))
    }

    @Test("Delays are those of virtual time and what the host takes", arguments: ["star", "mesh"])
    func delays(kind: String) throws {
        var plan = try trial(kind == "star" ? ClientServer.self : Mesh.self) { link, _ in
            link.delayNanoseconds = .milliseconds(10)
        }
        let members = plan.topology.members
        plan.network.regions = members.indices.map { $0 % 2 }
        plan.network.regionDelays = [[0, 7_000_000], [9_000_000, 0]]
        let (virtual, real) = try means(plan)
        #expect(virtual > 30)
        #expect(real > virtual - 0.5 && real < virtual + 10)
    }

    @Test(
        "Rates are those of virtual time, at both ends of both links", arguments: ["star", "mesh"])
    func rates(kind: String) throws {
        let plan = try trial(kind == "star" ? ClientServer.self : Mesh.self) { link, member in
            let isServer = member.participant == nil
            link.upBitsPerSecond = isServer ? 2e6 : 1e6
            link.downBitsPerSecond = isServer ? 3e6 : 1.5e6
            link.delayNanoseconds = .milliseconds(5)
            link.jitterNanoseconds = .milliseconds(2)
        }
        let (virtual, real) = try means(plan)
        // Two closed loops of some 200 operations do not go hand in hand.
        #expect(abs(real / virtual - 1) < 0.2)
    }

    @Test("What the uplink does not let out in time is unsent beyond its queue")
    func fullQueue() throws {
        let plan = try trial(
            ClientServer.self, participants: 1, valueBytes: 500_000,
            loop: .open(ratePerSecond: 20), readShare: 0, measureSeconds: 2
        ) { link, member in
            if member.participant != nil { link.upBitsPerSecond = 8e6 }
        }
        let virtual = try plan.outcome(virtually: true)
        let real = try plan.outcome(virtually: false)
        func unsent(_ outcome: Outcome) -> Int { outcome.measured.count { $0.status == .unsent } }
        #expect(unsent(virtual) > 20)
        #expect(abs(unsent(real) - unsent(virtual)) <= 2)
        #expect(real.measured.allSatisfy { [.ok, .unsent].contains($0.status) })
        // A queue that was asked for spoils nothing.
        let clocks = Clocks(real.measured, timeoutNanoseconds: plan.settings.timeoutNanoseconds)
        #expect(!Verdict(real, clocks, isDebugBuild: false).reasons.contains("sender_drops"))
    }

    @Test("A killed server's connections end one way later, and it comes back over its link")
    func kill() throws {
        var plan = try trial(
            ClientServer.self, loop: .open(ratePerSecond: 100), measureSeconds: 3
        ) { link, _ in
            link.delayNanoseconds = .milliseconds(50)
            link.upBitsPerSecond = 20e6
        }
        let order = FaultOrder(
            number: 0, target: nil, atNanoseconds: .seconds(1), forNanoseconds: .seconds(0.5))
        plan.faults = [
            PlannedFault(number: 0, action: "kill", node: NodeID(0), steps: Kill.steps(order))
        ]
        for isVirtual in [true, false] {
            let outcome = try plan.outcome(virtually: isVirtual)
            let reset = outcome.measured.filter { $0.status == .reset }
            #expect(reset.count > 5)
            let applied = try #require(outcome.record.faults.first?.applied)
            let first = try #require(reset.map(\.doneNanoseconds).min())
            #expect(first - applied >= .milliseconds(99) && first - applied < .milliseconds(160))
            let late = outcome.measured.filter { $0.intendedNanoseconds > .seconds(2.3) }
            #expect(late.count > 50 && late.allSatisfy { $0.status == .ok })
        }
    }
}
