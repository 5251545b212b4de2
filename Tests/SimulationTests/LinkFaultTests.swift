import Core
import Faults
import Measurement
import Node
import Runner
import Testing
import Topology
import Workload

@Suite("Nodes under worse conditions, in virtual time")
struct LinkFaultTests {
    private func trial(_ kind: String) -> Trial {
        var trial = Trial(kind)
        trial.participants = 8
        trial.loop = .open(ratePerSecond: 400)
        trial.measureSeconds = 3
        trial.linkMilliseconds = 1
        trial.settings.timeoutNanoseconds = .milliseconds(100)
        trial.settings.attemptTimeoutNanoseconds = .milliseconds(100)
        return trial
    }

    /// Operations sent and given up within the partition, by whether their participant is in the
    /// first group.
    private func within(_ outcome: Outcome, firstGroup: Bool) -> [OperationSample] {
        outcome.measured.filter {
            $0.intendedNanoseconds >= .seconds(1) && $0.intendedNanoseconds < .seconds(1.85)
                && ($0.participant < 4) == firstGroup
        }
    }

    @Test("Cut in two, a star serves exactly the server's side")
    func star() throws {
        var trial = trial("client-server")
        try trial.add("partition", at: 1, for: 1)
        let outcome = try trial.run()
        let near = within(outcome, firstGroup: true)
        let far = within(outcome, firstGroup: false)
        #expect(near.count > 50 && far.count > 50)
        #expect(near.allSatisfy { $0.status == .ok })
        #expect(far.allSatisfy { $0.status == .timeout })
        let after = outcome.measured.filter { $0.intendedNanoseconds >= .seconds(2.01) }
        #expect(after.allSatisfy { $0.status == .ok })
    }

    @Test("Cut in two, a mesh of one replica serves exactly who is on the holder's side")
    func mesh() throws {
        var trial = trial("mesh")
        trial.values = ["replicas": 1]
        try trial.add("partition", at: 1, for: 1)
        let outcome = try trial.run()
        let topology = try trial.topology
        var reached = 0
        for operation in within(outcome, firstGroup: true) + within(outcome, firstGroup: false) {
            let holder = topology.holder(of: operation.key, rank: 0)
            let isReachable = (holder.position < 4) == (operation.participant < 4)
            #expect((operation.status == .ok) == isReachable)
            reached += isReachable ? 1 : 0
        }
        #expect(reached > 50)
    }

    @Test("What was sent into a cut arrives when it is mended, in order and once")
    func held() throws {
        var trial = trial("mesh")
        trial.settings.timeoutNanoseconds = .seconds(3)
        trial.settings.attemptTimeoutNanoseconds = .seconds(3)
        try trial.add("isolate", .place(.provider, 2), at: 1, for: 0.5)
        let outcome = try trial.run()
        #expect(outcome.measured.allSatisfy { $0.status == .ok })
        let slow = outcome.measured.map { $0.doneNanoseconds - $0.intendedNanoseconds }.max()
        #expect(try #require(slow) > .milliseconds(450))
        #expect(try #require(slow) <= .milliseconds(510))
    }

    @Test("A slow provider takes factor times as long, and as before afterwards")
    func slow() throws {
        var trial = trial("client-server")
        trial.serviceTime = .fixed(.milliseconds(1))
        trial.loop = .open(ratePerSecond: 50)
        try trial.add(
            "slow", .place(.provider, 0), at: 1, for: 1, values: ["factor": .number(7)])
        let outcome = try trial.run()
        func fastest(_ range: Range<Double>) -> Nanoseconds? {
            outcome.intended(in: range).map { $0.doneNanoseconds - $0.sentNanoseconds }.min()
        }
        #expect(fastest(0..<0.9) == .milliseconds(5))
        #expect(fastest(1.0..<1.9) == .milliseconds(11))
        #expect(fastest(2.1..<3.0) == .milliseconds(5))
    }

    @Test("A delayed node's requests take two delays more, everybody else's none")
    func delay() throws {
        var trial = trial("client-server")
        try trial.add(
            "delay", .place(.participant, 3), at: 1, for: 1, values: ["delay_ms": .number(10)])
        let outcome = try trial.run()
        for operation in outcome.intended(in: 1.01..<1.9) {
            let took = operation.doneNanoseconds - operation.sentNanoseconds
            #expect(took == .milliseconds(operation.participant == 3 ? 24 : 4))
        }
    }

    @Test("Who is back before its old connections are known to be lost replaces them")
    func backEarly() throws {
        var trial = Trial("mesh")
        trial.linkMilliseconds = 1
        try trial.add(
            "delay", .place(.provider, 1), at: 0.4, for: 0.11, values: ["delay_ms": .number(200)])
        // Word of its death is under way until 0.7 s.
        try trial.add("kill", .place(.provider, 1), at: 0.5, for: 0.02)
        let outcome = try trial.run()
        #expect(outcome.record.faults.last?.healed == .milliseconds(520))
        #expect(outcome.intended(in: 0.8..<2).allSatisfy { $0.status == .ok })
    }

