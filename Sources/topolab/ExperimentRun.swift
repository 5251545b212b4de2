import Core
import Experiment
import Glibc
import Report
import Runner
import Topology
import Transport

/// One run of an experiment, from the checked specification to tables and report.
struct ExperimentRun {
    private let specification: Specification
    private let options: RunOptions
    private let program: Program
    private let started = WallTime.now()

    init(_ specification: Specification, _ options: RunOptions, in program: Program) {
        self.specification = specification
        self.options = options
        self.program = program
    }

    func run() throws(Failure) -> ExitStatus {
        let trials = try program.trials(of: specification, traceFirst: options.traceFirst)
        let host = try RunHost(specification, trials)
        let folder = try makeFolder()
        let runner = try host.runner(folder: folder.path)
        try writeRunFile(trials, folder, ended: nil)
        for note in specification.notes where !options.isQuiet { Console.error(note.text) }
        let campaign = Campaign(
            trials, on: runner, into: folder,
            context: RunContext(
                experiment: specification.name, tier: specification.network.tier.rawValue))
        let progress = ProgressLine(isShown: !options.isQuiet && Console.errorIsTerminal)
        campaign.progress = { progress.show($0) }
        var failure: Failure?
        var areAllValid = true
        do throws(CampaignError) {
            areAllValid = try campaign.run()
        } catch {
            failure = Self.failure(error, folder: folder.path)
        }
        progress.clear()
        try writeRunFile(trials, folder, ended: WallTime.now())
        if failure == nil || failure?.status == .interrupted {
            try report(folder)
        }
        if let failure { throw failure }
        return areAllValid ? .done : .invalid
    }

    private func makeFolder() throws(Failure) -> ResultFolder {
        let path = options.folder ?? "Results/\(specification.name)-\(started.compact)"
        do throws(ResultFolderError) {
            return try ResultFolder(creating: path, traced: options.traceFirst != nil)
        } catch {
            throw Failure(status: .host, message: error.message)
        }
    }

    private func writeRunFile(
        _ trials: [TrialPlan], _ folder: ResultFolder, ended: WallTime?
    ) throws(Failure) {
        let file = RunFile(
            specification: specification, trials: trials, started: started, ended: ended)
        do throws(ResultFolderError) {
            try folder.write(file.json.text + "\n", to: "run.json")
        } catch {
            throw Failure(status: .host, message: error.message)
        }
    }

    /// Tables and report are made from the files alone, as `topolab report` makes them.
    private func report(_ folder: ResultFolder) throws(Failure) {
        let maker = try ReportMaker(folder.path)
        guard maker.hasTrials else { return }
        try maker.writeHTML()
        if options.wantsJSON { Console.print(maker.json.text) }
        guard !options.isQuiet else { return }
        Console.error(maker.table)
        Console.error("report   \(folder.path)/report.html")
        Console.error("results  \(folder.path)/  (README.md there says what every column means)")
    }

    private static func failure(_ error: CampaignError, folder: String) -> Failure {
        switch error {
        case .trial(_, _, .interrupted):
            Failure(
                status: .interrupted,
                message: "interrupted; finished trials are complete in \(folder)")
        case .trial:
            Failure(
                status: .failed,
                message: "\(error.message)\n  trials finished before are complete in \(folder)")
        case .results: Failure(status: .host, message: error.message)
        }
    }
}
