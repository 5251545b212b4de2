import Core
import Node
import Testing
import Theory
import Topology
import Workload

@testable import Runner

@Suite("What theory says of a trial")
struct DrawnLoadTests {
    @Test("Is said of the load the trial was offered, not of the rate the experiment names")
    func offeredLoad() throws {
        var trial = Trial("client-server")
        trial.loop = .open(ratePerSecond: 400)
        trial.linkMilliseconds = 0
        trial.serviceTime = .exponential(meanNanoseconds: 2e6)
        trial.warmupSeconds = 0
        trial.drainSeconds = 20
        trial.settings.timeoutNanoseconds = .seconds(20)
        trial.settings.attemptTimeoutNanoseconds = .seconds(20)
        let outcome = try trial.run()
        let load = DrawnLoad(outcome)
        let drawn = (0..<trial.participants).flatMap { participant in
            outcome.trial.plan.stream(participant: participant).map(\.serviceNanoseconds)
        }
        let mean = Double(drawn.reduce(0, +)) / Double(drawn.count)
        #expect(load.ratePerSecond == Double(drawn.count) / 2)
        #expect(load.ratePerSecond != 400)
        #expect((load.meanServiceNanoseconds - mean).magnitude < 1e-3)
        let prediction = try #require(Prediction(outcome))
        let law = try MM1(utilisation: load.ratePerSecond * mean / 1e9, serviceMean: mean / 1e9)
        #expect((prediction.meanResponseSeconds / law.meanResponse - 1).magnitude < 1e-9)
        let noise = try WaitNoise(utilisation: load.ratePerSecond * mean / 1e9)
            .relativeStandardDeviation(customers: drawn.count)
        #expect((try #require(prediction.noise) / (1.96 * noise) - 1).magnitude < 1e-9)
    }
}
