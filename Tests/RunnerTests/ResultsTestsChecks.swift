import Core
import Links
import Measurement
import Node
import Testing

@testable import Runner

extension Scene {
    fileprivate var checks: [String: Check] {
        let outcome = outcome
        let clocks = Clocks(
            outcome.measured, timeoutNanoseconds: trial.settings.timeoutNanoseconds)
        let all = TrialChecks(outcome: outcome, clocks: clocks).all
        return Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })
    }
}

@Suite("What must hold of a trial's own data")
struct ChecksTests {
    @Test("Operations of 4 ms at 1,000 a second are four in flight")
    func little() throws {
        var scene = try Scene(participants: 1, ratePerSecond: 1_000, warmup: 0)
        scene.answerAll(after: 4)
        let check = try #require(scene.checks["littles_law"])
        #expect(check.expected == 4)
        // The last four reach past the end.
        #expect(abs(check.measured - 3.99) < 0.005)
        #expect(check.holds)
    }

    @Test("Bytes that were sent and never received are found, unless a fault lost them")
    func bytes() throws {
        var scene = try Scene(participants: 1, ratePerSecond: 1_000, warmup: 0)
        scene.answerAll(after: 4)
        scene.record.nodes[0].counters.bytesSent = 1_000_000
        scene.record.nodes[1].counters.bytesReceived = 995_000
        #expect(try #require(scene.checks["bytes"]).holds)
        scene.record.nodes[1].counters.bytesReceived = 980_000
        #expect(try !#require(scene.checks["bytes"]).holds)
        scene.strike(node: 0, asked: 500)
        #expect(scene.checks["bytes"] == nil)
    }

    @Test("What links may hold at the edges of measurement is no loss of bytes")
    func bytesUnderWay() throws {
        var scene = try Scene(participants: 1, ratePerSecond: 1_000, warmup: 0.2)
        scene.answerAll(after: 4)
        scene.trial.network = .clear(nodeCount: 2)
        scene.record.nodes[0].counters.bytesSent = 1_000_000
        scene.record.nodes[0].bins = Array(repeating: TrafficBin(), count: 17)
        scene.record.nodes[0].bins[1].bytesSent = 20_000
        scene.record.nodes[0].bins[11].bytesSent = 80_000
        scene.record.nodes[1].counters.bytesReceived = 900_000
        #expect(try !#require(scene.checks["bytes"]).holds)
        let host = try #require(scene.checks["bytes"]).allowed
        // Over 60 ms, the last bin of warm-up and that of measurement.
        scene.trial.network.links[0].delayNanoseconds = .milliseconds(30)
        let check = try #require(scene.checks["bytes"])
        #expect(check.allowed == host + 100_000)
        #expect(check.holds)
        scene.trial.network.links[0].jitterNanoseconds = .milliseconds(5)
        scene.trial.network.links[0].jitterDistribution = .normal
        scene.record.nodes[0].bins[10].bytesSent = 7_000
        #expect(try #require(scene.checks["bytes"]).allowed == host + 107_000)
    }

    @Test("Bytes that wait before a link's rate, or that TCP sends again, are not held against it")
    func bytesHeldBack() throws {
        let changes: [(inout LinkShape) -> Void] = [
            { $0.upBitsPerSecond = 5e4 }, { $0.downBitsPerSecond = 5e4 }, { $0.loss = 0.1 },
        ]
        for change in changes {
            var scene = try Scene(participants: 1, ratePerSecond: 1_000, warmup: 0)
            scene.trial.network = .clear(nodeCount: 2)
            #expect(scene.checks["bytes"] != nil)
            change(&scene.trial.network.links[1])
            #expect(scene.checks["bytes"] == nil)
        }
    }

    @Test("Only what the instrument itself must keep to makes a trial invalid")
    func identities() throws {
        let scene = try Scene(participants: 1, ratePerSecond: 1_000, warmup: 0)
        #expect(scene.checks.values.filter { !$0.isIdentity }.isEmpty)
        #expect(scene.checks["lindley_p99_us"] == nil)
        #expect(scene.checks["interactive_law"] == nil)
        #expect(scene.checks["statuses"]?.measured == 1_000)
    }
}
