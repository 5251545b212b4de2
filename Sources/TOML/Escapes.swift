extension Parser {
    /// Passes a backslash and what it escapes, and appends what that stands for.
    mutating func appendEscape(
        to content: inout [UInt8], isMultiline: Bool
    ) throws(TOMLError) {
        let escape = scanner
        scanner.advance()
        if isMultiline && skipEscapedLineEnd() { return }
        switch scanner.next {
        case UInt8(ascii: "b"): content.append(0x08)
        case UInt8(ascii: "t"): content.append(.tab)
        case UInt8(ascii: "n"): content.append(.lineFeed)
        case UInt8(ascii: "f"): content.append(0x0C)
        case UInt8(ascii: "r"): content.append(.carriageReturn)
        case .quote: content.append(.quote)
        case .backslash: content.append(.backslash)
        case UInt8(ascii: "u"): return try appendScalar(to: &content, digits: 4, escape: escape)
        case UInt8(ascii: "U"): return try appendScalar(to: &content, digits: 8, escape: escape)
        default: return try rejectEscape(escape)
        }
        scanner.advance()
    }

    /// Passes the rest of the line after a backslash, and all blanks and line ends that follow.
    private mutating func skipEscapedLineEnd() -> Bool {
        var rest = scanner
        rest.skipBlanks()
        guard rest.isAtLineEnd else { return false }
        while rest.skipLineEnd() { rest.skipBlanks() }
        scanner = rest
        return true
    }

    /// Passes `u` or `U` and `digits` hexadecimal digits, and appends the scalar they number.
    private mutating func appendScalar(
        to content: inout [UInt8], digits: Int, escape: Scanner
    ) throws(TOMLError) {
        scanner.advance()
        var value: UInt32 = 0
        for _ in 0..<digits {
            guard let digit = scanner.next?.digitValue else {
                let problem = StringProblem.shortEscape(
                    scanner.text(from: escape.offset), digits: digits)
                throw TOMLError(position: escape.position, kind: .string(problem))
            }
            value = value << 4 | UInt32(digit)
            scanner.advance()
        }
        guard let scalar = Unicode.Scalar(value) else {
            let problem = StringProblem.notAScalar(scanner.text(from: escape.offset))
            throw TOMLError(position: escape.position, kind: .string(problem))
        }
        content.append(contentsOf: scalar.utf8)
    }

    /// Throws the error of the backslash at `escape`, unless the line or the text ends after it.
    ///
    /// Then the string is not closed, which says more.
    private mutating func rejectEscape(_ escape: Scanner) throws(TOMLError) {
        if scanner.next == nil || scanner.isAtLineEnd || scanner.forbidden != nil { return }
        scanner.advance()
        while scanner.next?.isContinuation == true { scanner.advance() }
        let problem = StringProblem.unknownEscape(scanner.text(from: escape.offset))
        throw TOMLError(position: escape.position, kind: .string(problem))
    }
}
