import TOML

/// A value that the command line puts in the place of the file's: `--set PATH=VALUE` and its kin.
///
/// PATH is a dotted key of the schema, with a `[[topology]]` by its label and a `[[fault]]` by its
/// position: `participants.count`, `topology.mesh.replicas`, `fault.0.share`. VALUE is TOML, where
/// a bare word is a string. Of two that set the same key, the later holds.
package struct Override: Sendable, Equatable {
    /// The option with its argument, as errors show it: `--set "participants.count=0"`.
    package let text: String
    /// The same as words of a command line.
    package let words: [String]
    /// The argument's two sides; nil without a `=` between them.
    private let assignment: Assignment?

    private struct Assignment: Sendable, Equatable {
        var path: String
        var value: String
    }

    /// `--set ARGUMENT`.
    package static func set(_ argument: String) -> Self {
        let sides = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        return Override(
            option: "--set", argument: argument,
            assignment: sides.count == 2
                ? Assignment(path: String(sides[0]), value: String(sides[1])) : nil)
    }

    /// `--seed N`.
    package static func seed(_ argument: String) -> Self {
        Override(option: "--seed", argument: argument, path: "seed")
    }

    /// `--repetitions N`.
    package static func repetitions(_ argument: String) -> Self {
        Override(option: "--repetitions", argument: argument, path: "repetitions")
    }

    /// `--tier TIER`.
    package static func tier(_ argument: String) -> Self {
        Override(option: "--tier", argument: argument, path: "network.tier")
    }

    private init(option: String, argument: String, path: String) {
        self.init(
            option: option, argument: argument,
            assignment: Assignment(path: path, value: argument))
    }

    private init(option: String, argument: String, assignment: Assignment?) {
        text = "\(option) \(quoted(argument))"
        words = [option, argument]
        self.assignment = assignment
    }

    /// The parts of the path, and the value that belongs there.
    func parsed(at place: Place) throws(OptionProblem) -> (path: [String], value: Given) {
        guard let assignment else { throw .notAnAssignment }
        let path: [String]
        do {
            path = try TOMLParser.parseKey(assignment.path)
        } catch {
            throw .badPath(error)
        }
        return (path, Given(try Self.value(of: assignment.value)) { _ in place })
    }

    private static func value(of text: String) throws(OptionProblem) -> TOMLValue {
        do {
            return try TOMLParser.parseValue(text)
        } catch {
            guard isBareWord(text) else { throw .badValue(error) }
            return TOMLValue(position: error.position, content: .string(text))
        }
    }

    /// Whether a text that is not TOML can only be meant as a string.
    private static func isBareWord(_ text: String) -> Bool {
        guard let first = text.utf8.first, isLetter(first) else { return false }
        return text.utf8.allSatisfy { byte in
            isLetter(byte) || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
                || "-_./".utf8.contains(byte)
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
    }
}
