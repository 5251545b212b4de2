/// A string that is not closed, or an escape that means nothing.
package enum StringProblem: Equatable, Sendable {
    /// The string has no closing `delimiter`.
    case unclosed(delimiter: String)
    /// The text is no escape.
    case unknownEscape(String)
    /// The escape has fewer hexadecimal digits than `digits`.
    case shortEscape(String, digits: Int)
    /// The escape is of a surrogate, or of nothing in Unicode.
    case notAScalar(String)

    var message: String {
        switch self {
        case .unclosed(let delimiter):
            "the string that starts here is not closed: expected \(quoted(delimiter)) "
                + "before the end of the \(delimiter.count == 3 ? "text" : "line")"
        case .unknownEscape(let escape):
            "\(quoted(escape)) is not an escape: expected \\b, \\t, \\n, \\f, \\r, \\\", \\\\, "
                + "\\uXXXX or \\UXXXXXXXX; a string in '...' takes every \\ as it is"
        case .shortEscape(let escape, let digits):
            "\(quoted(escape)) is not complete: expected \(digits) hexadecimal digits"
        case .notAScalar(let escape):
            "\(quoted(escape)) is not a character: "
                + "expected a code point of 0000 to D7FF or E000 to 10FFFF"
        }
    }
}

/// One of the four ways to write a string.
private struct StringStyle {
    var quote: UInt8
    var isMultiline: Bool

    var hasEscapes: Bool { quote == .quote }

    var delimiter: String {
        String(repeating: Character(Unicode.Scalar(quote)), count: isMultiline ? 3 : 1)
    }
}

extension Parser {
    /// The string that comes next, in any of the four ways to write one.
    mutating func parseString() throws(TOMLError) -> String {
        let start = scanner.position
        let style = openString()
        var content: [UInt8] = []
        while true {
            appendPlainText(to: &content, style: style)
            if scanner.next == style.quote {
                if closeString(style, content: &content) {
                    return String(decoding: content, as: UTF8.self)
                }
            } else if scanner.next == .backslash {
                try appendEscape(to: &content, isMultiline: style.isMultiline)
            } else if style.isMultiline && scanner.skipLineEnd() {
                content.append(.lineFeed)
            } else if let forbidden = scanner.forbidden {
                throw TOMLError(position: scanner.position, kind: forbidden)
            } else {
                let problem = StringProblem.unclosed(delimiter: style.delimiter)
                throw TOMLError(position: start, kind: .string(problem))
            }
        }
    }

    /// Passes the opening quotes, and the line end that may follow three of them.
    private mutating func openString() -> StringStyle {
        let quote = scanner.bytes[scanner.offset]
        let style = StringStyle(quote: quote, isMultiline: scanner.isNext(quote, count: 3))
        scanner.advance(by: style.isMultiline ? 3 : 1)
        if style.isMultiline { _ = scanner.skipLineEnd() }
        return style
    }

    /// Passes quotes; tells whether they close the string, and appends those that do not.
    ///
    /// Three quotes close a multi-line string, and up to two more before them belong to it.
    private mutating func closeString(_ style: StringStyle, content: inout [UInt8]) -> Bool {
        guard style.isMultiline else { return scanner.skip(style.quote) }
        var quotes = 0
        while quotes < 5 && scanner.skip(style.quote) { quotes += 1 }
        let closes = quotes >= 3
        content.append(contentsOf: repeatElement(style.quote, count: closes ? quotes - 3 : quotes))
        return closes
    }

    /// Appends what stands for itself, up to a quote, an escape or a control character.
    private mutating func appendPlainText(to content: inout [UInt8], style: StringStyle) {
        let start = scanner.offset
        while let next = scanner.next, next != style.quote, !next.isForbiddenControl {
            if next == .backslash && style.hasEscapes { break }
            scanner.advance()
        }
        content.append(contentsOf: scanner.bytes[start..<scanner.offset])
    }
}
