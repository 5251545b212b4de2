import Report
import Theory

extension Law.Question {
    /// What to write: those that may be left out in brackets, with what they are then.
    var usage: String {
        parameters.map { parameter in
            if let fallback = parameter.fallback {
                return "[\(parameter.name)=\(Self.text(fallback))]"
            }
            return switch parameter.form {
            case .number, .whole: "\(parameter.name)=X"
            case .numbers: "\(parameter.name)=X,X,..."
            case .pairs: "\(parameter.name)=X:X,X:X,..."
            }
        }.joined(separator: " ")
    }

    fileprivate static func text(_ value: Double) -> String {
        Int(exactly: value).map { "\($0)" } ?? "\(value)"
    }
}

extension Settings.Setting {
    /// The value as it could be given again.
    var text: String {
        let numbers = numbers.map(Law.Question.text)
        guard parameter.form == .pairs else { return numbers.joined(separator: ",") }
        return stride(from: 0, to: numbers.count - 1, by: 2)
            .map { "\(numbers[$0]):\(numbers[$0 + 1])" }.joined(separator: ",")
    }
}

extension Parameter {
    /// What is taken, as in "a number, at least 0 and below 1".
    var expected: String {
        let what =
            switch form {
            case .number: "a number"
            case .whole: "a whole number"
            case .numbers: "numbers with commas between them, each"
            case .pairs: "pairs such as 1:100,2:190, each number"
            }
        return "\(what) \(limits.text)"
    }
}

extension Limits {
    var text: String {
        "\(includesLower ? "at least" : "above") \(Self.text(lower)) and "
            + "\(includesUpper ? "at most" : "below") \(Self.text(upper))"
    }

    private static func text(_ value: Double) -> String {
        value == value.rounded() ? NumberText.integer(value) : "\(value)"
    }
}
