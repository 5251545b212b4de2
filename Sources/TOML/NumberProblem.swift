/// A number written wrongly or out of range.
package enum NumberProblem: Error, Equatable, Sendable {
    /// A decimal number starts with `0` and more digits.
    case leadingZero
    /// An underscore stands elsewhere than between two digits.
    case underscore
    /// No digit stands where one must.
    case missingDigit(DigitPlace)
    /// A sign stands before `0x`, `0o` or `0b`.
    case signBeforePrefix
    /// The prefix is a capital letter.
    case capitalPrefix
    /// A digit does not belong to the radix.
    case wrongDigit(radix: Int)
    /// Something follows the number that is no part of one.
    case trailing(String)
    /// The integer has more than 64 bits.
    case integerRange
    /// The float is larger than the largest of 64 bits.
    case floatRange

    func message(token: String) -> String {
        switch self {
        case .integerRange:
            "\(quoted(token)) is out of range: expected an integer of 64 bits, "
                + "\(Int64.min) to \(Int64.max)"
        case .floatRange:
            "\(quoted(token)) is out of range: expected a float of at most "
                + "\(Double.greatestFiniteMagnitude) in magnitude, or inf"
        case .leadingZero: malformed(token, "leading zeros are not allowed")
        case .underscore: malformed(token, "expected a digit on both sides of each \"_\"")
        case .missingDigit(let place): malformed(token, "expected a digit \(place.text)")
        case .signBeforePrefix: malformed(token, "a sign is not allowed before 0x, 0o or 0b")
        case .capitalPrefix: malformed(token, "expected the prefix 0x, 0o or 0b in lower case")
        case .wrongDigit(let radix):
            malformed(token, "expected only digits of base \(radix) after the prefix")
        case .trailing(let text):
            malformed(
                token,
                "unexpected \(quoted(text)): expected a number without a unit, or text in quotes")
        }
    }

    private func malformed(_ token: String, _ reason: String) -> String {
        "\(quoted(token)) is not a number: \(reason)"
    }
}

/// Where a number must have a digit.
package enum DigitPlace: Equatable, Sendable {
    /// Before the decimal point, or at the start of any number.
    case beforePoint
    /// After `+` or `-`.
    case afterSign
    /// After the decimal point.
    case afterPoint
    /// After `e` or `E` and its sign.
    case inExponent
    /// After `0x`, `0o` or `0b`.
    case afterPrefix

    fileprivate var text: String {
        switch self {
        case .beforePoint: "before the point"
        case .afterSign: "after the sign"
        case .afterPoint: "after the point"
        case .inExponent: "in the exponent"
        case .afterPrefix: "after the prefix"
        }
    }
}
