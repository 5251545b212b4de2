import Experiment
import Runner
import Topology

/// `topolab serve`: the nodes of one arm without load.
enum ServeVerb: Verb {
    static let name = "serve"
    static let synopsis = "FILE [--topology LABEL] [--set PATH=VALUE]..."
    static let summary = "start the nodes without load until interrupted; print their addresses"
    static let details = """
        \(HelpText.experimentOptions)
          --topology LABEL     which arm; default the experiment's first
        """

    static func run(
        _ arguments: inout Arguments, in program: Program
    ) throws(Failure) -> ExitStatus {
        let overrides = try arguments.overrides()
        let label = try arguments.value("--topology")
        let file = try ExperimentFile(try arguments.operand("FILE"))
        try arguments.finish()
        let experiment = try file.experiment(overrides, in: program)
        let trial = try arm(label, of: experiment, in: program)
        let host = try RunHost(experiment.first, [trial])
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let environment = try host.environment(folder: folder.path)
        do throws(TrialError) {
            try ProcessTrial(trial, in: environment).serve {
                let lines = environment.directory(of: trial).joined(separator: "\n")
                // A reader that has left does not end what it was told of.
                try? Console.print(lines)
                Console.error("serving \(trial.label) until interrupted (Ctrl-C)")
            }
        } catch .interrupted {
            return .interrupted
        } catch {
            throw Failure(status: .failed, message: error.message)
        }
        return .done
    }

    private static func arm(
        _ label: String?, of experiment: Experiment, in program: Program
    ) throws(Failure) -> TrialPlan {
        let trials = try program.trials(of: experiment, traceFirst: nil)
        guard experiment.first.network.tier == .loopback else {
            throw .wrong("serve needs real processes: add --tier loopback")
        }
        guard let label else { return trials[0] }
        if let trial = trials.first(where: { $0.label == label }) { return trial }
        let known = experiment.first.topologies.map(\.label).joined(separator: ", ")
        throw .wrong("no topology is labelled \"\(label)\": this experiment has \(known)")
    }
}
