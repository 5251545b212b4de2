package import TOML

/// What is wrong, as data; `text` makes the sentence.
package enum Problem: Sendable, Equatable {
    /// The file is not TOML.
    case notTOML(TOMLError)
    case key(KeyProblem)
    case value(ValueProblem)
    case contradiction(Contradiction)
    case option(OptionProblem)
    case trace(TraceProblem)
    case network(NetworkProblem)
    case sweep(SweepProblem)
    case expect(ExpectProblem)

    /// The problem in one line: what is wrong, what is expected, what to do.
    package var text: String {
        switch self {
        case .notTOML(let error): error.message
        case .key(let problem): problem.text
        case .value(let problem): problem.text
        case .contradiction(let problem): problem.text
        case .option(let problem): problem.text
        case .trace(let problem): problem.text
        case .network(let problem): problem.text
        case .sweep(let problem): problem.text
        case .expect(let problem): problem.text
        }
    }
}
