import TOML

/// A value as an error shows it.
package struct FoundValue: Sendable, Equatable {
    /// As the file writes it, cut to one line.
    package let token: String
    /// What kind of value it is, where the token does not show it.
    package let noun: String?

    init(_ given: Given) {
        switch given.content {
        case .scalar(.string(let text)): (token, noun) = (quoted(text), "a string")
        case .scalar(.integer(let number)): (token, noun) = (digits(Int(number)), nil)
        case .scalar(.float(let number)): (token, noun) = ("\(number)", nil)
        case .scalar(.boolean(let flag)): (token, noun) = ("\(flag)", nil)
        case .scalar(.dateTime(let moment)): (token, noun) = (moment.text, "a date or time")
        case .list, .scalar(.array(_)): (token, noun) = ("an array", nil)
        case .table, .scalar(.table(_)): (token, noun) = ("a table", nil)
        }
    }

    /// The value with its kind.
    var text: String { noun.map { "\(token), \($0)" } ?? token }
}

extension SettingValue {
    /// As the file writes it.
    var token: String {
        switch self {
        case .text(let text): quoted(text)
        case .integer(let number): digits(number)
        case .number(let number): digits(number)
        case .flag(let flag): "\(flag)"
        case .texts(let texts): "[\(texts.map { quoted($0) }.joined(separator: ", "))]"
        }
    }
}
