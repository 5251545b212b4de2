import Core
import Glibc
import Measurement
import Node
import Testing
import Workload

@testable import Runner

/// A trial of 1,000 operations a second, all answered after 4 ms.
private func scene() throws -> Scene {
    var scene = try Scene(participants: 1, ratePerSecond: 1_000, warmup: 0)
    scene.answerAll(after: 4)
    return scene
}

extension Scene {
    fileprivate func reasons(isDebugBuild: Bool = false) -> [String] {
        let outcome = outcome
        let clocks = Clocks(
            outcome.measured, timeoutNanoseconds: trial.settings.timeoutNanoseconds)
        let verdict = Verdict(outcome, clocks, isDebugBuild: isDebugBuild)
        #expect(verdict.isValid == verdict.reasons.isEmpty)
        return verdict.reasons
    }

    /// Gives every operation a lag and a response.
    fileprivate mutating func answerAll(lag: Double, after milliseconds: Double) {
        for sequence in 0..<UInt32(1_000) {
            end(0, sequence, .ok, after: milliseconds, by: 0, lag: lag)
        }
    }
}

@Suite("Whether a trial may be believed")
struct VerdictTests {
    @Test("A trial as it should be is valid")
    func valid() throws {
        #expect(try scene().reasons() == [])
    }

    @Test("A saturated provider is a finding, not a flaw")
    func saturatedProvider() throws {
        var scene = try scene()
        for sequence in 100..<UInt32(1_000) { scene.end(0, sequence, .timeout, after: 500) }
        #expect(scene.reasons() == [])
    }

    @Test("A dead provider that refuses everything is a finding as well")
    func refused() throws {
        var scene = try scene()
        for sequence in 100..<UInt32(1_000) {
            scene.end(0, sequence, .refused, after: 0, attempts: 0, hops: 0)
        }
        #expect(scene.reasons() == [])
    }

    @Test(
        "generator_lag: the tail of the responses is half lag or more",
        arguments: [
            (lag: 0.24, response: 0.3, isLate: false), (lag: 0.26, response: 0.3, isLate: true),
            (lag: 0.9, response: 2.0, isLate: false), (lag: 1.1, response: 2.0, isLate: true),
            (lag: 1.9, response: 4.0, isLate: false), (lag: 2.1, response: 4.0, isLate: true),
        ])
    func lag(lag: Double, response: Double, isLate: Bool) throws {
        var scene = try scene()
        scene.answerAll(lag: lag, after: response)
        #expect(scene.reasons() == (isLate ? ["generator_lag"] : []))
    }

    @Test("generator_rate: more than one in 200 was never sent, or not in time", arguments: [5, 6])
    func rate(unsent: UInt32) throws {
        var scene = try scene()
        for sequence in 500..<500 + unsent {
            scene.end(0, sequence, .unsent, after: 0, attempts: 0, hops: 0)
        }
        #expect(scene.reasons() == (unsent > 5 ? ["generator_rate"] : []))
        var missing = try self.scene()
        missing.record.nodes[1].samples.removeAll {
            $0.sequence >= 500 && $0.sequence < 500 + unsent
        }
        #expect(missing.reasons() == (unsent > 5 ? ["generator_rate"] : []))
    }

    private func scene() throws -> Scene { try RunnerTests.scene() }

    @Test("generator_rate: what was handed over after measurement was not in time")
    func tooLate() throws {
        var scene = try scene()
        for sequence in 990..<UInt32(1_000) {
            scene.end(0, sequence, .ok, after: 60, by: 0, lag: 50)
        }
        // Responses that end so differently have not settled either.
        #expect(scene.reasons() == ["generator_rate", "not_stationary"])
    }

    @Test("generator_lag: one operation was sent more than 100 ms late", arguments: [100.0, 101])
    func oneLate(milliseconds: Double) throws {
        var scene = try scene()
        scene.end(0, 500, .ok, after: 200, by: 0, lag: milliseconds)
        #expect(scene.reasons() == (milliseconds > 100 ? ["generator_lag"] : []))
    }

    @Test("What participants missed for an asked fault is nobody's fault")
    func nodeDown() throws {
        var scene = try scene()
        scene.record.nodes[1].samples.removeAll { $0.sequence >= 500 }
        scene.strike(node: 1, asked: 500)
        #expect(scene.reasons() == [])
    }

