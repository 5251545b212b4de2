import Core
import Faults
import Testing

private func steps(
    _ action: String, at: Double, for length: Double? = nil
) throws -> [FaultStep] {
    try #require(FaultRegistry.standard[action]).steps(
        atNanoseconds: .seconds(at), forNanoseconds: length.map { .seconds($0) })
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
        "Every fault strokes in order of time, first at its own time",
        arguments: FaultRegistry.standard.kinds.map { $0.action }, [nil, 0, 3.0])
    func order(action: String, length: Double?) throws {
        let steps = try steps(action, at: 2, for: length)
        let times = steps.map(\.atNanoseconds)
        #expect(times.first == 2_000_000_000)
        #expect(times == times.sorted())
    }
}

@Suite("The registry of faults")
struct FaultRegistryTests {
    @Test("Ships kill, restart and pause, each with a sentence of its own")
    func standard() {
        #expect(FaultRegistry.standard.kinds.map { $0.action } == ["kill", "restart", "pause"])
        #expect(Set(FaultRegistry.standard.kinds.map { $0.summary }).count == 3)
    }

    @Test("Finds a fault by the name a file gives, and none by any other")
    func lookup() {
        #expect(FaultRegistry.standard["pause"] is Pause.Type)
        #expect(FaultRegistry.standard["Pause"] == nil)
        #expect(FaultRegistry.standard["churn"] == nil)
        #expect(FaultRegistry([])["kill"] == nil)
    }
}
