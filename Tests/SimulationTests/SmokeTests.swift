import Core
import Faults
import Measurement
import Node
import Simulation
import Testing
import Topology
import Workload

@Test(arguments: ["client-server", "mesh"])
func smoke(kind: String) throws {
    let type = try #require(TopologyRegistry.standard[kind])
    let topology = try type.init(TopologySetting(participants: 16, keys: 1000))
    let schedule = Schedule(
        warmupNanoseconds: .seconds(1), measureNanoseconds: .seconds(8),
        drainNanoseconds: .seconds(1))
    let plan = OperationPlan(
        workload: RequestWorkload(
            loop: .open(ratePerSecond: 400), arrivals: .poisson, readShare: 0.9, keys: 1000,
            popularity: .zipf(exponent: 0.99), valueBytes: 128),
        participants: 16, schedule: schedule, seed: 1, repetition: 1)
    var settings = NodeSettings()
    settings.retries = 1
    settings.attemptTimeoutNanoseconds = .milliseconds(250)
    var arm = SimulatedArm(
        topology: topology, plan: plan, settings: settings,
        linkDelays: topology.members.map { _ in .milliseconds(1) })
    arm.faults = [
        PlannedFault(
            number: 0, action: "kill", node: NodeID(0),
            steps: Kill.steps(atNanoseconds: .seconds(4), forNanoseconds: .seconds(2)))
    ]
    let record = try Simulator(arm).run()
    var counts: [Status: Int] = [:]
    var total = 0
    for sample in record.nodes.flatMap(\.samples) where sample.phase == .measure {
        counts[sample.status, default: 0] += 1
        total += 1
    }
    print(kind, total, Status.allCases.map { "\($0.name) \(counts[$0] ?? 0)" }, record.faults)
    print(record.nodes[0].notices.count, record.nodes[5].notices, record.nodes[0].counters)
}
