import Core
import Faults
import Measurement
import Node
import Runner
import Simulation
import Testing
import Topology
import Workload

/// One line of an operation's message ladder, with its times in milliseconds after the first.
private struct Step: Equatable, CustomStringConvertible {
    var kind: Message.Kind
    var from: Int
    var to: Int
    var sent: Int64
    var received: Int64?

    var description: String {
        "\(kind) \(from)->\(to) \(sent)..\(received.map { "\($0)" } ?? "lost")"
    }
}

extension Outcome {
    /// An operation's messages in the order they were sent.
    fileprivate func ladder(of operation: OperationSample) -> [Step] {
        let traces = record.nodes.flatMap(\.traces).filter {
            $0.participant == operation.participant && $0.sequence == operation.sequence
        }
        func milliseconds(_ moment: Nanoseconds) -> Int64 {
            (moment - operation.sentNanoseconds) / 1_000_000
        }
        return traces.filter { !$0.isReceipt }.sorted {
            ($0.atNanoseconds, $0.to) < ($1.atNanoseconds, $1.to)
        }.map { sent in
            let receipt = traces.first {
                $0.isReceipt && $0.kind == sent.kind && $0.from == sent.from && $0.to == sent.to
                    && $0.attempt == sent.attempt
            }
            return Step(
                kind: sent.kind, from: Int(sent.from), to: Int(sent.to),
                sent: milliseconds(sent.atNanoseconds),
                received: receipt.map { milliseconds($0.atNanoseconds) })
        }
    }
}

private func traced(_ kind: String, change: (inout Trial) throws -> Void = { _ in }) throws
    -> Outcome
{
    var trial = Trial(kind)
    trial.isTraced = true
    try change(&trial)
    return try trial.run()
}

@Suite("The messages of an operation")
struct TraceTests {
    @Test("A get at another node is one question and one answer", arguments: everyKind)
    func get(kind: String) throws {
        let outcome = try traced(kind)
        let gets = outcome.measured.filter { $0.kind == .get && $0.hops == 1 }
        #expect(gets.count > 50)
        for operation in gets {
            let own = try #require(outcome.node(of: operation)).position
            let server = Int(operation.servedBy)
            #expect(
                outcome.ladder(of: operation) == [
                    Step(kind: .get, from: own, to: server, sent: 0, received: 10),
                    Step(kind: .value, from: server, to: own, sent: 10, received: 20),
                ])
        }
    }

    @Test(
        "A get of what the participant holds itself is no message at all",
        arguments: ["mesh", "trivial"])
    func ownGet(kind: String) throws {
        let outcome = try traced(kind)
        let own = outcome.measured.filter { $0.kind == .get && $0.hops == 0 }
        #expect(own.count > 20)
        #expect(own.allSatisfy { outcome.ladder(of: $0).isEmpty })
    }

    @Test("A put in a mesh of 2 replicas goes to the first holder, on to the second, and back")
    func put() throws {
        let outcome = try traced("mesh")
        let puts = outcome.measured.filter { $0.kind == .put && $0.hops == 1 }
        #expect(puts.count > 20)
        for operation in puts {
            let own = try #require(outcome.node(of: operation)).position
            let holders = outcome.holders(of: operation.key).map(\.position)
            #expect(
                outcome.ladder(of: operation) == [
                    Step(kind: .put, from: own, to: holders[0], sent: 0, received: 10),
                    Step(
                        kind: .replicate, from: holders[0], to: holders[1], sent: 10, received: 20),
                    Step(
                        kind: .replicated, from: holders[1], to: holders[0], sent: 20, received: 30),
                    Step(kind: .stored, from: holders[0], to: own, sent: 30, received: 40),
                ])
        }
    }

    @Test("What was on its way to a node when it died is never received", arguments: everyKind)
    func lost(kind: String) throws {
        let outcome = try traced(kind) {
            $0.loop = .open(ratePerSecond: 3_000)
            try $0.add("kill", .place(.provider, 0), at: 0.5)
        }
        let resets = outcome.measured.filter {
            $0.status == .reset && $0.intendedNanoseconds > 491_000_000 && $0.kind == .get
        }
        #expect(!resets.isEmpty)
        for operation in resets {
            let own = try #require(outcome.node(of: operation)).position
            #expect(
                outcome.ladder(of: operation) == [
                    Step(kind: .get, from: own, to: 0, sent: 0, received: nil)
                ])
        }
    }

    @Test("A retry is a further question, at the next holder")
    func retry() throws {
        let outcome = try traced("mesh") {
            $0.loop = .open(ratePerSecond: 3_000)
            $0.settings.retries = 1
            try $0.add("kill", .place(.provider, 0), at: 0.5)
        }
        let retried = outcome.measured.filter {
            $0.attempts == 2 && $0.kind == .get && $0.hops == 2
        }
        #expect(!retried.isEmpty)
        for operation in retried {
            let ladder = outcome.ladder(of: operation)
            #expect(ladder.count { $0.kind == .get } == 2)
            #expect(ladder.first?.to == 0)
            #expect(ladder.last?.kind == .value)
            #expect(ladder.last?.from == outcome.holders(of: operation.key).last?.position)
        }
    }

    @Test("Only the operations of the window are written down", arguments: everyKind)
    func window(kind: String) throws {
        let trial = Trial(kind)
        let plan = trial.plan
        for first in [1, 20] {
            let topology = try trial.topology
            let window = TraceSelection.window(
                first: first, of: plan, faults: [], nodeCount: topology.members.count)
            var arm = SimulatedArm(
                topology: topology, plan: plan, settings: trial.settings,
                network: .delayed(milliseconds: 1, nodeCount: topology.members.count))
            arm.trace = window
            let record = try Simulator(arm).run()
            let traced = Set(
                record.nodes.flatMap(\.traces).map {
                    OperationID(participant: $0.participant, sequence: $0.sequence)
                })
            #expect(!traced.isEmpty)
            #expect(traced.allSatisfy { window.contains($0) })
            // The first ones, and the first three puts.
            #expect(traced.count <= first + 3)
            let issued = record.nodes.flatMap(\.samples).filter {
                window.contains($0.identity) && $0.hops > 0
            }
            #expect(issued.allSatisfy { traced.contains($0.identity) })
        }
    }

    @Test("Nothing is written down unless asked for", arguments: everyKind)
    func untraced(kind: String) throws {
        let record = try Trial(kind).run().record
        #expect(record.nodes.allSatisfy { $0.traces.isEmpty })
    }
}
