import Core
import Faults
import Measurement
import Node
import Runner
import Testing
import Topology
import Workload

/// A short trial in which up to four faults of any kind hit nodes at random times.
private func randomTrial(seed: UInt64) throws -> Trial {
    var random = SeededRandom(seed: seed, path: 2)
    var trial = Trial(everyKind[Int(seed % UInt64(everyKind.count))])
    trial.participants = 3 + Int(random.next(below: 3))
    trial.loop = .open(ratePerSecond: 100)
    trial.readShare = 0.5
    trial.measureSeconds = 1
    trial.linkMilliseconds = Int64(random.next(below: 4))
    trial.seed = seed
    trial.settings.retries = Int(random.next(below: 3))
    trial.settings.timeoutNanoseconds = .milliseconds(120)
    trial.settings.attemptTimeoutNanoseconds = .milliseconds(40)
    trial.settings.acknowledge = Acknowledge.allCases[Int(random.next(below: 3))]
    let actions = ["kill", "restart", "pause"]
    for _ in 0...random.next(below: 4) {
        let role = FaultRole.allCases[Int(random.next(below: 2))]
        try trial.add(
            actions[Int(random.next(below: UInt64(actions.count)))],
            .count(role, 1 + Int(random.next(below: 2))), at: 0.9 * random.nextUnit(),
            for: random.next(below: 4) == 0 ? nil : 0.3 * random.nextUnit())
    }
    return trial
}

/// When a node took no part in the trial: told from the strokes, one after the other.
private func downtimes(of node: NodeID, in trial: Trial, _ record: TrialRecord) -> [Range<
    Nanoseconds
>] {
    enum State { case running, joining, frozen, dead }
    struct Happening {
        var at: Nanoseconds
        /// Nil: a started node takes part again.
        var stroke: Stroke?
    }
    var happenings: [Happening] = []
    for (planned, applied) in zip(trial.faults, record.faults) where planned.node == node {
        happenings += planned.steps.map { Happening(at: $0.atNanoseconds, stroke: $0.stroke) }
        if let ready = applied.ready, planned.action != "pause" {
            happenings.append(Happening(at: ready, stroke: nil))
        }
    }
    // Strokes of one instant fall in the order of the faults, before anybody takes part again.
    let ordered = happenings.enumerated().sorted {
        ($0.element.at, $0.element.stroke == nil ? 1 : 0, $0.offset)
            < ($1.element.at, $1.element.stroke == nil ? 1 : 0, $1.offset)
    }.map(\.element)
    var state = State.running
    var isJoining = false
    var since: Nanoseconds?
    var downtimes: [Range<Nanoseconds>] = []
    func up(at moment: Nanoseconds) {
        if let from = since { downtimes.append(from..<moment) }
        since = nil
    }
    for happening in ordered {
        switch (happening.stroke, state) {
        case (.kill, .running), (.kill, .joining), (.kill, .frozen):
            state = .dead
            since = since ?? happening.at
        case (.start, .dead):
            state = .joining
            isJoining = true
        case (.freeze, .running), (.freeze, .joining):
            state = .frozen
            since = since ?? happening.at
        case (.thaw, .frozen):
            state = isJoining ? .joining : .running
            if !isJoining { up(at: happening.at) }
        case (nil, .joining):
            state = .running
            isJoining = false
            up(at: happening.at)
        default: break
        }
    }
    if let from = since { downtimes.append(from..<Nanoseconds.max) }
    return downtimes
}

/// One random trial, run.
private struct RandomRun {
    let seed: UInt64
    let trial: Trial
    let outcome: Outcome
    /// By node order.
    let downtimes: [[Range<Nanoseconds>]]

    init(seed: UInt64) throws {
        self.seed = seed
        let trial = try randomTrial(seed: seed)
        let outcome = try trial.run()
        self.trial = trial
        self.outcome = outcome
        downtimes = outcome.record.nodes.indices.map {
            SimulationTests.downtimes(of: NodeID($0), in: trial, outcome.record)
        }
    }

    static let all = Result { try (0..<UInt64(300)).map { try RandomRun(seed: $0) } }

    var recorded: [OperationSample] { outcome.record.nodes.flatMap(\.samples) }

    /// When an operation's participant took no part.
    func downtimes(of operation: OperationSample) -> [Range<Nanoseconds>] {
        outcome.node(of: operation).map { downtimes[$0.position] } ?? []
    }

    func isDown(_ operation: OperationSample) -> Bool {
        downtimes(of: operation).contains { $0.contains(operation.intendedNanoseconds) }
    }
}