    @Test("Who leaves politely answers what it was asked: nobody else loses an operation")
    func leave() throws {
        var trial = trial("mesh")
        trial.serviceTime = .fixed(.milliseconds(3))
        try trial.add("leave", .place(.provider, 5), at: 1, for: 0.7)
        let outcome = try trial.run()
        #expect(outcome.measured.allSatisfy { $0.status == .ok || $0.participant == 5 })
        let fault = try #require(outcome.record.faults.first)
        #expect(fault.healed == .seconds(1.7))
        #expect(outcome.record.nodes[5].starts == 2)
        let down = outcome.measured.filter { $0.status == .nodeDown }
        #expect(down.allSatisfy { $0.participant == 5 })
        #expect(down.count > 10)
    }

    @Test(
        "Who is cut off takes its leave in vain: no pause keeps it from coming back",
        arguments: everyKind)
    func leaveInACut(kind: String) throws {
        var trial = Trial(kind)
        trial.settings.timeoutNanoseconds = .milliseconds(300)
        trial.settings.attemptTimeoutNanoseconds = .milliseconds(300)
        try trial.add("isolate", .place(.participant, 4), at: 0.3, for: 1)
        try trial.add("leave", .place(.participant, 4), at: 0.5, for: 1)
        try trial.add("pause", .place(.participant, 4), at: 0.7, for: 0.8)
        let outcome = try trial.run()
        let own = outcome.measured.filter { $0.participant == 4 }
        #expect(own.allSatisfy { $0.status != .unsent })
        let after = own.filter { $0.intendedNanoseconds > 1_600_000_000 }
        #expect(after.count > 5)
        #expect(after.allSatisfy { $0.status == .ok })
        #expect(outcome.record.faults[2].applied == nil)
    }

    @Test("Who is still to come is down until it joins, and then takes part")
    func join() throws {
        for kind in ["client-server", "mesh"] {
            var trial = trial(kind)
            trial.joining = 2
            trial.values = kind == "mesh" ? ["replicas": 3] : [:]
            trial.settings.retries = 2
            try trial.add("join", .place(.participant, 7), at: 1)
            let outcome = try trial.run()
            for operation in outcome.measured {
                let isThere =
                    operation.participant < 6
                    || (operation.participant == 7
                        && operation.intendedNanoseconds >= .seconds(1.1))
                let isAway =
                    operation.participant == 6
                    || (operation.participant == 7 && operation.intendedNanoseconds < .seconds(1))
                #expect(!isThere || operation.status == .ok)
                #expect(!isAway || operation.status == .nodeDown)
            }
        }
    }

    @Test("A hedged get waits for the faster of two holders")
    func hedge() throws {
        var slow = trial("mesh")
        slow.readShare = 1
        slow.loop = .open(ratePerSecond: 160)
        slow.serviceTime = .fixed(.milliseconds(1))
        slow.settings.timeoutNanoseconds = .seconds(2)
        slow.settings.attemptTimeoutNanoseconds = .seconds(2)
        try slow.add(
            "slow", .place(.provider, 0), at: 0.5, for: 2, values: ["factor": .number(30)])
        var hedged = slow
        hedged.settings.hedgeNanoseconds = .milliseconds(10)
        func worst(_ trial: Trial) throws -> Nanoseconds {
            let outcome = try trial.run()
            #expect(outcome.measured.allSatisfy { $0.status == .ok })
            // Its own participant asks itself, without a second holder.
            return outcome.intended(in: 0.6..<2.4).filter { $0.participant != 0 }
                .map { $0.doneNanoseconds - $0.intendedNanoseconds }.max() ?? 0
        }
        #expect(try worst(slow) > .milliseconds(30))
        #expect(try worst(hedged) < .milliseconds(30))
    }

    @Test("Who dials through a cut is connected when it heals, even to a node that died meanwhile")
    func dialAcrossCut() throws {
        var trial = trial("mesh")
        try trial.add("partition", at: 0.5, for: 1)
        // The later peer of two dials; the earlier one is another process when the dial arrives.
        try trial.add("restart", .place(.participant, 6), at: 0.7)
        try trial.add("restart", .place(.participant, 1), at: 1)
        let outcome = try trial.run()
        for (one, other) in [(6, 1), (1, 6)] {
            let last = outcome.record.nodes[one].notices.last { $0.node == other }
            #expect(last?.believedUp == true, "peer-\(one) of peer-\(other)")
        }
    }

    @Test("A retry budget bounds further attempts to its share of the operations")
    func budget() throws {
        var storm = trial("client-server")
        storm.settings.retries = 3
        storm.settings.attemptTimeoutNanoseconds = .milliseconds(25)
        try storm.add("pause", .place(.provider, 0), at: 0.5, for: 2)
        var calm = storm
        calm.settings.retryBudget = 0.1
        func attempts(_ trial: Trial) throws -> (operations: Int, further: Int) {
            let operations = try trial.run().intended(in: 0.5..<2.3)
            return (operations.count, operations.reduce(0) { $0 + Int($1.attempts) - 1 })
        }
        let wild = try attempts(storm)
        let tame = try attempts(calm)
        #expect(wild.further == 3 * wild.operations)
        // Ten saved up by each of 8 participants, and a tenth of one for each operation.
        #expect(tame.further <= 80 + tame.operations / 10)
        #expect(tame.further >= 70)
    }
}
