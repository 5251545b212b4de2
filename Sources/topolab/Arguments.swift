import Experiment

/// A verb's arguments, taken one by one; what is left over is an error.
struct Arguments {
    private var words: [String]
    private let verb: String
    private var knownOptions: [String] = []

    init(_ words: [String], of verb: String) {
        self.words = words
        self.verb = verb
    }

    /// Whether an option without a value is given.
    mutating func flag(_ name: String) -> Bool {
        knownOptions.append(name)
        let isGiven = words.contains(name)
        words.removeAll { $0 == name }
        return isGiven
    }

    /// The value of an option, as `--name VALUE` or `--name=VALUE`; nil when it is not given.
    mutating func value(_ name: String) throws(Failure) -> String? {
        var all = try values(name)
        guard all.count <= 1 else { throw wrong("\(name) is given \(all.count) times") }
        return all.popLast()
    }

    /// The values of an option that may be given many times.
    mutating func values(_ name: String) throws(Failure) -> [String] {
        knownOptions.append(name)
        var values: [String] = []
        while let index = words.firstIndex(where: { $0 == name || $0.hasPrefix(name + "=") }) {
            let word = words.remove(at: index)
            if word != name {
                values.append(String(word.dropFirst(name.count + 1)))
            } else if index < words.count, !words[index].hasPrefix("--") {
                values.append(words.remove(at: index))
            } else {
                throw wrong("\(name) needs a value")
            }
        }
        return values
    }

    /// The value of an option that may stand without one; nil when it is not given at all.
    mutating func optionalNumber(_ name: String, otherwise: Int) throws(Failure) -> Int? {
        knownOptions.append(name)
        guard let index = words.firstIndex(where: { $0 == name || $0.hasPrefix(name + "=") }) else {
            return nil
        }
        let word = words.remove(at: index)
        if word != name { return try number(word.dropFirst(name.count + 1), of: name) }
        guard index < words.count, Int(words[index]) != nil else { return otherwise }
        return try number(words.remove(at: index)[...], of: name)
    }

    private func number(_ text: Substring, of name: String) throws(Failure) -> Int {
        guard let number = Int(text), number >= 0 else {
            throw wrong("\(name) takes a whole number, not \"\(text)\"")
        }
        return number
    }

    /// Changes to the experiment, in the order of the command line within each kind.
    mutating func overrides() throws(Failure) -> [Override] {
        var overrides = try values("--set").map { Override.set($0) }
        if let seed = try value("--seed") { overrides.append(.seed(seed)) }
        if let count = try value("--repetitions") { overrides.append(.repetitions(count)) }
        if let tier = try value("--tier") { overrides.append(.tier(tier)) }
        return overrides
    }

    /// The next word that is no option.
    mutating func operand(_ what: String) throws(Failure) -> String {
        guard let index = words.firstIndex(where: { !$0.hasPrefix("-") }) else {
            throw wrong("\(what) is missing")
        }
        return words.remove(at: index)
    }

    /// Every word left that is no option.
    mutating func operands() -> [String] {
        let operands = words.filter { !$0.hasPrefix("-") }
        words.removeAll { !$0.hasPrefix("-") }
        return operands
    }

    /// Everything must have been taken by now.
    func finish() throws(Failure) {
        guard let left = words.first else { return }
        guard left.hasPrefix("-") else { throw wrong("\"\(left)\" is one argument too many") }
        let name = left.split(separator: "=").first.map { String($0) } ?? left
        let near = nearestName(to: name, among: knownOptions)
        throw wrong("unknown option \"\(name)\"" + (near.map { ": did you mean \"\($0)\"?" } ?? ""))
    }

    private func wrong(_ text: String) -> Failure {
        .wrong("\(text)\n  see topolab \(verb) --help")
    }
}
