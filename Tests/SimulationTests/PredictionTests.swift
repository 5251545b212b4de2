import Core
import Measurement
import Node
import Testing
import Theory
import Workload

@testable import Runner

/// Four participants with links of 3 ms, so that a message takes 6 ms.
private func bench(
    _ loop: RequestWorkload.Loop, kind: String = "client-server",
    service: TimeDistribution = .fixed(0), seconds: Double
) -> Trial {
    var trial = Trial(kind)
    trial.participants = 4
    trial.linkMilliseconds = 3
    trial.readShare = 0.5
    trial.loop = loop
    trial.serviceTime = service
    trial.warmupSeconds = 1
    trial.measureSeconds = seconds
    trial.drainSeconds = 100
    trial.settings.timeoutNanoseconds = .seconds(100)
    trial.settings.attemptTimeoutNanoseconds = .seconds(100)
    return trial
}

extension Outcome {
    /// The law's name, its mean response and the measured one, in milliseconds.
    fileprivate var compared: (name: String, law: Double, measured: Double)? {
        let clocks = Clocks(measured, timeoutNanoseconds: trial.settings.timeoutNanoseconds)
        guard let law = Prediction(self), let mean = clocks.response.mean else { return nil }
        return (law.name, law.meanResponseSeconds * 1e3, mean / 1e6)
    }
}

@Suite("Predictions where links delay, and of closed loops with several workers")
struct PredictionTests {
    @Test(
        "Where links alone take time the mean is theirs, copies of puts included",
        arguments: Acknowledge.allCases)
    func linksAlone(acknowledge: Acknowledge) throws {
        for (kind, loop) in [
            ("client-server", RequestWorkload.Loop.open(ratePerSecond: 300)),
            ("mesh", .open(ratePerSecond: 300)), ("mesh", .closed(outstanding: 2)),
        ] {
            var trial = bench(loop, kind: kind, seconds: 5)
            trial.settings.acknowledge = acknowledge
            if kind == "mesh" { trial.values = ["replicas": 3] }
            let compared = try #require(try trial.run(keepingLinks: true).compared)
            #expect(compared.name == "links")
            #expect(abs(compared.measured - compared.law) < 1e-6, "\(kind)")
            #expect(kind == "mesh" || compared.law == 12)
        }
    }

    @Test("Nothing is said where nothing takes time")
    func nothing() throws {
        var trial = bench(.open(ratePerSecond: 300), seconds: 1)
        trial.linkMilliseconds = 0
        #expect(Prediction(try trial.run(keepingLinks: true)) == nil)
    }

    @Test("Equal gaps, equal service times, equal links: to the nanosecond")
    func deterministic() throws {
        var trial = bench(
            .open(ratePerSecond: 400), service: .fixed(.milliseconds(2)), seconds: 5)
        trial.arrivals = .constant
        let compared = try #require(try trial.run(keepingLinks: true).compared)
        #expect(compared.name == "D/D/1 + links")
        #expect(compared.law == 14 && compared.measured == 14)
        // A peer that holds a key has no way to it, so that gaps at the holder are not equal.
        trial.kind = "mesh"
        #expect(Prediction(try trial.run(keepingLinks: true)) == nil)
    }

    @Test("Poisson arrivals stay so behind links", arguments: ["client-server", "mesh"])
    func poisson(kind: String) throws {
        let count = isLong ? 1_000_000.0 : 20_000
        let rate = kind == "mesh" ? 1_000.0 : 250
        var trial = bench(
            .open(ratePerSecond: rate), kind: kind, service: .exponential(meanNanoseconds: 2e6),
            seconds: count / rate)
        trial.values = kind == "mesh" ? ["replicas": 2] : [:]
        let outcome = try trial.run(keepingLinks: true)
        let compared = try #require(outcome.compared)
        #expect(compared.name == "M/M/1 + links")
        // The noise is the queue's: that of 4 ms in a half busy system, see the table of M/M/1.
        let error = 0.012 * (1e6 / count).squareRoot() * 4
        #expect(abs(compared.measured - compared.law) < error)
        // Of each answer nothing is left that queue and links do not explain.
        let excess = try #require(LindleyOracle(outcome)).excess
        #expect(excess.sorted.first == 0 && excess.max == 0)
    }

    @Test("A closed loop with several workers, and links as time in which nobody waits")
    func severalWorkers() throws {
        for (workers, link) in [(3, Int64(0)), (1, 1), (3, 1)] {
            var trial = bench(
                .closed(outstanding: 5), service: .exponential(meanNanoseconds: 2e6),
                seconds: isLong ? 600 : 40)
            trial.linkMilliseconds = link
            trial.settings.serviceWorkers = workers
            trial.thinkTime = .exponential(meanNanoseconds: 8e6)
            let compared = try #require(try trial.run(keepingLinks: true).compared)
            let travel = 4 * Double(link)
            let law = ClosedNetwork(
                clients: 20, demand: 2, think: 8 + travel, station: .queue(servers: workers))
            #expect(compared.name == (link > 0 ? "MVA + links" : "MVA"))
            #expect(abs(compared.law - law.response - travel) < 1e-9)
            #expect(abs(compared.measured / compared.law - 1) < (isLong ? 0.01 : 0.03))
        }
    }

    @Test("A server for everybody behind links: exactly service and links")
    func delayStation() throws {
        var trial = bench(
            .closed(outstanding: 2), kind: "mesh", service: .fixed(.milliseconds(5)), seconds: 5)
        trial.settings.serviceWorkers = 0
        let compared = try #require(try trial.run(keepingLinks: true).compared)
        #expect(compared.name == "delay + links")
        #expect(abs(compared.measured - compared.law) < 1e-6)
        // With a queue, peers near a key and far from it are clients of two kinds.
        trial.settings.serviceWorkers = 1
        trial.serviceTime = .exponential(meanNanoseconds: 5e6)
        #expect(Prediction(try trial.run(keepingLinks: true)) == nil)
    }
}
