import Core
import Faults
import Glibc
import Measurement
import Node
import NodeProcess
import Runner
import Testing
import Topology
import Transport
import Workload

@Suite(.serialized) struct Smoke {
    @Test(arguments: ["client-server", "mesh"])
    func smoke(kind: String) throws {
        let type = try #require(TopologyRegistry.standard[kind])
        let setting = TopologySetting(participants: 16, keys: 1000)
        let topology = try type.init(setting)
        let schedule = Schedule(
            warmupNanoseconds: .seconds(0.5), measureNanoseconds: .seconds(3),
            drainNanoseconds: .seconds(1))
        let plan = OperationPlan(
            workload: RequestWorkload(
                loop: .open(ratePerSecond: 4000), arrivals: .poisson, readShare: 0.9, keys: 1000,
                popularity: .zipf(exponent: 0.99), valueBytes: 128),
            participants: 16, schedule: schedule, seed: 1, repetition: 1)
        var settings = NodeSettings()
        settings.retries = 1
        settings.attemptTimeoutNanoseconds = .milliseconds(250)
        var trial = TrialPlan(
            number: 1, label: kind, topologyKind: kind, topology: topology, setting: setting,
            plan: plan, planHash: "", settings: settings)
        trial.faults = [
            PlannedFault(
                number: 0, action: "kill", node: NodeID(0),
                steps: Kill.steps(atNanoseconds: .seconds(1), forNanoseconds: .seconds(1)))
        ]
        let folder = "/tmp/topolab-smoke-\(getpid())-\(kind)"
        mkdir(folder, 0o755)
        mkdir(folder + "/samples", 0o755)
        let own = try #require(TextFile.target(of: "/proc/self/exe"))
        _ = own
        let executable = "/work/main/.build/release/topolab-node"
        let environment = try TrialEnvironment(
            nodeExecutable: executable, port: 7400, resultFolder: folder)
        do throws(TrialError) {
            let record = try LoopbackTrial(trial, in: environment).run()
            var counts: [Status: Int] = [:]
            var total = 0
            var lags: [Int64] = []
            var responses: [Int64] = []
            for sample in record.nodes.flatMap(\.samples) where sample.phase == .measure {
                counts[sample.status, default: 0] += 1
                total += 1
                lags.append(sample.sentNanoseconds - sample.intendedNanoseconds)
                if sample.status == .ok {
                    responses.append(sample.doneNanoseconds - sample.intendedNanoseconds)
                }
            }
            print(
                kind, total, Status.allCases.map { "\($0.name) \(counts[$0] ?? 0)" }, record.faults)
            let lag = Distribution(lags), response = Distribution(responses)
            print(
                "lag", lag.value(at: .p50)!, lag.value(at: .p99)!, "response",
                response.value(at: .p50)!, response.value(at: .p99)!)
            print(
                record.nodes[5].notices, record.nodes[0].counters,
                record.nodes[5].cpuUserNanoseconds ?? 0, record.nodes[5].memoryPeakBytes ?? 0)
        } catch { Issue.record("\(error.message)") }
    }
}
