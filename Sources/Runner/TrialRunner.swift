package import Core
import Measurement
import Simulation

/// Runs trials on one tier.
package enum TrialRunner {
    /// In virtual time; the nodes' samples are written to a result folder afterwards.
    case simulated(resultFolder: String, Interrupts)
    /// On real processes, over loopback or in networks of their own.
    case processes(TrialEnvironment)

    /// - Throws: `TrialError`, after which the trial has no result.
    package func run(
        _ trial: TrialPlan, progress: @escaping (_ at: Nanoseconds, _ recorded: Int) -> Void
    ) throws(TrialError) -> Outcome {
        switch self {
        case .simulated(let folder, let interrupts):
            let record = try Self.simulate(trial, interrupts)
            do throws(SampleFileError) {
                try Self.writeSamples(of: trial, record, into: folder)
            } catch {
                throw .samples(error)
            }
            return Outcome(of: trial, record)
        case .processes(let environment):
            let running = ProcessTrial(trial, in: environment)
            running.progress = progress
            return Outcome(of: trial, try running.run())
        }
    }

    /// The same files as real nodes write, one per node: virtual nodes share a process.
    private static func writeSamples(
        of trial: TrialPlan, _ record: TrialRecord, into folder: String
    ) throws(SampleFileError) {
        for (index, node) in record.nodes.enumerated() {
            let id = NodeID(index)
            let count = node.samples.count + node.notices.count + node.traces.count
            let file = try SampleFile(
                creating: "\(folder)/\(trial.sampleFileName(of: id, start: 1))", node: id, start: 1,
                frame: trial.timeFrame, capacity: max(1, count))
            for sample in node.samples { try file.append(sample) }
            for notice in node.notices { try file.append(notice) }
            for trace in node.traces { try file.append(trace) }
            file.tally.counters = node.counters
        }
    }

    private static func simulate(
        _ trial: TrialPlan, _ interrupts: Interrupts
    ) throws(TrialError) -> TrialRecord {
        var arm = SimulatedArm(
            topology: trial.topology, plan: trial.plan, settings: trial.settings,
            network: trial.network)
        arm.transport = trial.transport
        arm.faults = trial.faults
        arm.joining = trial.joining
        arm.trace = trial.trace
        do throws(SimulationError) {
            return try Simulator(arm).run { interrupts.look() }
        } catch .interrupted {
            throw .interrupted
        } catch {
            throw .simulation(error)
        }
    }
}
