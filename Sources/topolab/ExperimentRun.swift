import Core
import Experiment
import Glibc
import Measurement
import Report
import Runner
import Topology
import Transport

/// One run of an experiment, from the checked specification to tables and report.
struct ExperimentRun {
    private let experiment: Experiment
    private let specification: Specification
    private let options: RunOptions
    private let program: Program
    private let started = WallTime.now()
    private let host = HostFacts()

    private let folderPath: String

    init(_ experiment: Experiment, _ options: RunOptions, in program: Program) {
        self.experiment = experiment
        specification = experiment.first
        self.options = options
        self.program = program
        folderPath =
            options.folder
            ?? Self.freeFolder("Results/\(specification.name)-\(started.compact)")
    }

    func run() throws(Failure) -> ExitStatus {
        var trials = try program.trials(
            of: experiment, traceFirst: options.traceFirst, only: options.repetition)
        // The host comes first: what it refuses leaves nothing behind.
        let runner = try RunHost(specification, trials).runner(
            folder: folderPath, captureFolder: try makeCaptureFolder())
        TrialPlans.hash(&trials)
        let folder = try makeFolder()
        if !options.isQuiet { for note in experiment.notes { Console.error(note.text) } }
        do throws(Failure) {
            try writeRunFile(trials, folder, ended: nil)
        } catch {
            _ = folder.removeIfWithoutTrials()
            throw error.adding(Self.nothingKept)
        }
        let result = run(trials, on: runner, into: folder)
        var failure = result.error.map(Self.failure)
        if folder.removeIfWithoutTrials() {
            throw failure?.adding(Self.nothingKept) ?? .wrong("the experiment has no trial")
        }
        var isMet = false
        do throws(Failure) {
            try writeRunFile(trials, folder, ended: WallTime.now())
            isMet = try report(folder)
        } catch {
            // What went wrong first says most.
            failure = failure ?? error
        }
        if let failure {
            throw failure.adding("the trials that finished are complete in \(folder.path)")
        }
        if options.isQuiet { complain(of: result.invalid, isMet: isMet, in: folder) }
        return result.invalid.isEmpty && isMet ? .done : .invalid
    }

    private static let nothingKept = "no trial finished, and nothing is kept"

    private func run(
        _ trials: [TrialPlan], on runner: TrialRunner, into folder: ResultFolder
    ) -> (invalid: [InvalidTrial], error: CampaignError?) {
        let campaign = Campaign(
            trials, on: runner, into: folder,
            context: RunContext(
                experiment: specification.name, tier: specification.network.tier.rawValue))
        let progress = ProgressLine(isShown: !options.isQuiet && Console.errorIsTerminal)
        campaign.progress = { progress.show($0) }
        defer { progress.clear() }
        do throws(CampaignError) {
            try campaign.run()
            return (campaign.invalid, nil)
        } catch {
            return (campaign.invalid, error)
        }
    }

    /// Invalid trials that are named one by one.
    private static let mostNamed = 6

    /// What the table would have said of a run that is not done and valid, in ten lines at most.
    private func complain(of invalid: [InvalidTrial], isMet: Bool, in folder: ResultFolder) {
        if !isMet {
            Console.error(
                "topolab: what the experiment expects does not hold: topolab report \(folder.path)")
        }
        guard let first = invalid.first else { return }
        Console.error(
            "topolab: \(invalid.count) invalid trial\(invalid.count == 1 ? "" : "s"), "
                + "see invalid_because in \(folder.path)/trials.csv")
        for trial in invalid.prefix(Self.mostNamed) {
            let arm = ([trial.label] + trial.levels).joined(separator: ", ")
            Console.error(
                "  repetition \(trial.repetition) of \(arm): "
                    + trial.reasons.joined(separator: ", "))
        }
        if invalid.count > Self.mostNamed {
            Console.error("  and \(invalid.count - Self.mostNamed) more")
        }
        let replay = options.command + ["--repetition", "\(first.repetition)"]
        Console.error("  once more: \(ShellText.commandLine(replay))")
    }

    /// The name itself, or with the first number behind it that is free: two runs may begin in the
    /// same second.
    private static func freeFolder(_ name: String) -> String {
        var path = name
        var number = 2
        while access(path, F_OK) == 0 {
            path = "\(name)-\(number)"
            number += 1
        }
        return path
    }

    private func makeCaptureFolder() throws(Failure) -> String? {
        guard let folder = options.captureFolder else { return nil }
        guard specification.network.tier == .emulated else {
            throw .wrong(
                "--pcap needs packets, and tier \"\(specification.network.tier.rawValue)\" has none "
                    + "of its own: add --tier emulated")
        }
        if let capture = TextFile.names(in: folder).first(where: { $0.hasSuffix(".pcap") }) {
            throw .wrong(
                "--pcap names \"\(folder)\", where \"\(capture)\" is already: packets are not written "
                    + "over; name another folder, or remove it")
        }
        guard mkdir(folder, 0o755) == 0 || errno == EEXIST else {
            throw Failure(
                status: .host,
                message: FileFailure(path: folder, call: "mkdir", code: errno).description)
        }
        return folder
    }

    private func makeFolder() throws(Failure) -> ResultFolder {
        do throws(ResultFolderError) {
            return try ResultFolder(
                creating: folderPath, traced: options.traceFirst != nil,
                factors: experiment.factors.map(\.path))
        } catch {
            throw Failure(status: .host, message: error.message)
        }
    }

    private func writeRunFile(
        _ trials: [TrialPlan], _ folder: ResultFolder, ended: WallTime?
    ) throws(Failure) {
        let file = RunFile(
            experiment: experiment, trials: trials, host: host, started: started,
            ended: ended)
        do throws(ResultFolderError) {
            try folder.write(file.json.text + "\n", to: "run.json")
        } catch {
            throw Failure(status: .host, message: error.message)
        }
    }

    /// Tables and report are made from the files alone, as `topolab report` makes them.
    ///
    /// - Returns: Whether everything holds that the experiment expects.
    private func report(_ folder: ResultFolder) throws(Failure) -> Bool {
        // The report of many trials takes a while, and can be made once more.
        Interrupts.endProgram(
            status: ExitStatus.interrupted.rawValue,
            saying:
                "topolab: interrupted while reporting; the trials that finished are complete in "
                + "\(folder.path)\n  topolab report \(folder.path)\n")
        let maker = try ReportMaker(folder.path)
        guard maker.hasTrials else { return true }
        try maker.writeHTML()
        if options.wantsJSON { try Console.print(maker.json.text) }
        guard !options.isQuiet else { return maker.areExpectationsMet }
        Console.error(maker.table)
        Console.error("report   \(folder.path)/report.html")
        Console.error("results  \(folder.path)/  (README.md there says what every column means)")
        return maker.areExpectationsMet
    }

    private static func failure(_ error: CampaignError) -> Failure {
        switch error {
        case .trial(_, _, .interrupted):
            Failure(status: .interrupted, message: error.message)
        case .trial(_, _, let cause) where !cause.isOfHost:
            Failure(status: .failed, message: error.message)
        case .results, .trial: Failure(status: .host, message: error.message)
        }
    }
}

extension Failure {
    /// With what has become of the results.
    fileprivate func adding(_ kept: String) -> Failure {
        let separator = status == .interrupted ? "; " : "\n  "
        return Failure(status: status, message: message + separator + kept)
    }
}
