import Measurement

/// A run that has fewer trials than were planned: killed, interrupted, failed, or still going on.
package enum Unfinished {
    /// "stopped after 3 of 12 trials"; nil of a run that is whole.
    package static func text(_ facts: RunFacts, _ results: ResultTables) -> String? {
        let finished = results.trials.rowCount
        guard let planned = facts.plannedTrials else {
            // Written by a version that did not count them.
            return facts.hasEnded ? nil : "stopped after \(finished) trials, before its end"
        }
        guard finished < planned else { return nil }
        return "stopped after \(finished) of \(planned) trials"
            + (facts.hasEnded ? "" : ", or is still going on")
    }

    /// The same as a warning.
    static func warning(_ facts: RunFacts, _ results: ResultTables) -> String? {
        text(facts, results).map {
            "This run \($0): repetitions or points are missing, and nothing here says that they "
                + "would agree with those that are there."
        }
    }
}
