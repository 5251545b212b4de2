import Experiment
import Theory

extension LawProblem {
    /// What is wrong, what is allowed, and where to read on.
    func text(of law: Law) -> String {
        var lines = ["theory \(law.name): \(reason)"]
        for (index, question) in law.questions.enumerated() {
            lines.append(
                (index == 0 ? "  usage: " : "     or: ")
                    + "topolab theory \(law.name) \(question.usage)")
        }
        return (lines + ["  see topolab theory --help"]).joined(separator: "\n")
    }

    private var reason: String {
        switch self {
        case .notAnAssignment(let word):
            return "\"\(word)\" is no parameter: expected KEY=VALUE"
        case .unknown(let key, let known):
            let near = nearestName(to: key, among: known).map { "did you mean \"\($0)\"? " } ?? ""
            return "unknown parameter \"\(key)\": \(near)There are "
                + known.joined(separator: ", ")
        case .givenTwice(let name):
            return "\"\(name)\" is given more than once"
        case .notTogether(let left, let right):
            return "\"\(left)\" and \"\(right)\" do not go together"
        case .badValue(let value, let key, let parameter):
            return "\(key) = \"\(value)\": expected \(parameter.expected)"
        case .outOfRange(let value, let key, let parameter):
            let name = key == parameter.name ? "" : "\(parameter.name) to be "
            return "\(key) = \"\(value)\" is out of range: expected \(name)\(parameter.expected)"
        case .missing(let parameters):
            return "missing "
                + parameters.map { "\"\($0.name)\" (\($0.meaning): \($0.expected))" }
                .joined(separator: ", ")
        case .noAnswer(let error):
            return error.text
        }
    }
}

extension ModelError {
    fileprivate var text: String {
        switch self {
        case .unstable(let utilisation):
            "with a utilisation of \(utilisation) the queue grows without end: expected below 1"
        case .noRequest:
            "nothing is sent: expected rate_per_s times measure_s to be at least 1"
        case .backlogOutlasts(let seconds, let measured):
            "the stall's backlog takes \(seconds) s to work off, more than the \(measured) s "
                + "measured: expected a longer measure_s, a shorter stall_s or a lower utilisation"
        case .lowAboveHigh(let low, let high):
            "low_ms = \(low) is above high_ms = \(high): expected at most that"
        case .tooFewPoints(let count, let needed):
            "a fit needs at least \(needed) points, and there are \(count)"
        case .pointsTooAlike:
            "a fit needs points of at least three different numbers of clients"
        case .allZero:
            "every value is 0: expected one above 0"
        case .tooMany(let name, let count, let limitName, let limit):
            "\(name) = \(count) is more than \(limitName) = \(limit): expected at most that"
        }
    }
}
