/// Where everything is measured: the programs, the loop they are waited for on, the processors.
struct CalibrationSite {
    let environment: TrialEnvironment
    /// The program that is a `BaselineProcess` when told to be.
    let selfExecutable: String
    let processors: Processors
}
