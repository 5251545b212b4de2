import Core
import Faults
import Foundation
import Measurement
import Node
import NodeProcess
import Runner
import Testing
import Topology
import Workload

/// A short trial on real processes in a folder of its own.
private struct SocketTrial {
    var plan: TrialPlan

    init(
        _ kind: any Topology.Type, participants: Int = 3, keys: Int = 50,
        values: [String: Int] = [:], isRepairing: Bool = false,
        settings: NodeSettings = NodeSettings()
    ) throws {
        let setting = TopologySetting(
            participants: participants, keys: keys, values: values, isRepairing: isRepairing)
        let operations = OperationPlan(
            workload: RequestWorkload(
                loop: .open(ratePerSecond: 400), arrivals: .poisson, readShare: 0.5, keys: keys,
                popularity: .uniform, valueBytes: 64),
            participants: participants,
            schedule: Schedule(
                warmupNanoseconds: .seconds(0.2), measureNanoseconds: .seconds(1),
                drainNanoseconds: .seconds(1)), seed: 5, repetition: 1)
        plan = TrialPlan(
            number: 1, label: kind.kind, topologyKind: kind.kind, topology: try kind.init(setting),
            setting: setting, plan: operations, settings: settings)
    }

    mutating func kill(_ node: Int, at seconds: Double, for length: Double? = nil) {
        plan.faults.append(
            PlannedFault(
                number: plan.faults.count, action: "kill", node: NodeID(node),
                steps: Kill.steps(
                    FaultOrder(
                        number: plan.faults.count, target: nil,
                        atNanoseconds: .seconds(seconds),
                        forNanoseconds: length.map { .seconds($0) }))))
    }

    /// Runs it; `look` sees its folder before that is removed.
    func run(look: (String) throws -> Void = { _ in }) throws -> Outcome {
        let own = TextFile.target(of: "/proc/self/exe") ?? ""
        let programs = "/" + own.split(separator: "/").dropLast().joined(separator: "/")
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("topolab-test-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(
            atPath: folder + "/samples", withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let environment = try TrialEnvironment(
            nodeExecutable: programs + "/topolab-node", port: 7400, resultFolder: folder)
        let outcome = Outcome(of: plan, try ProcessTrial(plan, in: environment).run())
        try look(folder)
        return outcome
    }
}

@Suite("Data on real processes", .serialized)
struct DataOnSocketsTests {
    @Test("A standby takes over from a killed primary with every acknowledged write")
    func standby() throws {
        var settings = NodeSettings()
        settings.retries = 1
        settings.attemptTimeoutNanoseconds = .milliseconds(250)
        var trial = try SocketTrial(ClientServer.self, values: ["servers": 2], settings: settings)
        trial.kill(0, at: 0.4)
        let outcome = try trial.run()
        let ends = outcome.record.nodes.map { Int($0.counters.connectionsAtStart) }
        #expect(ends == [4, 4, 2, 2, 2])
        #expect(outcome.measured.allSatisfy { $0.status == .ok })
        #expect(Set(outcome.measured.map(\.servedBy)) == [0, 1])
        let held = Dictionary(
            uniqueKeysWithValues: (outcome.record.nodes[1].stored ?? []).map {
                ($0.key, $0.version)
            })
        #expect(held.count == 50)
        for write in outcome.measured where write.kind == .put {
            let version = Version(
                intendedNanoseconds: write.intendedNanoseconds, participant: write.participant,
                sequence: write.sequence)
            #expect(try #require(held[write.key]) >= version)
        }
    }

    @Test(
        "Peers put every key back on two living ones when a third dies, and fill one that returns")
    func repair() throws {
        for length in [nil, 0.1] {
            var settings = NodeSettings()
            settings.retries = 2
            var trial = try SocketTrial(
                Mesh.self, participants: 4, keys: 400, isRepairing: true, settings: settings)
            trial.kill(1, at: 0.4, for: length)
            let outcome = try trial.run()
            let stores = outcome.record.nodes.map { node in
                node.stored.map {
                    Dictionary(uniqueKeysWithValues: $0.map { ($0.key, $0.version) })
                }
            }
            let view = View(nodeCount: 4)
            for index in stores.indices where stores[index] != nil { view[NodeID(index)] = .up }
            #expect(stores.count { $0 == nil } == (length == nil ? 1 : 0))
            for key in 0..<Key(400) {
                let newest = stores.compactMap { $0?[key] }.max()
                outcome.trial.topology.visitHolders(of: key, view: view) { _, node in
                    #expect(stores[node.position]?[key] == newest, "key \(key) at \(node)")
                    return true
                }
            }
            #expect(outcome.record.nodes.reduce(0) { $0 + $1.counters.backgroundMessages } > 0)
        }
    }

    @Test(
        "A server killed twice has all it answered for in its log, which the trial leaves nowhere")
    func log() throws {
        for durability in Durability.allCases {
            var settings = NodeSettings()
            settings.durability = durability
            var trial = try SocketTrial(ClientServer.self, settings: settings)
            trial.kill(0, at: 0.3, for: 0.1)
            trial.kill(0, at: 0.7, for: 0.1)
            let outcome = try trial.run { folder in
                let names = try FileManager.default.contentsOfDirectory(atPath: folder + "/samples")
                #expect(names.allSatisfy { $0.hasSuffix(".bin") })
            }
            #expect(outcome.record.nodes[0].starts == 3)
            let held = Dictionary(
                uniqueKeysWithValues: (outcome.record.nodes[0].stored ?? []).map {
                    ($0.key, $0.version)
                })
            let lost = outcome.measured.filter { write in
                guard write.kind == .put, write.status == .ok else { return false }
                let version = Version(
                    intendedNanoseconds: write.intendedNanoseconds,
                    participant: write.participant, sequence: write.sequence)
                return held[write.key].map { $0 < version } ?? true
            }
            #expect(lost.isEmpty == (durability == .log))
            #expect((held.count == 50) == (durability == .log))
        }
    }
}