@Suite("Under random faults")
struct RandomFaultTests {
    @Test("Each planned operation has exactly one status, and none is recorded twice")
    func statusesAddUp() throws {
        for run in try RandomRun.all.get() {
            let planned = (0..<run.trial.participants).flatMap { participant in
                run.outcome.trial.plan.stream(participant: participant).map {
                    OperationID(participant: UInt32(participant), sequence: $0.sequence)
                }
            }
            #expect(run.outcome.operations.map(\.identity) == planned, "seed \(run.seed)")
            let recorded = run.recorded
            #expect(Set(recorded.map(\.identity)).count == recorded.count, "seed \(run.seed)")
            let unsound = recorded.filter { !isSound($0, in: run.trial) }
            #expect(unsound.isEmpty, "seed \(run.seed)")
            let impossible = run.outcome.operations.filter {
                $0.status == .unsent || $0.status == .error
            }
            #expect(impossible.isEmpty, "seed \(run.seed)")
        }
    }

    private func isSound(_ sample: OperationSample, in trial: Trial) -> Bool {
        let service = sample.doneNanoseconds - sample.sentNanoseconds
        let limit = trial.settings.timeoutNanoseconds
        return sample.sentNanoseconds == sample.intendedNanoseconds && service >= 0
            && (service <= limit || sample.status == .nodeDown)
            && (sample.servedBy >= 0) == (sample.status == .ok)
    }

    @Test("A participant issues nothing that is intended while it takes no part")
    func nothingIssuedWhileDown() throws {
        for run in try RandomRun.all.get() {
            let issued = run.recorded.filter { run.isDown($0) }
            #expect(issued.isEmpty, "seed \(run.seed): \(issued.map(\.identity))")
        }
    }

    @Test("What a participant issues while it takes part keeps the status it ended with")
    func partakersCount() throws {
        for run in try RandomRun.all.get() {
            var statuses: [OperationID: Status] = [:]
            for sample in run.recorded { statuses[sample.identity] = sample.status }
            let wrong = run.outcome.operations.filter { operation in
                let ended = statuses[operation.identity] ?? .nodeDown
                return operation.status != (run.isDown(operation) ? .nodeDown : ended)
            }
            #expect(wrong.isEmpty, "seed \(run.seed): \(wrong.map(\.identity))")
        }
    }

    @Test("An operation lacks a record only if its participant went down while it was open")
    func missingRecords() throws {
        for run in try RandomRun.all.get() {
            let recorded = Set(run.recorded.map(\.identity))
            let vanished = run.outcome.operations.filter { operation in
                let begin = operation.intendedNanoseconds
                let latest = begin + run.trial.settings.timeoutNanoseconds
                return !recorded.contains(operation.identity)
                    && !run.downtimes(of: operation).contains {
                        $0.lowerBound <= latest && begin < $0.upperBound
                    }
            }
            #expect(vanished.isEmpty, "seed \(run.seed): \(vanished.map(\.identity))")
        }
    }

    @Test("Each operation that a closed loop began has exactly one status, across restarts as well")
    func closedLoop() throws {
        for seed in stride(from: UInt64(0), to: 240, by: 8) {
            var trial = try randomTrial(seed: seed)
            trial.loop = .closed(outstanding: 2)
            trial.linkMilliseconds += 5
            let outcome = try trial.run()
            let recorded = outcome.record.nodes.flatMap(\.samples)
            #expect(Set(recorded.map(\.identity)).count == recorded.count, "seed \(seed)")
            for participant in 0..<trial.participants {
                let own = outcome.operations.filter { $0.participant == participant }
                let node = try #require(outcome.trial.topology.node(ofParticipant: participant))
                let begun = outcome.record.nodes[node.position].counters.operationsBegun
                #expect(
                    own.map(\.sequence).sorted() == (0..<UInt32(begun)).map { $0 },
                    "participant \(participant) with seed \(seed)")
            }
            let ended = Set(recorded.map(\.identity))
            let others = outcome.operations.filter { !ended.contains($0.identity) }
            #expect(others.allSatisfy { $0.status == .nodeDown }, "seed \(seed)")
        }
    }

    @Test("The random trials hold every fault and every status that a fault can lead to")
    func variety() throws {
        let runs = try RandomRun.all.get()
        let actions = Set(runs.flatMap { $0.trial.faults.map(\.action) })
        #expect(actions == ["kill", "restart", "pause"])
        let statuses = Set(runs.flatMap { $0.outcome.operations.map(\.status) })
        #expect(statuses == [.ok, .refused, .reset, .timeout, .nodeDown])
    }
}
