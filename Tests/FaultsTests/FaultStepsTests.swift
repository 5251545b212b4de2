import Core
import Faults
import Testing
import Topology

/// Eight participants, four seconds.
func scene(
    of topology: String, joining: Int = 0, seed: UInt64 = 1, repetition: Int = 1
) throws -> FaultScene {
    let kind: any Topology.Type = try #require(TopologyRegistry.standard[topology])
    return FaultScene(
        members: try kind.init(TopologySetting(participants: 8, keys: 10)).members,
        joining: joining, seed: seed, repetition: repetition, endNanoseconds: .seconds(4))
}

private func steps(
    _ action: String, at: Double, for length: Double? = nil
) throws -> [FaultStep] {
    let fault: any Fault.Type = try #require(FaultRegistry.standard[action])
    return fault.steps(
        FaultOrder(
            number: 0, target: .place(.provider, 0), atNanoseconds: .seconds(at),
            forNanoseconds: length.map { .seconds($0) },
            values: ["factor": .number(3), "delay_ms": .number(5), "share_lost": .number(0.1)]))
}

@Suite("The strokes of a fault")
struct FaultStepsTests {
    @Test("A kill is one blow; with a length, the node starts again after it")
    func kill() throws {
        #expect(try steps("kill", at: 4) == [FaultStep(.kill, atNanoseconds: 4_000_000_000)])
        #expect(
            try steps("kill", at: 4, for: 2.5) == [
                FaultStep(.kill, atNanoseconds: 4_000_000_000),
                FaultStep(.start, atNanoseconds: 6_500_000_000),
            ])
        #expect(Kill.duration == .optional)
    }

    @Test("A restart kills and starts at one instant, in that order, whatever the length")
    func restart() throws {
        let both = [
            FaultStep(.kill, atNanoseconds: 1_500_000_000),
            FaultStep(.start, atNanoseconds: 1_500_000_000),
        ]
        #expect(try steps("restart", at: 1.5) == both)
        #expect(try steps("restart", at: 1.5, for: 9) == both)
        #expect(Restart.duration == .none)
    }

    @Test("A pause freezes; with a length, the node goes on after it")
    func pause() throws {
        #expect(try steps("pause", at: 0) == [FaultStep(.freeze, atNanoseconds: 0)])
        #expect(
            try steps("pause", at: 0, for: 0.25) == [
                FaultStep(.freeze, atNanoseconds: 0),
                FaultStep(.thaw, atNanoseconds: 250_000_000),
            ])
        #expect(Pause.duration == .optional)
    }

    @Test(
        "Every fault strokes in order of time, not before its own time",
        arguments: FaultRegistry.standard.kinds.map { $0.action }, [nil, 0.01, 3.0])
    func order(action: String, length: Double?) throws {
        let fault: any Fault.Type = try #require(FaultRegistry.standard[action])
        let planned = fault.plan(
            FaultOrder(
                number: 0, target: .share(.participant, 0.5), atNanoseconds: .seconds(2),
                forNanoseconds: length.map { .seconds($0) },
                values: [
                    "factor": .number(3), "delay_ms": .number(5), "share_lost": .number(0.1),
                    "mean_up_s": .number(0.1),
                    "mean_down_s": .number(0.1),
                ]),
            in: try scene(of: "mesh", joining: 2))
        #expect(!planned.isEmpty || action == "churn")
        let firsts = planned.compactMap { $0.steps.first?.atNanoseconds }
        #expect(firsts == firsts.sorted())
        #expect(firsts.allSatisfy { $0 >= 2_000_000_000 })
        let times = planned.first.map { $0.steps.map(\.atNanoseconds) } ?? []
        #expect(times == times.sorted())
    }

    @Test("Where all are still to come, nothing is drawn at random")
    func nobodyThere() throws {
        let planned = RandomFaults.plan(
            FaultOrder(number: 0, target: nil, atNanoseconds: 0, forNanoseconds: .seconds(1)),
            in: try scene(of: "mesh", joining: 8))
        #expect(planned == [])
    }
}

@Suite("What links lose while faults last")
struct LossConditionTests {
    @Test("Each of two losses takes its share of what the other leaves, and ends by itself")
    func overlap() throws {
        #expect(
            try steps("loss", at: 1, for: 2) == [
                FaultStep(.impair(.loss(share: 0.1)), atNanoseconds: .seconds(1)),
                FaultStep(.relieve, atNanoseconds: .seconds(3)),
            ])
        var conditions = Conditions()
        conditions.impair(NodeID(0), by: .loss(share: 0.5), fault: 0)
        conditions.impair(NodeID(1), by: .loss(share: 0.2), fault: 1)
        #expect(abs(conditions.path(from: NodeID(1), to: NodeID(0)).lostShare - 0.6) < 1e-12)
        #expect(abs(conditions.path(from: NodeID(2), to: NodeID(1)).lostShare - 0.2) < 1e-12)
        conditions.relieve(fault: 0)
        #expect(conditions.path(from: NodeID(2), to: NodeID(0)) == .clear)
    }
}

@Suite("The registry of faults")
struct FaultRegistryTests {
    @Test("Every fault has a name and a sentence of its own")
    func standard() {
        let kinds = FaultRegistry.standard.kinds
        #expect(
            kinds.map { $0.action } == [
                "kill", "restart", "pause", "leave", "join", "churn", "partition", "isolate",
                "slow", "delay", "loss", "random",
            ])
        #expect(Set(kinds.map { $0.summary }).count == kinds.count)
    }

    @Test("Finds a fault by the name a file gives, and none by any other")
    func lookup() {
        #expect(FaultRegistry.standard["pause"] is Pause.Type)
        #expect(FaultRegistry.standard["Pause"] == nil)
        #expect(FaultRegistry.standard["lost"] == nil)
        #expect(FaultRegistry([])["kill"] == nil)
    }
}
