import Core
import Experiment
import Glibc
import Runner
import TOML
import Topology
import Workload

/// `topolab check`: everything that can be said of an experiment without running it.
enum CheckVerb: Verb {
    static let name = "check"
    static let synopsis = "FILE [--set PATH=VALUE]... [--json]\n       topolab check --tagged-json"
    static let summary = "validate an experiment without running it: trials, nodes, time, memory"
    static let details = """
        \(HelpText.experimentOptions)
          --json               the resolved file, every default filled in, on standard output
          --tagged-json        read TOML on standard input, write the toml-test suite's tagged
                               JSON to standard output; status 2 if it is not valid TOML 1.0
        """

    static func run(
        _ arguments: inout Arguments, in program: Program
    ) throws(Failure) -> ExitStatus {
        if arguments.flag("--tagged-json") {
            try arguments.finish()
            return try writeTaggedJSON()
        }
        let overrides = try arguments.overrides()
        let wantsJSON = arguments.flag("--json")
        let file = try ExperimentFile(try arguments.operand("FILE"))
        try arguments.finish()
        let experiment = try file.experiment(overrides, in: program)
        if wantsJSON {
            try Console.print(experiment.resolvedObject.text)
            return .done
        }
        for note in experiment.notes { Console.error(note.text) }
        try Console.print(try summary(of: experiment, in: program))
        return .done
    }

    private static func writeTaggedJSON() throws(Failure) -> ExitStatus {
        let table: TOMLTable
        do throws(TOMLError) {
            table = try TOMLParser.parse(StandardInput.readAll())
        } catch {
            throw .wrong("standard input:\(error.position): \(error.message)")
        }
        try Console.print(TaggedJSON.text(of: table))
        return .done
    }

    private static func summary(
        of experiment: Experiment, in program: Program
    ) throws(Failure) -> String {
        let specification = experiment.first
        let trials = try program.trials(of: experiment, traceFirst: nil)
        try RunHost.checkMemory(for: trials)
        let cost = RunCost(trials, tier: specification.network.tier)
        let factors = experiment.factors.map(\.path).joined(separator: ", ")
        let sweep =
            factors.isEmpty ? "none" : "\(experiment.points.count) points of \(factors)"
        let swept = factors.isEmpty ? "" : " (of the first point)"
        let question = specification.question
        return """
            \(specification.name)\(question.isEmpty ? "" : ": " + question)
              trials    \(trials.count) (\(specification.topologies.map(\.label).joined(separator: ", ")); \
            \(specification.repetitions) repetition\(specification.repetitions == 1 ? "" : "s") each)
              sweep     \(sweep)
              nodes     \(cost.nodes)
              load      \(cost.load)\(swept)
              detection \(cost.detection), while all answer
              time      \(cost.time)
              memory    \(cost.memory)
              tier      \(specification.network.tier.rawValue)
              plan      \(trials.first?.plan.hash ?? "") (repetition 1)
            """
    }
}
