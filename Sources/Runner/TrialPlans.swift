import Core
package import Experiment
package import Faults
import Node
package import Topology
package import Workload

/// The trials an experiment asks for, in the order they run.
package enum TrialPlans {
    /// Repetition outermost; the arms' order reversed in every second repetition, so that what
    /// drifts with time favours none of them.
    ///
    /// `traceFirst` operations are traced: nil for none, 0 for all. The throwing is of a
    /// `TopologyContradiction`, which a checked specification does not hold.
    package static func make(
        of specification: Specification, topologies: TopologyRegistry, faults: FaultRegistry,
        traceFirst: Int?
    ) throws(TopologyContradiction) -> [TrialPlan] {
        var trials: [TrialPlan] = []
        for repetition in 1...specification.repetitions {
            let plan = specification.operationPlan(repetition: repetition)
            let hash = plan.hash
            let arms = specification.topologies
            for arm in repetition % 2 == 1 ? arms : arms.reversed() {
                guard let kind = topologies[arm.kind] else {
                    preconditionFailure("a checked experiment names the topology '\(arm.kind)'")
                }
                let setting = specification.setting(of: arm)
                let topology = try kind.init(setting)
                var trial = TrialPlan(
                    number: trials.count + 1, label: arm.label, topologyKind: arm.kind,
                    topology: topology, setting: setting, plan: plan, planHash: hash,
                    settings: specification.nodeSettings(of: arm, repetition: repetition))
                trial.objectiveNanoseconds = specification.objectiveNanoseconds
                trial.linkDelays = specification.linkDelays(of: topology.members)
                trial.faults = specification.plannedFaults(
                    among: topology.members, repetition: repetition, registry: faults)
                if let traceFirst {
                    trial.trace = TraceSelection.window(
                        first: traceFirst, of: plan, faults: trial.faults,
                        nodeCount: topology.members.count)
                }
                trials.append(trial)
            }
        }
        return trials
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
        settings.acknowledge = arm.acknowledge
        settings.speed = arm.speed
        settings.serviceWorkers = serviceWorkers
        var random = SeededRandom(seed: seed, path: Self.nodeStream, UInt64(repetition))
        settings.seed = random.next()
        return settings
    }

    fileprivate func linkDelays(of members: [Member]) -> [Nanoseconds] {
        let participantDelay = network.link?.delayNanoseconds ?? 0
        let providerDelay = network.providerLink?.delayNanoseconds ?? participantDelay
        return members.map { $0.participant == nil ? providerDelay : participantDelay }
    }

    fileprivate func plannedFaults(
        among members: [Member], repetition: Int, registry: FaultRegistry
    ) -> [PlannedFault] {
        faults.flatMap { fault in
            let picks = fault.target.picks(
                among: members, seed: seed, repetition: repetition, fault: fault.number)
            guard let kind = registry[fault.action] else {
                preconditionFailure("a checked experiment names the fault '\(fault.action)'")
            }
            let steps = kind.steps(
                atNanoseconds: fault.atNanoseconds, forNanoseconds: fault.forNanoseconds)
            return picks.map { node in
                PlannedFault(
                    number: fault.number, action: fault.action, node: node, steps: steps)
            }
        }
    }
}
