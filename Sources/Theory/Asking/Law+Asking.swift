extension Law {
    /// One `key=value` of the command line.
    private struct Assignment {
        let key: String
        let value: String
    }

    /// Answers a question asked in words such as `utilisation=0.8`.
    ///
    /// - Throws: `LawProblem` about the first word that is wrong, or about the numbers together.
    package func answer(to words: [String]) throws(LawProblem) -> Answer {
        let given = try assignments(words)
        let question = try question(with: given)
        let settings = try Self.settings(of: question, given)
        do throws(ModelError) {
            return Answer(settings: settings, rows: try question.rows(settings))
        } catch {
            throw .noAnswer(error)
        }
    }

    private func assignments(_ words: [String]) throws(LawProblem) -> [Assignment] {
        var given: [Assignment] = []
        for word in words {
            guard let sign = word.firstIndex(of: "="), sign > word.startIndex else {
                throw .notAnAssignment(word)
            }
            given.append(
                Assignment(
                    key: String(word[..<sign]), value: String(word[word.index(after: sign)...])))
        }
        return given
    }

    /// The first way of asking that takes every key, preferably one that lacks none.
    private func question(with given: [Assignment]) throws(LawProblem) -> Question {
        let known = questions.flatMap(\.parameters)
        for assignment in given where !known.contains(where: { $0.isNamed(assignment.key) }) {
            var names: [String] = []
            for parameter in known where !names.contains(parameter.name) {
                names.append(parameter.name)
            }
            throw .unknown(assignment.key, known: names)
        }
        let fitting = questions.filter { question in given.allSatisfy { question.takes($0.key) } }
        let complete = fitting.first { question in
            question.missing { parameter in given.contains { parameter.isNamed($0.key) } }.isEmpty
        }
        guard let question = complete ?? fitting.first else { throw notTogether(given) }
        return question
    }

    private func notTogether(_ given: [Assignment]) -> LawProblem {
        for (index, left) in given.enumerated() {
            for right in given[..<index]
            where !questions.contains(where: { $0.takes(left.key) && $0.takes(right.key) }) {
                return .notTogether(right.key, left.key)
            }
        }
        return .notTogether(given.first?.key ?? "", given.last?.key ?? "")
    }

    private static func settings(
        of question: Question, _ given: [Assignment]
    ) throws(LawProblem) -> Settings {
        var settings: [Settings.Setting] = []
        var missing: [Parameter] = []
        for parameter in question.parameters {
            let values = given.filter { parameter.isNamed($0.key) }
            guard values.count <= 1 else { throw .givenTwice(parameter.name) }
            if let value = values.first {
                let numbers = try parameter.numbers(in: value.value, key: value.key)
                settings.append(Settings.Setting(parameter: parameter, numbers: numbers))
            } else if let fallback = parameter.fallback {
                settings.append(Settings.Setting(parameter: parameter, numbers: [fallback]))
            } else {
                missing.append(parameter)
            }
        }
        guard missing.isEmpty else { throw .missing(missing) }
        return Settings(all: settings)
    }
}

extension Law.Question {
    fileprivate func takes(_ key: String) -> Bool {
        parameters.contains { $0.isNamed(key) }
    }

    fileprivate func missing(given isGiven: (Parameter) -> Bool) -> [Parameter] {
        parameters.filter { $0.fallback == nil && !isGiven($0) }
    }
}
