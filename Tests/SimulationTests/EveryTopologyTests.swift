import Core
import Faults
import Measurement
import Node
import Runner
import Testing
import Topology
import Workload

/// What the plan says of an operation, apart from what became of it.
private struct Planned: Hashable {
    var participant: UInt32
    var sequence: UInt32
    var intended: Nanoseconds
    var kind: Operation.Kind
    var key: Key

    init(_ sample: OperationSample) {
        participant = sample.participant
        sequence = sample.sequence
        intended = sample.intendedNanoseconds
        kind = sample.kind
        key = sample.key
    }
}

@Suite("Every topology")
struct EveryTopologyTests {
    @Test(
        "Answers every operation of the plan, once, where nothing is broken", arguments: everyKind)
    func allOK(kind: String) throws {
        let trial = Trial(kind)
        let outcome = try trial.run()
        let planned = (0..<trial.participants).flatMap { participant in
            trial.plan.stream(participant: participant).map {
                OperationID(participant: UInt32(participant), sequence: $0.sequence)
            }
        }
        #expect(outcome.operations.map(\.identity) == planned)
        let recorded = outcome.record.nodes.flatMap(\.samples).map(\.identity)
        #expect(recorded.count == planned.count)
        #expect(Set(recorded) == Set(planned))
        #expect(outcome.operations.allSatisfy { $0.status == .ok })
        #expect(outcome.operations.allSatisfy { $0.attempts == 1 })
        #expect(outcome.operations.allSatisfy { $0.sentNanoseconds == $0.intendedNanoseconds })
    }

    @Test("Is given the same operations as any other")
    func samePlan() throws {
        let outcomes = try everyKind.map { try Trial($0).run() }
        #expect(Set(outcomes.map(\.trial.planHash)).count == 1)
        #expect(Set(outcomes.map { $0.operations.map(Planned.init) }).count == 1)
    }

