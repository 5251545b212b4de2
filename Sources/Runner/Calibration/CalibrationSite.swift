import Core
import Glibc
import Node
import Topology
import Workload

/// Where everything is measured: the programs, the loop they are waited for on, the processors.
struct CalibrationSite {
    /// Makes the topology of one server and its clients, as bare C has them.
    let star: (TopologySetting) -> any Topology
    var environment: TrialEnvironment
    /// The program that is a `BaselineProcess` when told to be.
    let selfExecutable: String
    let processors: Processors

    /// A trial of one server and its clients.
    func trial(
        number: Int, label: String, participants: Int, workload: RequestWorkload,
        schedule: Schedule
    ) -> TrialPlan {
        let setting = TopologySetting(participants: participants, keys: workload.keys)
        let plan = OperationPlan(
            workload: workload, participants: participants, schedule: schedule, seed: 1,
            repetition: 1)
        var settings = NodeSettings()
        settings.valueBytes = UInt32(workload.valueBytes)
        let star = star(setting)
        return TrialPlan(
            number: number, label: label, topologyKind: type(of: star).kind, topology: star,
            setting: setting, plan: plan, settings: settings)
    }

    /// Samples are of no use after the trial.
    func removeSamples(of trial: TrialPlan) {
        for index in trial.topology.members.indices {
            unlink(environment.samplePath(of: NodeID(index), start: 1, in: trial))
        }
    }
}
