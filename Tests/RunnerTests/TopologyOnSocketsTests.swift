import Core
import Faults
import Foundation
import Measurement
import Node
import NodeProcess
import Runner
import Testing
import Topology
import TrivialTopology
import Workload

/// Every topology on real processes, a third one included: its node executable is five lines.
@Suite(.serialized) struct TopologyOnSocketsTests {
    static let registry: TopologyRegistry = .standard + [Trivial.self]

    /// The folder of the test's own executable, where node executables lie as well.
    private static var programs: String {
        let own = TextFile.target(of: "/proc/self/exe") ?? ""
        return "/" + own.split(separator: "/").dropLast().joined(separator: "/")
    }

    private func trial(
        _ kind: any Topology.Type, peers: Int = 4, values: [String: Int] = [:]
    ) throws -> TrialPlan {
        let schedule = Schedule(
            warmupNanoseconds: .seconds(0.2), measureNanoseconds: .seconds(1),
            drainNanoseconds: .seconds(1))
        let setting = TopologySetting(participants: peers, keys: 50, values: values, seed: 5)
        let plan = OperationPlan(
            workload: RequestWorkload(
                loop: .open(ratePerSecond: 400), arrivals: .poisson, readShare: 0.5, keys: 50,
                popularity: .uniform, valueBytes: 64),
            participants: peers, schedule: schedule, seed: 5, repetition: 1)
        var trial = TrialPlan(
            number: 1, label: kind.kind, topologyKind: kind.kind,
            topology: try kind.init(setting), setting: setting, plan: plan,
            settings: NodeSettings())
        trial.faults = [
            PlannedFault(
                number: 0, action: "restart", node: NodeID(0),
                steps: Restart.steps(
                    FaultOrder(number: 0, target: nil, atNanoseconds: .seconds(0.4))))
        ]
        return trial
    }

    private func run(_ trial: TrialPlan) throws -> Outcome {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("topolab-test-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(
            atPath: folder + "/samples", withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let environment = try TrialEnvironment(
            nodeExecutable: Self.programs + "/trivial-node", port: 7400, resultFolder: folder)
        return Outcome(of: trial, try ProcessTrial(trial, in: environment).run())
    }

    @Test(arguments: registry.kinds.indices)
    func itRunsAndEveryOperationEndsOnce(index: Int) throws {
        let trial = try trial(Self.registry.kinds[index])
        let outcome = try run(trial)
        let planned = (0..<4).reduce(0) { $0 + (trial.plan.plannedCount(participant: $1) ?? 0) }
        #expect(outcome.operations.count == planned)
        #expect(outcome.operations.count { $0.status == .ok } > planned / 2)
        #expect(outcome.operations.allSatisfy { $0.status != .unsent && $0.status != .unfinished })
        #expect(outcome.record.nodes[0].starts == 2)
        #expect(outcome.record.faults[0].ready != nil)
    }

    /// Six peers in a ring: some are three links apart, and one of them is killed and comes back.
    @Test func peersPassOnForEachOther() throws {
        var trial = try trial(Mesh.self, peers: 6, values: ["degree": 2, "replicas": 3])
        trial.settings.retries = 2
        let overlay = try #require(trial.topology.overlay)
        let outcome = try run(trial)
        let planned = (0..<6).reduce(0) { $0 + (trial.plan.plannedCount(participant: $1) ?? 0) }
        #expect(outcome.operations.count == planned)
        #expect(outcome.record.nodes.map(\.counters.connectionsAtStart) == [2, 2, 2, 2, 2, 2])
        #expect(outcome.record.faults[0].ready != nil)
        let before = outcome.operations.filter { $0.doneNanoseconds < .seconds(0.4) }
        #expect(before.count > 200)
        for operation in before {
            #expect(operation.status == .ok)
            let ways = overlay.distances(from: NodeID(Int(operation.participant)))
            #expect(Int(operation.hops) == ways[Int(operation.servedBy)])
        }
        #expect(Set(before.map(\.hops)) == [0, 1, 2, 3])
        let late = outcome.operations.filter { $0.intendedNanoseconds > .seconds(0.9) }
        #expect(late.allSatisfy { $0.status == .ok })
    }
}
