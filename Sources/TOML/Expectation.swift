/// What the grammar has at the place where something else stands.
package enum Expectation: Equatable, Sendable {
    /// A key, or one more part of a key.
    case key
    /// A key; three quotes start a string that may not be one.
    case keyInOnePairOfQuotes
    /// A character of the bare key that starts with the text.
    case bareKeyCharacter(String)
    /// A key, as an inline table has no comma at its end.
    case keyAfterComma
    /// `=` after the key.
    case equals(key: String)
    /// A value.
    case value
    /// `,` or `]`.
    case commaOrEndOfArray
    /// `,` or `}`.
    case commaOrEndOfInlineTable
    /// The brackets that close a header.
    case endOfHeader(brackets: String, name: String)
    /// The end of the line, after a header or after a value.
    case endOfLine(after: Part)
    /// The end of the text, after a key or a value that stands alone.
    case endOfText(after: Part)

    /// A part of a document that something must follow.
    package enum Part: String, Sendable {
        /// A `[table]` or `[[array.of.tables]]` header.
        case header = "table header"
        /// A key.
        case key
        /// A value.
        case value
    }

    var text: String {
        switch self {
        case .key: "a key: A-Z, a-z, 0-9, \"_\" and \"-\", or any text in quotes"
        case .keyInOnePairOfQuotes: "a key on one line, in one pair of quotes"
        case .bareKeyCharacter(let key):
            "only A-Z, a-z, 0-9, \"_\" and \"-\" in the key that starts with \(quoted(key)); "
                + "put it in quotes"
        case .keyAfterComma: "a key after \",\": an inline table has no comma at its end"
        case .equals(let key): "\"=\" after the key \"\(key)\""
        case .value: "a value"
        case .commaOrEndOfArray: "\",\" or \"]\" after the array's value"
        case .commaOrEndOfInlineTable: "\",\" or \"}\" after the inline table's value"
        case .endOfHeader(let brackets, let name):
            "\"\(brackets)\" after the table name \"\(name)\""
        case .endOfLine(let part): "the end of the line after the \(part.rawValue)"
        case .endOfText(let part): "nothing after the \(part.rawValue)"
        }
    }
}
