package import Core
package import Faults
package import Links
package import Measurement
package import Node
package import Topology
package import Workload

/// Everything one trial is: one arm, one repetition, at one sweep point.
package struct TrialPlan: Sendable {
    /// From 1, in the order trials run.
    package var number: Int
    /// Of each swept key, as the results show it; empty where it is another arm's.
    package var levels: [Level] = []
    /// The arm's label.
    package var label: String
    package var topologyKind: String
    package var topology: any Topology
    package var setting: TopologySetting
    package var plan: OperationPlan
    /// Of the plan; the same for every arm of a repetition.
    ///
    /// Empty until `TrialPlans.hash` has drawn it.
    package var planHash = ""
    package var settings: NodeSettings
    package var faults: [PlannedFault]
    /// Who is not there until a fault lets it join.
    package var joining: Set<NodeID> = []
    package var trace: TraceWindow?
    /// A slower answer counts as bad when recovery is judged, in nanoseconds.
    package var objectiveNanoseconds: Nanoseconds
    /// What carries the nodes' messages.
    package var transport = TransportProtocol.tcp
    /// Who decides how fast their connections send.
    package var congestion = CongestionControl.host
    /// What lies between the nodes.
    package var network: NetworkShape
    /// Whether the nodes themselves put it there, as on a host's loopback.
    package var nodesShapeLinks = true
    /// Whether it runs on virtual time, where no host slows anything down.
    package var isVirtual = false

    package init(
        number: Int, label: String, topologyKind: String, topology: any Topology,
        setting: TopologySetting, plan: OperationPlan,
        settings: NodeSettings
    ) {
        self.number = number
        self.label = label
        self.topologyKind = topologyKind
        self.topology = topology
        self.setting = setting
        self.plan = plan
        self.settings = settings
        faults = []
        objectiveNanoseconds = settings.timeoutNanoseconds
        network = .clear(nodeCount: topology.members.count)
    }

    /// A swept key and the value it has in this trial.
    package struct Level: Sendable, Equatable {
        package var path: String
        package var value: String

        package init(path: String, value: String) {
            self.path = path
            self.value = value
        }
    }

    package var schedule: Schedule { plan.schedule }

    package var repetition: Int { plan.repetition }

    /// Messages per second that failure detection sends in the whole arm while everybody answers.
    package var detectionMessagesPerSecond: Double {
        settings.detection.messagesPerSecond(in: topology)
    }

    package var timeFrame: TimeFrame {
        TimeFrame(
            warmupNanoseconds: schedule.warmupNanoseconds,
            measureNanoseconds: schedule.measureNanoseconds,
            drainNanoseconds: schedule.drainNanoseconds)
    }

    /// The file a start of a node records into, within the result folder.
    package func sampleFileName(of node: NodeID, start: Int) -> String {
        Self.sampleFileName(
            trial: number, node: topology.members[node.position].name, start: start)
    }

    /// The file a provider keeps its data in while the trial runs, within the result folder.
    package func logFileName(of node: NodeID) -> String {
        "samples/trial-\(number)-\(topology.members[node.position].name).log"
    }

    /// The same, for who reads a result folder.
    package static func sampleFileName(trial: Int, node: String, start: Int) -> String {
        "samples/trial-\(trial)-\(node)-start-\(start).bin"
    }
}
