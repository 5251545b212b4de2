import CLinux
import Core
import NodeProcess
import Topology
import Transport
import Workload

/// What the whole way of an operation costs in heap memory: from the plan over frame, socket, server
/// and back to the sample.
package struct DataPathCost: Equatable, Sendable {
    package var operations: Int
    /// Of client and server together, after warm-up.
    package var allocations: Int

    static let bar = Bar.atMost(0)

    package var perOperation: Double { Double(allocations) / Double(operations) }

    package var passes: Bool { Self.bar.holds(perOperation) }
}

/// A client and a server in this process, so that what they ask for can be counted.
struct DataPath {
    let site: CalibrationSite

    private static let warmupOperations = 10_000
    private static let operations = 100_000
    private static let limitNanoseconds: Nanoseconds = .seconds(10)
    /// Longer than it takes: in measurement a node looks up its memory every 100 ms, which is no part
    /// of an operation's way.
    private static let warmupNanoseconds: Nanoseconds = .seconds(60)

    func measure() throws(TrialError) -> DataPathCost {
        let exchange = NodeExchange(
            exchange: .deepQueue,
            schedule: Schedule(
                warmupNanoseconds: Self.warmupNanoseconds, measureNanoseconds: .seconds(1),
                drainNanoseconds: 0),
            site: site)
        let trial = exchange.trial(number: 1)
        defer { site.removeSamples(of: trial) }
        do throws(NodeFailure) {
            return try measure(trial)
        } catch {
            throw .failed(node: "a node of calibrate", during: .load, text: error.message)
        }
    }

    private func measure(_ trial: TrialPlan) throws(NodeFailure) -> DataPathCost {
        let assignments = trial.topology.members.indices.map { index in
            var assignment = site.environment.assignment(of: NodeID(index), start: 1, in: trial)
            assignment.sampleCapacity = 2 * (Self.warmupOperations + Self.operations)
            return assignment
        }
        let nodes = try NodesInProcess(
            assignments, topologies: TopologyRegistry([type(of: trial.topology)]),
            loop: site.environment.loop)
        let deadline = Monotonic.now() + Self.limitNanoseconds
        nodes.dialPeers()
        try Self.turn(nodes, until: deadline) { nodes.haveJoined }
        nodes.begin(measurementStart: Monotonic.now() + Self.warmupNanoseconds)
        try Self.turn(nodes, until: deadline) { nodes.operationsBegun >= Self.warmupOperations }
        let operationsBefore = nodes.operationsBegun
        let allocationsBefore = cl_baseline_allocations()
        try Self.turn(nodes, until: deadline) {
            nodes.operationsBegun >= operationsBefore + Self.operations
        }
        return DataPathCost(
            operations: nodes.operationsBegun - operationsBefore,
            allocations: Int(cl_baseline_allocations() - allocationsBefore))
    }

    private static func turn(
        _ nodes: NodesInProcess, until deadline: Instant, _ isDone: () -> Bool
    ) throws(NodeFailure) {
        while !isDone(), Monotonic.now() < deadline { try nodes.turn() }
    }
}
