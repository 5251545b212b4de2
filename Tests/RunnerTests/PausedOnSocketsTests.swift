import Core
import Faults
import Foundation
import Measurement
import Node
import Testing
import Topology
import Transport
import Workload

@testable import Runner

/// The same pauses of real processes and in virtual time.
@Suite("Nodes that stand still", .serialized)
struct PausedOnSocketsTests {
    private func trial(
        _ kind: any Topology.Type, over transport: TransportProtocol, ratePerSecond: Double = 200
    ) throws -> TrialPlan {
        let setting = TopologySetting(
            participants: 4, keys: 50, values: kind == Mesh.self ? ["replicas": 2] : [:])
        let plan = OperationPlan(
            workload: RequestWorkload(
                loop: .open(ratePerSecond: ratePerSecond), arrivals: .constant, readShare: 0.5,
                keys: 50, popularity: .uniform, valueBytes: 64),
            participants: 4,
            schedule: Schedule(
                warmupNanoseconds: .seconds(0.2), measureNanoseconds: .seconds(1.5),
                drainNanoseconds: .seconds(1)), seed: 5, repetition: 1)
        var trial = TrialPlan(
            number: 1, label: kind.kind, topologyKind: kind.kind, topology: try kind.init(setting),
            setting: setting, plan: plan, settings: NodeSettings())
        trial.transport = transport
        return trial
    }

    private func strike(
        _ fault: any Fault.Type, at seconds: Double, for length: Double? = nil,
        in plan: inout TrialPlan
    ) {
        let order = FaultOrder(
            number: plan.faults.count, target: nil, atNanoseconds: .seconds(seconds),
            forNanoseconds: length.map { .seconds($0) })
        plan.faults.append(
            PlannedFault(
                number: order.number, action: fault.action, node: NodeID(1),
                steps: fault.steps(order)))
    }

    @Test(
        "A process that is stopped before it has begun goes on as it stood",
        arguments: [TransportProtocol.tcp, .udp], [0.4, nil])
    func atItsStart(transport: TransportProtocol, length: Double?) throws {
        var plan = try trial(Mesh.self, over: transport)
        strike(Restart.self, at: 0.5, in: &plan)
        strike(Pause.self, at: 0.5, for: length, in: &plan)
        for isVirtual in [true, false] {
            let outcome = try plan.outcome(virtually: isVirtual)
            #expect(outcome.record.nodes[1].starts == 2)
            #expect(outcome.record.faults.allSatisfy { $0.applied != nil })
            let own = outcome.measured.filter { $0.participant == 1 }
            let stopped = own.filter {
                $0.intendedNanoseconds > .seconds(0.55) && $0.intendedNanoseconds < .seconds(0.85)
            }
            #expect(stopped.count > 10 && stopped.allSatisfy { $0.status == .nodeDown })
            let after = own.filter { $0.intendedNanoseconds > .seconds(1.2) }
            #expect(after.count > 10)
            #expect(after.allSatisfy { $0.status == (length == nil ? .nodeDown : .ok) })
            #expect((outcome.record.faults[1].ready != nil) == (length != nil))
        }
    }

    @Test("A socket that nobody reads from holds so many datagrams, and what it drops is counted")
    func fullSocket() throws {
        var plan = try trial(ClientServer.self, over: .udp, ratePerSecond: 20_000)
        plan.settings.timeoutNanoseconds = .seconds(3)
        plan.settings.attemptTimeoutNanoseconds = .seconds(3)
        strike(Pause.self, at: 0.2, for: 1, in: &plan)
        plan.faults[0].node = NodeID(0)
        let outcomes = try [true, false].map { try plan.outcome(virtually: $0) }
        for outcome in outcomes {
            let counters = outcome.record.nodes.map(\.counters.datagramsDropped)
            #expect(counters[0] > 5_000 && counters[1...].allSatisfy { $0 == 0 })
            let row = NodeRows(outcome: outcome).rows[0]
            #expect(row["datagrams_dropped"] == .integer(Int(counters[0])))
        }
    }
}
