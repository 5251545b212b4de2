extension Parser {
    /// A boolean, a number, a date or a time: what is written without quotes or brackets.
    mutating func parseBareValue() throws(TOMLError) -> TOMLValue.Content {
        let position = scanner.position
        let token = readToken()
        guard let first = token.first else { throw scanner.unexpected(expected: .value) }
        if token.elementsEqual("true".utf8) { return .boolean(true) }
        if token.elementsEqual("false".utf8) { return .boolean(false) }
        if DateTimeReader.resemblesDateTime(token) {
            return .dateTime(try dateTime(token, position: position))
        }
        if first.isDigit || [.plus, .minus, .dot].contains(first) || NumberReader.isSpecial(token) {
            return try number(token, position: position)
        }
        throw TOMLError(position: position, kind: .word(String(decoding: token, as: UTF8.self)))
    }

    private func dateTime(
        _ token: ArraySlice<UInt8>, position: SourcePosition
    ) throws(TOMLError) -> TOMLDateTime {
        do throws(DateTimeProblem) {
            return try DateTimeReader.read(token)
        } catch {
            let text = String(decoding: token, as: UTF8.self)
            throw TOMLError(position: position, kind: .dateTime(text, error))
        }
    }

    private func number(
        _ token: ArraySlice<UInt8>, position: SourcePosition
    ) throws(TOMLError) -> TOMLValue.Content {
        do throws(NumberProblem) {
            return try NumberReader.read(token)
        } catch {
            let text = String(decoding: token, as: UTF8.self)
            throw TOMLError(position: position, kind: .number(text, error))
        }
    }

    /// The bytes up to the first that ends a value, with a time that a blank parts from its date.
    private mutating func readToken() -> ArraySlice<UInt8> {
        let start = scanner.offset
        skipToken()
        let date = scanner.bytes[start..<scanner.offset]
        let isBeforeTime = scanner.next == .space && scanner.second?.isDigit == true
        if isBeforeTime, DateTimeReader.hasShapeOfDate(date) {
            scanner.advance()
            skipToken()
        }
        return scanner.bytes[start..<scanner.offset]
    }

    private mutating func skipToken() {
        while let next = scanner.next, !next.endsBareValue { scanner.advance() }
    }
}

extension UInt8 {
    /// Whether a value without quotes or brackets ends before this.
    fileprivate var endsBareValue: Bool {
        switch self {
        case .space, .tab, .comma, .hash, .equals, .quote, .apostrophe: true
        case .openBracket, .closeBracket, .openBrace, .closeBrace: true
        default: isForbiddenControl
        }
    }
}
