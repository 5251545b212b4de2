import Topology

/// Where everything is measured: the programs, the loop they are waited for on, the processors.
struct CalibrationSite {
    /// Makes the topology of one server and its clients, as bare C has them.
    let star: (TopologySetting) -> any Topology
    let environment: TrialEnvironment
    /// The program that is a `BaselineProcess` when told to be.
    let selfExecutable: String
    let processors: Processors
}
