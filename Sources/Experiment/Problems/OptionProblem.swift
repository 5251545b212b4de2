package import TOML

/// An option that changes nothing in the file, because it does not say what.
package enum OptionProblem: Error, Sendable, Equatable {
    /// No `=`.
    case notAnAssignment
    case badPath(TOMLError)
    case badValue(TOMLError)
    /// A path through a list that has no such element.
    case noElement(String, list: String, labels: [String], count: Int)
    /// A key of a list's elements without saying of which; `example` is one that may have it.
    case noLabel(key: String, list: String, labels: [String], example: String)
    /// A path through something that is no table.
    case notATable(String)

    var text: String {
        switch self {
        case .notAnAssignment:
            "expected PATH=VALUE, such as participants.count=32"
        case .badPath(let error):
            "the path before \"=\" is not a dotted key: \(error.message)"
        case .badValue(let error):
            "the value is not TOML: \(error.message)"
        case .noElement(_, let list, _, count: 0):
            "the file has no [[\(list)]]"
        case .noElement(let name, let list, labels: [], let count):
            "there is no [[\(list)]] at position \(quoted(name)): positions here go from 0 to "
                + digits(count - 1)
        case .noElement(let name, let list, let labels, _):
            "no [[\(list)]] has the label \(quoted(name)): "
                + suggestion(for: name, among: labels)
                + "labels here: " + labels.prefix(16).map { legible($0) }.joined(separator: ", ")
        case .noLabel(let key, let list, let labels, let example):
            "\(quoted("\(list).\(key)")) does not say of which [[\(list)]]: write "
                + "\(list).\(legible(example)).\(legible(key)); labels here: "
                + labels.prefix(16).map { legible($0) }.joined(separator: ", ")
        case .notATable(let path):
            "\(quoted(path)) is not a table with keys of its own"
        }
    }
}
