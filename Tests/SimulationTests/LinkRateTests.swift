import Core
import Faults
import Links
import Measurement
import Node
import Testing
import Topology
import Workload

@testable import Runner

/// Links of a megabit or so in virtual time, where what comes out is known.
@Suite("Links with rates, in virtual time")
struct LinkRateTests {
    private static let head = Double(Frame.headBytes)
    private static let value = 10_000.0

    /// Reads of 10,000 bytes, one after another or as fast as they are asked.
    private func bench(
        _ kind: String = "client-server", participants: Int = 1,
        _ shape: @escaping @Sendable (inout LinkShape, Member) -> Void
    ) -> Trial {
        var trial = Trial(kind)
        trial.participants = participants
        trial.values = kind == "mesh" ? ["replicas": 1] : [:]
        trial.linkMilliseconds = 0
        trial.readShare = 1
        trial.valueBytes = Int(Self.value)
        trial.loop = .closed(outstanding: 1)
        trial.warmupSeconds = 1
        trial.measureSeconds = 20
        trial.drainSeconds = 100
        trial.settings.timeoutNanoseconds = .seconds(100)
        trial.settings.attemptTimeoutNanoseconds = .seconds(100)
        trial.shapeLink = shape
        return trial
    }

    private func nanoseconds(_ bytes: Double, _ megabits: Double) -> Double {
        8e3 * bytes / megabits
    }

    @Test("A read takes the sum of what its bytes take on each link, to the nanosecond")
    func sum() throws {
        let trial = bench { link, member in
            let isServer = member.participant == nil
            link.upBitsPerSecond = isServer ? 4e6 : 1e6
            link.downBitsPerSecond = isServer ? 8e6 : 2e6
            link.delayNanoseconds = isServer ? 3_000_000 : 5_000_000
        }
        let answer = Self.head + Self.value
        // The request store and forward; the answer's first packet, then all on the slower link.
        let expected =
            nanoseconds(Self.head, 1) + nanoseconds(Self.head, 8) + nanoseconds(1_448, 4)
            + nanoseconds(answer, 2) + 16e6
        let responses = try trial.run().measured.map(\.responseNanoseconds)
        #expect(responses.count > 100)
        #expect(responses.allSatisfy { abs(Double($0) - expected) <= 4 })
        let law = try #require(Prediction(try trial.run(keepingLinks: true)))
        #expect(law.name == "rates + links")
        #expect(abs(law.meanResponseSeconds * 1e9 - expected) < 1)
    }

    @Test("The server's uplink is what all clients share", arguments: [2, 5])
    func sharedUplink(participants: Int) throws {
        let trial = bench(participants: participants) { link, member in
            if member.participant == nil { link.upBitsPerSecond = 2e6 }
        }
        let rate = 2e6 / 8 / (Self.head + Self.value)
        let outcome = try trial.run()
        let found = Double(outcome.measured.count) / trial.measureSeconds
        #expect(abs(found / rate - 1) < 1e-3 + 1 / Double(outcome.measured.count))
        let mean = try #require(outcome.clocksOfAll.response.mean) / 1e9
        #expect(abs(mean * rate / Double(participants) - 1) < 1e-3)
        let law = try #require(Prediction(try trial.run(keepingLinks: true)))
        #expect(law.name == "rates")
        #expect(abs(law.meanResponseSeconds / mean - 1) < 1e-3)
    }

    @Test("Peers' uplinks add up: N times the server's, where everybody asks for others' keys")
    func meshUplinks() throws {
        func throughput(_ kind: String) throws -> Double {
            var trial = bench(kind, participants: 8) { link, member in
                if member.isProvider { link.upBitsPerSecond = 1e6 }
            }
            trial.loop = .closed(outstanding: 16)
            let outcome = try trial.run()
            return Double(outcome.count(.ok)) / trial.measureSeconds
        }
        let star = try throughput("client-server")
        let mesh = try throughput("mesh")
        let uplink = 1e6 / 8 / (Self.head + Self.value)
        #expect(abs(star / uplink - 1) < 0.01)
        // An eighth of the keys are one's own, and the busiest peer is busier than the mean.
        #expect(mesh < uplink * 8 * 8 / 7 && mesh > uplink * 6)
    }

