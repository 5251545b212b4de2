/// Named values as lines of text, `name value`: how an assignment travels to a node.
struct Fields {
    private(set) var lines: [String] = []
    private var values: [Substring: Substring] = [:]

    init() {}

    /// Reads lines back; a later line of the same name wins.
    init(lines: [String]) {
        for line in lines {
            let parts = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
            values[parts[0]] = parts.count > 1 ? parts[1] : ""
        }
    }

    mutating func write(_ name: String, _ value: some CustomStringConvertible) {
        lines.append("\(name) \(value)")
    }

    func has(_ name: String) -> Bool { values[name[...]] != nil }

    func text(_ name: String) throws(AssignmentError) -> String {
        guard let value = values[name[...]] else { throw .missing(name) }
        return String(value)
    }

    func number<Number: LosslessStringConvertible>(
        _ name: String, as type: Number.Type = Number.self
    ) throws(AssignmentError) -> Number {
        let text = try text(name)
        guard let number = Number(text) else { throw .unreadable(name, text) }
        return number
    }
}

/// What is wrong with an assignment a node was given.
package enum AssignmentError: Error, Equatable, Sendable {
    case missing(String)
    case unreadable(String, String)
    case unknownTopology(String)

    package var message: String {
        switch self {
        case .missing(let name): "the assignment lacks '\(name)'"
        case .unreadable(let name, let text): "the assignment's '\(name)' is '\(text)'"
        case .unknownTopology(let kind): "this node executable knows no topology '\(kind)'"
        }
    }
}
