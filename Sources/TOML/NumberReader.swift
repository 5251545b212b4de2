/// Reads a number from its whole text.
struct NumberReader {
    private var rest: ArraySlice<UInt8>
    /// The number so far, without underscores.
    private var text: [UInt8] = []

    /// Whether `token` is `inf` or `nan`.
    static func isSpecial(_ token: ArraySlice<UInt8>) -> Bool {
        token.elementsEqual("inf".utf8) || token.elementsEqual("nan".utf8)
    }

    /// The integer or float that `token` is.
    static func read(
        _ token: ArraySlice<UInt8>
    ) throws(NumberProblem) -> TOMLValue.Content {
        var reader = NumberReader(rest: token)
        let isSigned = reader.take(oneOf: [.plus, .minus])
        if isSpecial(reader.rest) {
            let magnitude = reader.rest.first == UInt8(ascii: "i") ? Double.infinity : .nan
            return .float(token.first == .minus ? -magnitude : magnitude)
        }
        if let radix = reader.radix {
            guard !isSigned else { throw .signBeforePrefix }
            return .integer(try reader.readPrefixed(radix: radix))
        }
        return try reader.readDecimal()
    }

    /// The radix that a prefix such as `0x` names.
    private var radix: Int? {
        guard rest.first == .zero else { return nil }
        return switch rest.dropFirst().first {
        case UInt8(ascii: "x"), UInt8(ascii: "X"): 16
        case UInt8(ascii: "o"), UInt8(ascii: "O"): 8
        case UInt8(ascii: "b"), UInt8(ascii: "B"): 2
        default: nil
        }
    }

    private mutating func readPrefixed(radix: Int) throws(NumberProblem) -> Int64 {
        let prefix = rest.prefix(2)
        guard prefix.allSatisfy({ $0 < UInt8(ascii: "A") || $0 > UInt8(ascii: "Z") }) else {
            throw .capitalPrefix
        }
        rest = rest.dropFirst(prefix.count)
        try takeDigits(radix: radix, place: .afterPrefix)
        guard rest.isEmpty else { throw .wrongDigit(radix: radix) }
        return try integer(radix: radix)
    }

    private mutating func readDecimal() throws(NumberProblem) -> TOMLValue.Content {
        let first = text.count
        try takeDigits(radix: 10, place: first == 0 ? .beforePoint : .afterSign)
        guard text.count == first + 1 || text[first] != .zero else { throw .leadingZero }
        if rest.isEmpty { return .integer(try integer(radix: 10)) }
        if take(oneOf: [.dot]) { try takeDigits(radix: 10, place: .afterPoint) }
        if take(oneOf: [UInt8(ascii: "e"), UInt8(ascii: "E")]) {
            _ = take(oneOf: [.plus, .minus])
            try takeDigits(radix: 10, place: .inExponent)
        }
        guard rest.isEmpty else { throw .trailing(String(decoding: rest, as: UTF8.self)) }
        return .float(try float())
    }

    private func integer(radix: Int) throws(NumberProblem) -> Int64 {
        guard let value = Int64(String(decoding: text, as: UTF8.self), radix: radix) else {
            throw .integerRange
        }
        return value
    }

    private func float() throws(NumberProblem) -> Double {
        guard let value = Double(String(decoding: text, as: UTF8.self)), value.isFinite else {
            throw .floatRange
        }
        return value
    }

    /// Moves the next byte to the text if it is one of `bytes`, and tells whether it was.
    private mutating func take(oneOf bytes: [UInt8]) -> Bool {
        guard let first = rest.first, bytes.contains(first) else { return false }
        text.append(rest.removeFirst())
        return true
    }

    /// Moves digits to the text, at least one, and passes the underscores between them.
    private mutating func takeDigits(radix: Int, place: DigitPlace) throws(NumberProblem) {
        let count = text.count
        while let first = rest.first {
            if let digit = first.digitValue, digit < radix {
                text.append(first)
            } else if first == .underscore {
                let next = rest.dropFirst().first?.digitValue
                guard text.count > count, let next, next < radix else { throw .underscore }
            } else {
                break
            }
            rest.removeFirst()
        }
        guard text.count > count else { throw .missingDigit(place) }
    }
}
