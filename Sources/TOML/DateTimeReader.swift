/// Reads a date, a time or both from its whole text, in the grammar of RFC 3339, section 5.6.
struct DateTimeReader {
    private var rest: ArraySlice<UInt8>

    /// Whether `token` starts with digits and `-` or `:`, as no number does.
    static func resemblesDateTime(_ token: ArraySlice<UInt8>) -> Bool {
        let digits = token.prefix(while: \.isDigit)
        let next = token.dropFirst(digits.count).first
        return !digits.isEmpty && (next == .minus || next == .colon)
    }

    /// Whether `token` is `dddd-dd-dd`, each `d` a digit.
    static func hasShapeOfDate(_ token: ArraySlice<UInt8>) -> Bool {
        guard token.count == 10 else { return false }
        return zip(token, "0000-00-00".utf8).allSatisfy { byte, shape in
            shape == .minus ? byte == .minus : byte.isDigit
        }
    }

    /// The date-time that `token` is.
    static func read(_ token: ArraySlice<UInt8>) throws(DateTimeProblem) -> TOMLDateTime {
        var reader = DateTimeReader(rest: token)
        let kind = try reader.readKind()
        guard reader.rest.isEmpty else { throw .shape }
        let text = token.map { byte in
            switch byte {
            case .space, UInt8(ascii: "t"): UInt8(ascii: "T")
            case UInt8(ascii: "z"): UInt8(ascii: "Z")
            default: byte
            }
        }
        return TOMLDateTime(kind: kind, text: String(decoding: text, as: UTF8.self))
    }

    private mutating func readKind() throws(DateTimeProblem) -> TOMLDateTime.Kind {
        if rest.dropFirst(2).first == .colon {
            try readTime()
            return .localTime
        }
        try readDate()
        if rest.isEmpty { return .localDate }
        guard skip(oneOf: [UInt8(ascii: "T"), UInt8(ascii: "t"), .space]) else { throw .shape }
        try readTime()
        if rest.isEmpty { return .localDateTime }
        try readOffset()
        return .offsetDateTime
    }

    private mutating func readDate() throws(DateTimeProblem) {
        let year = try readNumber(digits: 4)
        guard skip(oneOf: [.minus]) else { throw .shape }
        let month = try readNumber(digits: 2)
        guard skip(oneOf: [.minus]) else { throw .shape }
        let day = try readNumber(digits: 2)
        guard 1...12 ~= month else { throw .month }
        let last = DateTimeReader.days(inMonth: month, year: year)
        guard 1...last ~= day else { throw .day(last: last) }
    }

    private mutating func readTime() throws(DateTimeProblem) {
        let (hour, minute) = try readHourAndMinute()
        guard hour <= 23 else { throw .hour }
        guard minute <= 59 else { throw .minute }
        guard skip(oneOf: [.colon]) else { throw .noSeconds }
        guard try readNumber(digits: 2) <= 60 else { throw .second }
        if skip(oneOf: [.dot]) {
            let fraction = rest.prefix(while: \.isDigit)
            guard !fraction.isEmpty else { throw .noFraction }
            rest = rest.dropFirst(fraction.count)
        }
    }

    private mutating func readOffset() throws(DateTimeProblem) {
        if skip(oneOf: [UInt8(ascii: "Z"), UInt8(ascii: "z")]) { return }
        guard skip(oneOf: [.plus, .minus]) else { throw .offset }
        guard let (hour, minute) = try? readHourAndMinute(), hour <= 23, minute <= 59 else {
            throw .offset
        }
    }

    private mutating func readHourAndMinute() throws(DateTimeProblem) -> (hour: Int, minute: Int) {
        let hour = try readNumber(digits: 2)
        guard skip(oneOf: [.colon]) else { throw .shape }
        return (hour, try readNumber(digits: 2))
    }

    private mutating func readNumber(digits: Int) throws(DateTimeProblem) -> Int {
        let digits = rest.prefix(digits).count == digits ? rest.prefix(digits) : []
        guard !digits.isEmpty, digits.allSatisfy(\.isDigit) else { throw .shape }
        rest = rest.dropFirst(digits.count)
        return digits.reduce(0) { $0 * 10 + Int($1 - .zero) }
    }

    private mutating func skip(oneOf bytes: [UInt8]) -> Bool {
        guard let first = rest.first, bytes.contains(first) else { return false }
        rest.removeFirst()
        return true
    }

    private static func days(inMonth month: Int, year: Int) -> Int {
        let isLeapYear = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return switch month {
        case 2: isLeapYear ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
