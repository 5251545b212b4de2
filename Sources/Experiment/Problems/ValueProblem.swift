/// A value that its key does not take.
package enum ValueProblem: Error, Sendable, Equatable {
    /// A value of the wrong kind, or out of range.
    case unexpected(String, found: FoundValue, expected: Form, unit: String?)
    case unknownWord(String, String, known: [String])
    /// A value that is right, and that this version can do nothing with.
    case notAvailable(Unavailable)

    /// What this version knows by name and cannot do.
    package enum Unavailable: Sendable, Equatable {
        case key(String)
        case table(String)
        case word(String, String, available: [String])
        case number(String, Double, available: ClosedRange<Double>)
        /// What needs packets, on a tier that has none.
        case packets(String, String, tier: String)
        /// The same, where packets are the host's own.
        case ownPackets(String, String, tier: String)
    }

    var text: String {
        switch self {
        case .unexpected(let key, let found, let form, let unit):
            "\(quoted(key)) is \(found.text): expected \(form.text)"
                + (unit.map { ", in \($0)" } ?? "")
        case .unknownWord(let key, let word, let known):
            "\(quoted(key)) is \(quoted(word)): "
                + sentences(
                    suggestion(for: word, among: known),
                    "expected \(alternatives(known.map { quoted($0) }))")
        case .notAvailable(let what):
            what.text
        }
    }
}

extension ValueProblem.Unavailable {
    fileprivate var text: String {
        switch self {
        case .key(let name):
            "\(quoted(name)) is not available in this version: remove it"
        case .table(let header):
            "\(header) is not available in this version: remove it; "
                + "--set changes a value for one run"
        case .word(let key, let word, let available):
            "\(quoted(key)) is \(quoted(word)), which is not available in this version: use "
                + alternatives(available.map { quoted($0) })
        case .number(let key, let number, let available):
            "\(quoted(key)) is \(digits(number)), which is not available in this version: use "
                + digits(available.lowerBound)
                + (available.lowerBound < available.upperBound
                    ? " to \(digits(available.upperBound))" : "")
        case .packets(let key, let value, let tier):
            "\(quoted(key)) is \(value), which tier \(quoted(tier)) cannot do, as its streams are "
                + "not cut into packets: write tier = \"emulated\" in [network], "
                + (tier == Network.Tier.simulated.rawValue
                    ? "or protocol = \"udp\" in [transport], or remove it" : "or remove it")
        case .ownPackets(let key, let value, let tier):
            "\(quoted(key)) is \(value), which tier \(quoted(tier)) cannot do, as its packets are the "
                + "host's own: write tier = \"emulated\" or tier = \"simulated\" in [network], or "
                + "remove it"
        }
    }
}

extension Form {
    /// What is expected, as a noun with its range.
    fileprivate var text: String {
        switch self {
        case .text(let rule): rule.text
        case .word(let words):
            alternatives(words.filter { $0.isAvailable }.map { quoted($0.name) })
        case .integer(let range):
            "an integer from \(digits(range.lowerBound)) to \(digits(range.upperBound))"
        case .number(let range):
            "a number from \(digits(range.lowerBound)) to \(digits(range.upperBound))"
        case .texts(let rule): "an array of \(rule.text)"
        case .numbers(let range):
            "an array of numbers from \(digits(range.lowerBound)) to \(digits(range.upperBound))"
        case .flag: "true or false"
        }
    }
}

extension TextRule {
    fileprivate var text: String {
        let length = "of at most \(digits(maximumLength)) characters"
        return switch self {
        case .prose: "a text in quotes \(length), none of them a control character"
        case .name: "a name \(length), of a-z, 0-9 and \"-\""
        case .label: "a label \(length), of A-Z, a-z, 0-9, \"_\" and \"-\""
        case .path: "a path in quotes \(length)"
        case .column: "column names \(length)"
        case .target: "\"provider\", \"participant\", \"provider-0\" or a node's name in quotes"
        }
    }
}
