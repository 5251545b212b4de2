import Core
package import Experiment
package import Faults
import Node
package import Topology
package import Workload

/// The trials an experiment asks for, in the order they run.
package struct TrialPlans {
    private let experiment: Experiment
    private let topologies: TopologyRegistry
    private let faults: FaultRegistry
    private var trials: [TrialPlan] = []
    /// Arm and levels of what the repetition has already.
    private var done: Set<[String]> = []

    /// Repetition outermost, then the sweep points; the arms' order reversed in every second
    /// repetition, so that what drifts with time favours none of them.
    ///
    /// An arm runs once for each combination of the factors that vary it. `traceFirst` operations are
    /// traced: nil for none, 0 for all. `only` leaves one repetition, with the numbers it has among
    /// all of them. The throwing is of a `TopologyContradiction`, which a checked
    /// experiment does not hold.
    package static func make(
        of experiment: Experiment, topologies: TopologyRegistry, faults: FaultRegistry,
        traceFirst: Int?, only repetition: Int? = nil
    ) throws(TopologyContradiction) -> [TrialPlan] {
        var plans = TrialPlans(experiment, topologies: topologies, faults: faults)
        let all = 1...experiment.first.repetitions
        for repetition in repetition.map({ $0...$0 }) ?? all {
            plans.done = []
            for point in experiment.points {
                try plans.append(point, repetition: repetition, traceFirst: traceFirst)
            }
        }
        return plans.trials
    }

    private init(_ experiment: Experiment, topologies: TopologyRegistry, faults: FaultRegistry) {
        self.experiment = experiment
        self.topologies = topologies
        self.faults = faults
    }

    private mutating func append(
        _ point: Experiment.Point, repetition: Int, traceFirst: Int?
    ) throws(TopologyContradiction) {
        let specification = point.specification
        let plan = specification.operationPlan(repetition: repetition)
        let arms = specification.topologies
        for arm in repetition % 2 == 1 ? arms : arms.reversed() {
            let levels = levels(of: arm, at: point)
            guard done.insert([arm.label] + levels.map(\.value)).inserted else { continue }
            var trial = try trial(of: arm, specification, plan)
            trial.levels = levels
            if let traceFirst {
                trial.trace = TraceSelection.window(
                    first: traceFirst, of: plan, faults: trial.faults,
                    nodeCount: trial.topology.members.count)
            }
            trials.append(trial)
        }
    }

    private func levels(of arm: Arm, at point: Experiment.Point) -> [TrialPlan.Level] {
        zip(experiment.factors, point.levels).map { factor, level in
            TrialPlan.Level(
                path: factor.path,
                value: factor.arm == nil || factor.arm == arm.label ? level : "")
        }
    }

    private mutating func trial(
        of arm: Arm, _ specification: Specification, _ plan: OperationPlan
    ) throws(TopologyContradiction) -> TrialPlan {
        guard let kind = topologies[arm.kind] else {
            preconditionFailure("a checked experiment names the topology '\(arm.kind)'")
        }
        let setting = specification.setting(of: arm)
        let topology = try kind.init(setting)
        var trial = TrialPlan(
            number: trials.count + 1, label: arm.label, topologyKind: arm.kind,
            topology: topology, setting: setting, plan: plan,
            settings: specification.nodeSettings(of: arm, repetition: plan.repetition))
        trial.objectiveNanoseconds = specification.objectiveNanoseconds
        trial.transport = specification.transport
        trial.congestion = specification.congestion
        trial.network = specification.networkShape(of: topology.members)
        let scene = FaultScene(
            members: topology.members, joining: specification.joining, seed: specification.seed,
            repetition: plan.repetition,
            endNanoseconds: specification.schedule.measureNanoseconds)
        trial.joining = Set(topology.members.indices.map { NodeID($0) }.filter(scene.isJoining))
        trial.faults = specification.plannedFaults(in: scene, registry: faults)
        trial.nodesShapeLinks = specification.network.tier == .loopback
        trial.isVirtual = specification.network.tier == .simulated
        return trial
    }

    /// Draws the plans' hashes, once for all arms and sweep points with the same operations.
    package static func hash(_ trials: inout [TrialPlan]) {
        var known: [(plan: OperationPlan, hash: String)] = []
        for index in trials.indices {
            let plan = trials[index].plan
            // Plans of one repetition lie side by side.
            known.removeAll { $0.plan.repetition != plan.repetition }
            // Nor does the arms' one plan need to be known twice.
            let hash = known.last { $0.plan.isSame(as: plan) }?.hash
            if hash == nil { known.append((plan, plan.hash)) }
            trials[index].planHash = hash ?? known[known.count - 1].hash
        }
    }
}

extension Specification {
    /// The operations of one repetition: the same for every arm.
    package func operationPlan(repetition: Int) -> OperationPlan {
        OperationPlan(
            workload: workload, participants: participants, schedule: schedule, seed: seed,
            repetition: repetition)
    }

    /// Sets what nodes decide by chance apart from the workload's and the faults' streams.
    private static let nodeStream: UInt64 = 0x6E6F_6465

    fileprivate func nodeSettings(of arm: Arm, repetition: Int) -> NodeSettings {
        var settings = NodeSettings()
        settings.valueBytes = UInt32(workload.valueBytes)
        settings.timeoutNanoseconds = timeoutNanoseconds
        settings.attemptTimeoutNanoseconds = attemptTimeoutNanoseconds
        settings.retries = retries
        settings.retryBudget = retryBudget
        settings.hedgeNanoseconds = hedgeNanoseconds
        settings.acknowledge = arm.acknowledge
        settings.durability = arm.durability
        settings.detection = arm.detection
        settings.speed = arm.speed
        settings.serviceWorkers = serviceWorkers
        settings.swallowEvery = swallowEvery
        var random = SeededRandom(seed: seed, path: Self.nodeStream, UInt64(repetition))
        settings.seed = random.next()
        return settings
    }

    fileprivate func plannedFaults(
        in scene: FaultScene, registry: FaultRegistry
    ) -> [PlannedFault] {
        faults.flatMap { fault in
            guard let kind = registry[fault.action] else {
                preconditionFailure("a checked experiment names the fault '\(fault.action)'")
            }
            return kind.plan(fault.order, in: scene)
        }
    }
}
