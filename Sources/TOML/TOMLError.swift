/// Why a text is not TOML, and where.
package struct TOMLError: Error, Equatable, Sendable {
    /// Where the fault is; for something not closed, where it starts.
    package var position: SourcePosition
    /// What the fault is.
    package var kind: Kind

    /// Makes the error of `kind` at `position`.
    package init(position: SourcePosition, kind: Kind) {
        self.position = position
        self.kind = kind
    }

    /// What can be wrong with a document, by the part of the language it breaks.
    package enum Kind: Equatable, Sendable {
        /// Bytes that no TOML document has.
        case encoding(EncodingProblem)
        /// More than the limits allow.
        case limit(LimitProblem)
        /// Something other than what the grammar has at this place.
        case unexpected(Found, expected: Expectation)
        /// A `[` or `{` without its partner.
        case unclosed(Bracket)
        /// A string that is not closed, or an escape that means nothing.
        case string(StringProblem)
        /// A word that is no value.
        case word(String)
        /// A number written wrongly or out of range.
        case number(String, NumberProblem)
        /// A date or a time written wrongly or that does not exist.
        case dateTime(String, DateTimeProblem)
        /// A key or a table defined against an earlier definition.
        case definition(DefinitionProblem)
    }

    /// What stands where something else was expected.
    package enum Found: Equatable, Sendable {
        /// The text ends.
        case endOfText
        /// The line ends.
        case endOfLine
        /// A character or a word.
        case token(String)
    }

    /// A pair of brackets that was opened and not closed.
    package enum Bracket: Equatable, Sendable {
        /// An array.
        case array
        /// An inline table.
        case inlineTable
    }
}

extension TOMLError {
    /// The error as one line of text, without its position.
    package var message: String {
        switch kind {
        case .encoding(let problem): problem.message
        case .limit(let problem): problem.message
        case .unexpected(let found, let expected):
            "unexpected \(found.text): expected \(expected.text)"
        case .unclosed(let bracket): bracket.message
        case .string(let problem): problem.message
        case .word(let word): TOMLError.message(word: word)
        case .number(let token, let problem): problem.message(token: token)
        case .dateTime(let token, let problem):
            "\(quoted(token)) is not a date or time: \(problem.message)"
        case .definition(let problem): problem.message
        }
    }

    private static func message(word: String) -> String {
        let lowercased = word.lowercased()
        guard ["true", "false", "inf", "nan"].contains(lowercased) else {
            return "\(quoted(word)) is not a value: expected a string in quotes, a number, "
                + "true, false, a date, a time, \"[\" or \"{\""
        }
        return "\(quoted(word)) is not a value: expected \(lowercased), in lower case"
    }
}

extension TOMLError.Found {
    fileprivate var text: String {
        switch self {
        case .endOfText: "end of the text"
        case .endOfLine: "end of the line"
        case .token(let token): quoted(token)
        }
    }
}

extension TOMLError.Bracket {
    fileprivate var message: String {
        switch self {
        case .array:
            "the array that starts here is not closed: expected \"]\" before the end of the text"
        case .inlineTable:
            "the inline table that starts here is not closed: "
                + "expected \"}\" before the end of the line"
        }
    }
}
