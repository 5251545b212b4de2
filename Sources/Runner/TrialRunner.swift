import Measurement
import Simulation

/// Runs trials on one tier.
package enum TrialRunner {
    /// In virtual time.
    case simulated
    /// On real processes over loopback.
    case loopback(TrialEnvironment)

    /// - Throws: `TrialError`, after which the trial has no result.
    package func run(
        _ trial: TrialPlan, progress: @escaping (Int64) -> Void
    ) throws(TrialError) -> Outcome {
        switch self {
        case .simulated:
            return Outcome(of: trial, try Self.simulate(trial))
        case .loopback(let environment):
            let loopback = LoopbackTrial(trial, in: environment)
            loopback.progress = progress
            return Outcome(of: trial, try loopback.run())
        }
    }

    private static func simulate(_ trial: TrialPlan) throws(TrialError) -> TrialRecord {
        var arm = SimulatedArm(
            topology: trial.topology, plan: trial.plan, settings: trial.settings,
            linkDelays: trial.linkDelays)
        arm.faults = trial.faults
        arm.trace = trial.trace
        do throws(SimulationError) {
            return try Simulator(arm).run()
        } catch {
            throw .simulation(error)
        }
    }
}
