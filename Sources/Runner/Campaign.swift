package import Core
import Measurement
import Topology

/// All trials of a run, one after another, each one's rows written as it ends.
package final class Campaign {
    package let trials: [TrialPlan]
    private let runner: TrialRunner
    private let folder: ResultFolder
    private let context: RunContext
    /// Called as a trial goes on.
    package var progress: (CampaignProgress) -> Void = { _ in }

    package init(
        _ trials: [TrialPlan], on runner: TrialRunner, into folder: ResultFolder,
        context: RunContext
    ) {
        self.trials = trials
        self.runner = runner
        self.folder = folder
        self.context = context
    }

    /// The trials so far that may not be believed, in order.
    package private(set) var invalid: [InvalidTrial] = []

    /// Runs the trials in order.
    ///
    /// - Throws: `CampaignError`; the rows of trials that finished before are complete.
    package func run() throws(CampaignError) {
        for (index, trial) in trials.enumerated() {
            let outcome: Outcome
            do throws(TrialError) {
                outcome = try runner.run(trial) { at, recorded in
                    self.progress(
                        CampaignProgress(
                            trial: trial, index: index, count: self.trials.count, at: at,
                            recorded: recorded))
                }
            } catch {
                throw .trial(label: trial.label, repetition: trial.repetition, error)
            }
            do throws(ResultFolderError) {
                let reasons = try folder.add(outcome, in: context)
                if !reasons.isEmpty { invalid.append(InvalidTrial(trial, because: reasons)) }
            } catch {
                throw .results(error)
            }
        }
    }
}

/// A trial that may not be believed.
package struct InvalidTrial: Equatable, Sendable {
    package var repetition: Int
    package var label: String
    /// Of the swept keys, as "key = value"; those of other arms left out.
    package var levels: [String]
    /// The names in `invalid_because`, never empty.
    package var reasons: [String]

    init(_ trial: TrialPlan, because reasons: [String]) {
        repetition = trial.repetition
        label = trial.label
        levels = trial.levels.filter { !$0.value.isEmpty }.map { "\($0.path) = \($0.value)" }
        self.reasons = reasons
    }
}

/// Where a run stands.
package struct CampaignProgress {
    package var trial: TrialPlan
    /// Position of the trial, from 0, among `count`.
    package var index: Int
    package var count: Int
    /// Time since measurement of this trial began; negative in warm-up.
    package var at: Nanoseconds
    /// Operations recorded so far in this trial.
    package var recorded: Int
}

/// Why a run ended before its last trial.
package enum CampaignError: Error, Equatable, Sendable {
    case trial(label: String, repetition: Int, TrialError)
    case results(ResultFolderError)

    package var message: String {
        switch self {
        case .trial(_, _, .interrupted): "interrupted"
        case .trial(let label, let repetition, let error):
            "trial of \(label), repetition \(repetition), failed: \(error.message)"
        case .results(let error): error.message
        }
    }
}
