import Core
import Faults
import Measurement
import Node
import Simulation
import Testing
import Topology
import Workload

@testable import Runner

/// Participants that think before each operation.
private func thinking(outstanding: Int) -> Trial {
    var trial = Trial("mesh")
    trial.loop = .closed(outstanding: outstanding)
    trial.thinkTime = .exponential(meanNanoseconds: 5e6)
    trial.warmupSeconds = 0
    trial.measureSeconds = 4
    return trial
}

extension Outcome {
    fileprivate var checks: [Check] {
        let clocks = Clocks(measured, timeoutNanoseconds: trial.settings.timeoutNanoseconds)
        return TrialChecks(outcome: self, clocks: clocks).all
    }
}

@Suite("A closed loop that thinks")
struct ClosedLoopTests {
    @Test("Every operation is intended its own think time after one has ended", arguments: [1, 3])
    func ownThinkTime(outstanding: Int) throws {
        let outcome = try thinking(outstanding: outstanding).run()
        for participant in 0..<outcome.trial.setting.participants {
            var thinks = outcome.trial.plan.thinks(participant: participant)
            let own = outcome.operations.filter { $0.participant == participant }
            var ends =
                Array(repeating: Nanoseconds(0), count: outstanding) + own.map(\.doneNanoseconds)
            var sequence: UInt32 = 0
            for operation in own {
                // A thought that outlasts measurement leaves a gap in the sequence.
                var think = thinks.next()
                while sequence < operation.sequence {
                    think = thinks.next()
                    sequence += 1
                }
                sequence += 1
                let end = try #require(
                    ends.firstIndex(of: operation.intendedNanoseconds - think))
                ends.remove(at: end)
            }
            #expect(own.count > 100 * outstanding)
            #expect(ends.count == outstanding)
        }
    }

    @Test("Its cycle is checked, by those who stayed up where a participant is killed")
    func interactiveLaw() throws {
        for outstanding in [1, 3] {
            var trial = thinking(outstanding: outstanding)
            let whole = try trial.run()
            #expect(whole.checks.contains { $0.name == "interactive_law" })
            #expect(whole.checks.filter { !$0.holds } == [])
            try trial.add("kill", .place(.participant, 0), at: 1, for: 2)
            let broken = try trial.run()
            #expect(broken.uninterruptedParticipants == [1, 2, 3, 4, 5])
            #expect(broken.checks.filter { !$0.holds } == [])
        }
    }

    @Test("Its cycle is checked as well where much longer ones are cut off at the end")
    func longCyclesAtTheEnd() throws {
        var trial = Trial("mesh")
        trial.values = ["replicas": 1]
        trial.loop = .closed(outstanding: 8)
        trial.linkMilliseconds = 0
        trial.serviceTime = .fixed(4_000_000)
        trial.settings.timeoutNanoseconds = .seconds(10)
        trial.settings.attemptTimeoutNanoseconds = .seconds(10)
        trial.drainSeconds = 4
        trial.warmupSeconds = 1
        try trial.add(
            "slow", .place(.provider, 0), at: 0.5, for: 0.2, values: ["factor": .number(10)])
        let outcome = try trial.run()
        let law = try #require(outcome.checks.first { $0.name == "interactive_law" })
        #expect(outcome.measured.contains { $0.responseNanoseconds > .seconds(1) })
        #expect(law.holds && law.measured > 1.05 * law.expected)
        // A response that leaves out its wait is still found.
        var record = outcome.record
        for node in record.nodes.indices {
            for index in record.nodes[node].samples.indices {
                let done = record.nodes[node].samples[index].doneNanoseconds
                let intended = record.nodes[node].samples[index].intendedNanoseconds
                record.nodes[node].samples[index].intendedNanoseconds =
                    intended + (done - intended) / 2
            }
        }
        let wrong = Outcome(of: outcome.trial, record).checks
        #expect(wrong.first { $0.name == "interactive_law" }?.holds == false)
    }

    @Test("Who answers itself in no time asks for ever, and is told what would take some")
    func ownAnswers() throws {
        var trial = Trial("mesh")
        trial.values = ["replicas": 6]
        trial.readShare = 1
        trial.loop = .closed(outstanding: 1)
        do {
            _ = try trial.run()
            Issue.record("it ended")
        } catch let error as SimulationError {
            #expect(
                TrialError.simulation(error).message
                    == "virtual time stands still at -0.2 s: in a closed loop something must take "
                    + "time, and who holds what it asks for crosses no link; give requests a "
                    + "service time (--set workload.service_time_us=100), participants a think "
                    + "time (--set workload.think_ms=1) or, where all holders are other nodes, "
                    + "the links a delay (--set network.link.delay_ms=1)")
        }
    }

    @Test("What a killed participant was thinking about is node_down, and is not taken up again")
    func cutOffThoughts() throws {
        var trial = thinking(outstanding: 3)
        trial.thinkTime = .exponential(meanNanoseconds: 5e8)
        try trial.add("kill", .place(.participant, 0), at: 1, for: 1)
        let own = try trial.run().operations.filter { $0.participant == 0 }
        #expect(own.count { $0.status == .nodeDown } == 3)
        #expect(Set(own.map(\.sequence)).count == own.count)
        #expect(own.count { $0.intendedNanoseconds >= .seconds(2) } > 3)
    }
}
