package import Measurement

/// What a report says about a run beside the numbers: who asked what, and how to ask it again.
package struct RunFacts: Sendable {
    /// The experiment's name.
    package let name: String
    /// The question the experiment asks; empty if it states none.
    package let question: String
    /// What its author expected; empty if nothing.
    package let hypothesis: String
    /// The exact command line that makes these results again.
    package let command: String
    /// The tier that ran: `simulated`, `loopback` or `emulated`.
    package let tier: String
    /// The seed every draw of the run comes from.
    package let seed: UInt64
    /// The version of topolab that ran.
    package let version: String
    /// How many repetitions were asked for, at least 1.
    package let repetitions: Int
    /// Further remarks to print as they are, one sentence each.
    package let notes: [String]
    /// What the experiment expects of its results.
    package let expectations: [ResultExpectation]
    /// How many trials were to be run; nil where run.json does not say.
    package let plannedTrials: Int?
    /// Whether the run came to an end of its own, be it with an error.
    package let hasEnded: Bool

    /// Takes each fact as it stands in the experiment and the host's description.
    package init(
        name: String, question: String, hypothesis: String, command: String, tier: String,
        seed: UInt64, version: String, repetitions: Int, notes: [String],
        expectations: [ResultExpectation] = [], plannedTrials: Int? = nil, hasEnded: Bool = true
    ) {
        self.name = name
        self.question = question
        self.hypothesis = hypothesis
        self.command = command
        self.tier = tier
        self.seed = seed
        self.version = version
        self.repetitions = repetitions
        self.notes = notes
        self.expectations = expectations
        self.plannedTrials = plannedTrials
        self.hasEnded = hasEnded
    }
}
