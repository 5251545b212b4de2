package import Core
package import Links
package import Measurement
package import Node
package import Topology
package import Transport
package import Workload

/// All a node process is told before it starts: who it is, in which arm of which trial.
package struct Assignment: Equatable, Sendable {
    package var node: NodeID
    /// 1 for the trial's first process of this node, 2 for the first after a kill.
    package var start = 1
    /// Where a closed loop goes on: operations its earlier processes have begun.
    package var firstSequence = 0
    /// Set when the node is started again in mid-trial.
    package var measurementStart: Instant?
    package var topologyKind: String
    package var setting: TopologySetting
    package var workload: RequestWorkload
    package var schedule: Schedule
    package var seed: UInt64
    package var repetition: Int
    package var settings = NodeSettings()
    package var addresses: AddressBlock
    /// What carries its messages.
    package var transport = TransportProtocol.tcp
    /// Who decides how fast its connections send.
    package var congestion = CongestionControl.host
    /// Sets the connections of this trial apart from any other.
    package var runToken: UInt64
    package var samplePath: String
    /// Records the sample file has room for before it must grow.
    package var sampleCapacity: Int
    package var trace: TraceWindow?
    /// What the nodes themselves are to put between them; nil where that is the host's affair.
    package var network: NetworkShape?
    /// Where a provider whose data is to last writes it down; the same for all its starts.
    package var logPath = ""

    package init(
        node: NodeID, topologyKind: String, setting: TopologySetting, plan: OperationPlan,
        addresses: AddressBlock, runToken: UInt64, samplePath: String, sampleCapacity: Int
    ) {
        self.node = node
        self.topologyKind = topologyKind
        self.setting = setting
        workload = plan.workload
        schedule = plan.schedule
        seed = plan.seed
        repetition = plan.repetition
        self.addresses = addresses
        self.runToken = runToken
        self.samplePath = samplePath
        self.sampleCapacity = sampleCapacity
    }

    package var plan: OperationPlan {
        OperationPlan(
            workload: workload, participants: setting.participants, schedule: schedule, seed: seed,
            repetition: repetition)
    }

    /// What every message of the trial stays within.
    func limits(nodes: Int) -> MessageLimits {
        MessageLimits(
            nodes: nodes, participants: setting.participants, keys: workload.keys,
            serviceNanoseconds: workload.serviceTime.longestNanoseconds)
    }

    package var timeFrame: TimeFrame {
        TimeFrame(
            warmupNanoseconds: schedule.warmupNanoseconds,
            measureNanoseconds: schedule.measureNanoseconds,
            drainNanoseconds: schedule.drainNanoseconds)
    }
}