    @Test("A client's downlink is its own")
    func downlinks() throws {
        let trial = bench(participants: 3) { link, member in
            link.downBitsPerSecond = member.participant == nil ? nil : 1e6
        }
        let outcome = try trial.run()
        // Nobody waits for anybody else: the server sends in no time.
        let expected = nanoseconds(Self.head + Self.value, 1)
        #expect(
            outcome.measured.allSatisfy { abs(Double($0.responseNanoseconds) - expected) <= 2 })
    }

    @Test("What comes slowly over one link holds up nothing that comes fast over another")
    func trickle() throws {
        // Values trickle in over the puts' uplinks; gets of nothing pass between their packets.
        var trial = bench(participants: 2) { link, member in
            switch member.participant {
            case nil: link.downBitsPerSecond = 10e6
            case 0: link.upBitsPerSecond = 1e5
            default: break
            }
        }
        trial.readShare = 0.5
        let outcome = try trial.run()
        let fast = outcome.measured.filter { $0.participant == 1 }
        #expect(fast.count > 1_000)
        // At most the value of the other, on the server's link.
        let most = 2 * nanoseconds(Self.head + Self.value, 10) + 10
        #expect(fast.allSatisfy { Double($0.responseNanoseconds) <= most })
    }

    @Test("Jitter keeps each connection's order, moves the mean by nothing, and repeats")
    func jitter() throws {
        var trial = bench(participants: 4) { link, _ in
            link.delayNanoseconds = .milliseconds(20)
            link.jitterNanoseconds = .milliseconds(5)
        }
        trial.valueBytes = 1
        let outcome = try trial.run()
        let responses = outcome.measured.map(\.responseNanoseconds)
        let mean = Double(responses.reduce(0, +)) / Double(responses.count) / 1e6
        #expect(abs(mean - 80) < 0.5)
        #expect(responses.allSatisfy { (60_000_000...100_000_000).contains($0) })
        #expect(try trial.run().measured.map(\.responseNanoseconds) == responses)
        trial.seed = 2
        #expect(try trial.run().measured.map(\.responseNanoseconds) != responses)
    }

    @Test("More than a queue holds is unsent, and the others are answered late")
    func fullQueue() throws {
        var trial = bench { link, member in
            if member.participant != nil { link.upBitsPerSecond = 1e6 }
        }
        trial.loop = .open(ratePerSecond: 100)
        trial.arrivals = .constant
        trial.readShare = 0
        trial.warmupSeconds = 0
        let outcome = try trial.run()
        // 8 Mbit/s want to pass 1 Mbit/s: what is taken is 4 MiB and what leaves meanwhile.
        let taken =
            (Double(LinkDirection.streamQueueBytes) + 1e6 / 8 * 20) / (Self.head + Self.value)
        #expect(abs(Double(outcome.count(.ok)) - taken) <= 2)
        #expect(outcome.count(.unsent) == outcome.measured.count - outcome.count(.ok))
        #expect(outcome.clocksOfAll.responseOK.max.map { $0 > .seconds(33) } == true)
    }

    @Test("A cut holds what comes, and a killed node takes its queue along")
    func faults() throws {
        var trial = bench(participants: 4) { link, _ in
            link.upBitsPerSecond = 1e6
            link.downBitsPerSecond = 1e6
            link.delayNanoseconds = .milliseconds(5)
        }
        trial.loop = .closed(outstanding: 3)
        trial.settings.timeoutNanoseconds = .seconds(2)
        trial.settings.attemptTimeoutNanoseconds = .seconds(2)
        try trial.add("isolate", .place(.provider, 0), at: 2, for: 0.5)
        try trial.add("kill", .place(.provider, 0), at: 6, for: 1)
        let outcome = try trial.run()
        let reset = outcome.measured.filter { $0.status == .reset }
        // A reset takes one way, 10 ms; what trickled in before it is given out first.
        #expect(!reset.isEmpty)
        #expect(
            reset.allSatisfy {
                (6_010_000_000...6_300_000_000).contains($0.doneNanoseconds)
            })
        #expect(outcome.intended(in: 2..<2.4).contains { $0.status == .ok })
        #expect(outcome.intended(in: 8..<20).allSatisfy { $0.status == .ok })
    }

    @Test(
        "Whatever befalls nodes with slow links, nothing is lost or told twice, and all repeats",
        arguments: ["client-server", "mesh"])
    func drawnFaults(kind: String) throws {
        for seed in 0..<UInt64(6) {
            var trial = Trial(kind)
            trial.seed = seed
            trial.participants = 8
            trial.values = kind == "mesh" ? ["replicas": 3] : [:]
            trial.readShare = 0.5
            trial.loop = .open(ratePerSecond: 100)
            trial.valueBytes = 3_000
            trial.measureSeconds = 5
            trial.linkMilliseconds = 2
            trial.settings.retries = 1
            trial.settings.timeoutNanoseconds = .milliseconds(600)
            trial.settings.attemptTimeoutNanoseconds = .milliseconds(300)
            trial.shapeLink = { link, member in
                link.upBitsPerSecond = member.participant == nil ? 8e6 : 2e6
                link.downBitsPerSecond = 8e6
                link.jitterNanoseconds = .milliseconds(1)
            }
            try trial.add("random", at: 0.5, for: 3.5, values: ["faults": .number(5)])
            let outcome = try trial.run(keepingLinks: true)
            let checks = TrialChecks(outcome: outcome, clocks: outcome.clocksOfAll).all
            #expect(checks.filter { $0.isIdentity && !$0.holds } == [], "seed \(seed)")
            let late = outcome.intended(in: 4.5..<5).filter { $0.status != .ok }
            #expect(late.map(\.status) == [], "seed \(seed)")
            #expect(try trial.run().operations == outcome.operations, "seed \(seed)")
        }
    }
}

extension Outcome {
    fileprivate var clocksOfAll: Clocks {
        Clocks(measured, timeoutNanoseconds: trial.settings.timeoutNanoseconds)
    }
}