    @Test(
        "Takes a round trip per hop, and one more to put a value on other holders",
        arguments: everyKind)
    func responses(kind: String) throws {
        let outcome = try Trial(kind).run()
        let copying: Nanoseconds = outcome.trial.topology.holdersPerKey > 1 ? 20_000_000 : 0
        for operation in outcome.operations {
            let asking = Nanoseconds(operation.hops) * 20_000_000
            let expected = operation.kind == .put ? asking + copying : asking
            #expect(operation.responseNanoseconds == expected)
            #expect(operation.hops <= 1)
            #expect(
                (operation.hops == 0) == (operation.servedBy == outcome.node(of: operation)?.index))
            #expect(operation.bytesIn == (operation.kind == .get ? 128 : 0))
            #expect(operation.bytesOut == (operation.kind == .put ? 128 : 0))
        }
        let direct = outcome.operations.filter { $0.hops == 1 && $0.kind == .get }
        #expect(!direct.isEmpty)
        #expect(direct.allSatisfy { $0.responseNanoseconds == 20_000_000 })
    }

    @Test(
        "Is asked at the key's first holder, or at the participant itself if it holds it",
        arguments: everyKind)
    func servers(kind: String) throws {
        let outcome = try Trial(kind).run()
        for operation in outcome.operations {
            let holders = outcome.holders(of: operation.key)
            let own = outcome.node(of: operation)
            let expected = holders.first { $0 == own } ?? holders[0]
            #expect(operation.servedBy == expected.index)
        }
    }

    @Test("Is connected as it says when measurement starts", arguments: everyKind)
    func connections(kind: String) throws {
        let outcome = try Trial(kind).run()
        for (index, node) in outcome.record.nodes.enumerated() {
            let neighbors = outcome.trial.topology.neighbors(of: NodeID(index))
            #expect(node.counters.connectionsAtStart == UInt64(neighbors.count))
            #expect(node.starts == 1)
        }
    }

    @Test(
        "Holds every key on each of its holders, and every write on all of them",
        arguments: everyKind)
    func stores(kind: String) throws {
        let outcome = try Trial(kind).run()
        var newest: [Key: Version] = [:]
        for write in outcome.operations where write.kind == .put {
            let version = Version(
                intendedNanoseconds: write.intendedNanoseconds, participant: write.participant,
                sequence: write.sequence)
            newest[write.key] = max(newest[write.key] ?? .initial, version)
        }
        for (index, node) in outcome.record.nodes.enumerated() {
            let held = (0..<Key(Trial.keys)).filter {
                outcome.holders(of: $0).contains(NodeID(index))
            }
            let stored = try #require(node.stored)
            #expect(stored.map(\.key) == held)
            for (key, version) in stored { #expect(version == newest[key] ?? .initial) }
        }
    }

    @Test("Gives the same record for the same seed, and another for another", arguments: everyKind)
    func repeatable(kind: String) throws {
        var trial = Trial(kind)
        trial.settings.retries = 1
        trial.settings.attemptTimeoutNanoseconds = .milliseconds(250)
        trial.isTraced = true
        try trial.add("kill", .place(.provider, 0), at: 0.5, for: 0.5)
        try trial.add("pause", .count(.participant, 2), at: 0.7, for: 0.2)
        let first = try trial.run().record
        #expect(difference(first, try trial.run().record) == nil)
        trial.seed = 2
        #expect(difference(first, try trial.run().record) != nil)
    }

    /// The first part in which two records differ.
    private func difference(_ left: TrialRecord, _ right: TrialRecord) -> String? {
        for (index, pair) in zip(left.nodes, right.nodes).enumerated() {
            let (one, other) = pair
            if one.samples != other.samples { return "samples of node \(index)" }
            if one.notices != other.notices { return "notices of node \(index)" }
            if one.traces != other.traces { return "traces of node \(index)" }
            if one.counters != other.counters { return "counters of node \(index)" }
            if one.bins != other.bins { return "bins of node \(index)" }
            if one.starts != other.starts { return "starts of node \(index)" }
            if one.stored?.map(\.version) != other.stored?.map(\.version) {
                return "store of node \(index)"
            }
        }
        if left.faults.map(\.ready) != right.faults.map(\.ready) { return "faults" }
        return left.nodes.count == right.nodes.count ? nil : "nodes"
    }

    @Test("Counts each frame once where it is sent and once where it arrives", arguments: everyKind)
    func traffic(kind: String) throws {
        var trial = Trial(kind)
        trial.isTraced = true
        let outcome = try trial.run()
        let nodes = outcome.record.nodes
        let traces = nodes.flatMap(\.traces)
        let sent = traces.filter { !$0.isReceipt }
        let inMeasurement = 0..<Nanoseconds.seconds(trial.measureSeconds)
        #expect(sent.count == traces.count { $0.isReceipt })
        #expect(
            nodes.reduce(0) { $0 + $1.counters.bytesSent }
                == sent.filter { inMeasurement.contains($0.atNanoseconds) }
                .reduce(0) { $0 + UInt64($1.frameBytes) })
        #expect(
            nodes.reduce(0) { $0 + $1.counters.bytesReceived }
                == traces.filter { $0.isReceipt && inMeasurement.contains($0.atNanoseconds) }
                .reduce(0) { $0 + UInt64($1.frameBytes) })
        let measured = Set(outcome.measured.map(\.identity))
        #expect(
            nodes.reduce(0) { $0 + $1.counters.messages }
                == UInt64(
                    sent.count {
                        measured.contains(
                            OperationID(participant: $0.participant, sequence: $0.sequence))
                    }))
        #expect(nodes.allSatisfy { $0.counters.backgroundMessages == 0 })
        let binned = nodes.flatMap(\.bins)
        #expect(binned.reduce(0) { $0 + $1.messages } == UInt64(sent.count))
    }

    @Test(
        "A closed loop issues the next operation when the one before is answered",
        arguments: everyKind)
    func closedLoop(kind: String) throws {
        var trial = Trial(kind)
        trial.loop = .closed(outstanding: 1)
        trial.participants = 40
        trial.readShare = 1
        trial.measureSeconds = 0.5
        let outcome = try trial.run()
        for participant in 0..<UInt32(trial.participants) {
            let own = outcome.operations.filter { $0.participant == participant }
                .sorted { $0.sequence < $1.sequence }
            #expect(own.map(\.sequence) == (0..<UInt32(own.count)).map { $0 })
            for (before, after) in zip(own, own.dropFirst()) {
                #expect(after.intendedNanoseconds == before.doneNanoseconds)
            }
            #expect(own.first?.intendedNanoseconds == -200_000_000)
            // What it serves itself takes no time, anything else 20 ms: 25 of those in 500 ms.
            let paced = own.filter { $0.phase == .measure && $0.hops == 1 }
            #expect(paced.count == 25)
        }
    }
}