    @Test("host_cpu: the nodes together used nearly all the host has", arguments: [0.94, 0.96])
    func busyHost(share: Double) throws {
        var scene = try scene()
        // Of one second on every core; half of it as the system's, half at either node.
        let used = Nanoseconds(share * 1e9) * Nanoseconds(sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        for index in 0..<2 {
            scene.record.nodes[index].cpuUserNanoseconds = used / 4
            scene.record.nodes[index].cpuSystemNanoseconds = used / 4
        }
        #expect(scene.reasons() == (share > 0.95 ? ["host_cpu"] : []))
    }

    @Test(
        "A node that did not get to run for more than 100 ms: a server, or the generator",
        arguments: [(0, 100), (0, 101), (1, 100), (1, 101)])
    func stalledNode(node: Int, milliseconds: UInt64) throws {
        var scene = try scene()
        scene.record.nodes[node].counters.worstTickNanoseconds = milliseconds * 1_000_000
        let reason = node == 0 ? "host_cpu" : "generator_lag"
        #expect(scene.reasons() == (milliseconds > 100 ? [reason] : []))
    }

    @Test("host_cpu: a blow fell more than 100 ms late", arguments: [100.0, 101])
    func lateBlow(milliseconds: Double) throws {
        var scene = try scene()
        scene.strike(node: 0, asked: 300)
        scene.record.faults[0].applied = .of(milliseconds: 300 + milliseconds)
        #expect(scene.reasons() == (milliseconds > 100 ? ["host_cpu"] : []))
    }

    @Test("sender_drops: a participant's own queue was full")
    func drops() throws {
        var scene = try scene()
        scene.record.nodes[1].counters.queueFull = 1
        #expect(scene.reasons() == ["sender_drops"])
    }

    @Test("not_stationary: the first fifth was slower, and by more than a host's noise")
    func unsettled() throws {
        var scene = try scene()
        for sequence in 0..<UInt32(200) { scene.end(0, sequence, .ok, after: 20, by: 0) }
        #expect(scene.reasons() == ["not_stationary"])
        for sequence in 0..<UInt32(200) { scene.end(0, sequence, .ok, after: 4.05, by: 0) }
        #expect(scene.reasons() == [])
    }

    @Test("A fault is to change the responses, and an overloaded provider cannot but do so")
    func changesByRight() throws {
        var scene = try scene()
        for sequence in 0..<UInt32(200) { scene.end(0, sequence, .ok, after: 20, by: 0) }
        scene.strike("pause", node: 0, asked: 0, healed: 200, ready: 200)
        #expect(scene.reasons() == [])
        var overloaded = try self.scene()
        for sequence in 0..<UInt32(1_000) {
            overloaded.end(0, sequence, .ok, after: Double(sequence), by: 0)
        }
        #expect(overloaded.reasons() == [])
    }

    @Test("identity: the trial's own numbers contradict each other")
    func contradiction() throws {
        let outcome = try scene().outcome
        let clocks = Clocks(
            outcome.measured, timeoutNanoseconds: outcome.trial.settings.timeoutNanoseconds)
        let verdict = Verdict(outcome, clocks, areIdentitiesKept: false, isDebugBuild: false)
        #expect(verdict.reasons == ["identity"])
    }

    @Test("debug_build: by the build alone")
    func debugBuild() throws {
        #expect(try scene().reasons(isDebugBuild: true) == ["debug_build"])
    }

    @Test("Reasons come in the contract's order")
    func order() throws {
        var scene = try scene()
        scene.answerAll(lag: 300, after: 301)
        scene.record.nodes[1].counters.queueFull = 1
        scene.record.nodes[0].counters.worstTickNanoseconds = 1_000_000_000
        #expect(
            scene.reasons(isDebugBuild: true) == [
                "generator_lag", "generator_rate", "host_cpu", "sender_drops", "debug_build",
            ])
    }

    @Test("A closed loop has no rate to miss")
    func closedLoop() throws {
        var scene = try Scene(participants: 1, loop: .closed(outstanding: 1))
        scene.record.nodes[1].counters.operationsBegun = 5
        #expect(scene.reasons() == [])
    }
}
