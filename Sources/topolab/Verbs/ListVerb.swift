import Experiment
import Runner
import Topology

/// `topolab list`: the experiments that are shipped.
enum ListVerb: Verb {
    static let name = "list"
    static let synopsis = ""
    static let summary = "the shipped experiments: name, question, time each takes"
    static let details = "Run one with topolab run NAME; its file says more in comments."

    static func run(
        _ arguments: inout Arguments, in program: Program
    ) throws(Failure) -> ExitStatus {
        try arguments.finish()
        let shipped = ExperimentFile.shipped
        guard !shipped.isEmpty else {
            throw ExperimentFile.notShipped
        }
        for (name, path) in shipped {
            let experiment = try ExperimentFile(path).experiment([], in: program)
            let trials = try program.trials(of: experiment, traceFirst: nil)
            let time = RunCost(trials, tier: experiment.first.network.tier).time
            try Console.print("\(name)  (\(time))\n    \(experiment.first.question)\n    \(path)")
        }
        return .done
    }
}
