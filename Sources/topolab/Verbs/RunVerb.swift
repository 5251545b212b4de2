import Core
import Experiment
import Glibc
import Report
import Runner
import Transport

/// `topolab run`: an experiment from its file to the report.
enum RunVerb: Verb {
    static let name = "run"
    static let synopsis =
        "FILE [--set PATH=VALUE]... [--seed N] [--repetitions N] [--tier TIER]\n"
        + "                   [--repetition R] [--trace [N]] [--pcap DIR] [--out DIR]\n"
        + "                   [--quiet] [--json]"
    static let summary = "run an experiment: both topologies, a table, CSV files, a report"
    static let details = """
        \(HelpText.experimentOptions)
          --repetition R       only this repetition, exactly as among all of them; from 1 on
          --trace [N]          write every message of the first N operations (20), and of those
                               that meet a fault, to messages.csv; 0: of all operations
          --pcap DIR           write every node's packets there, for Wireshark (tier emulated)
          --out DIR            the result folder; default Results/NAME-TIME
          --quiet              no progress and no table; what is not valid is named
          --json               the trials' rows as JSON on standard output
        """

    static func run(
        _ arguments: inout Arguments, in program: Program
    ) throws(Failure) -> ExitStatus {
        let repetition = try arguments.value("--repetition")
        let overrides = try arguments.overrides()
        var options = RunOptions()
        options.traceFirst = try arguments.optionalNumber("--trace", otherwise: 20)
        options.captureFolder = try arguments.value("--pcap")
        if options.captureFolder == "" { throw .wrong("--pcap needs a folder's name, not nothing") }
        options.folder = try arguments.value("--out")
        if options.folder == "" { throw .wrong("--out needs a folder's name, not nothing") }
        options.isQuiet = arguments.flag("--quiet")
        options.wantsJSON = arguments.flag("--json")
        let given = try arguments.operand("FILE")
        options.command = ["topolab", name, given] + overrides.flatMap(\.words)
        let file = try ExperimentFile(given)
        try arguments.finish()
        let experiment = try file.experiment(overrides, in: program)
        options.repetition = try repetition.map { text throws(Failure) in
            try program.repetition(text)
        }
        return try ExperimentRun(experiment, options, in: program).run()
    }

    /// What the program does when it is told nothing.
    static func quickstart(in program: Program) throws(Failure) -> ExitStatus {
        let experiment = try ExperimentFile("quickstart").experiment([], in: program)
        var options = RunOptions()
        options.traceFirst = 20
        return try ExperimentRun(experiment, options, in: program).run()
    }
}

/// How a run is done, apart from what the experiment says.
struct RunOptions {
    /// The command line of the experiment alone, without what is said here.
    var command: [String] = []
    /// The only one to run; nil for all.
    var repetition: Int?
    var traceFirst: Int?
    var folder: String?
    /// Where each node's packets are written, if anywhere.
    var captureFolder: String?
    var isQuiet = false
    var wantsJSON = false
}
