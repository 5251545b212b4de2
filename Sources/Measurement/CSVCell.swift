package import Core
import Glibc

/// One value of a result table; nil is an empty cell, never 0.
package enum CSVCell: Sendable, Equatable {
    case empty
    case integer(Int?)
    case text(String?)
    /// `true` or `false`.
    case flag(Bool?)
    /// Rounded to 6 significant digits, as a plain decimal; what is not finite is empty.
    case number(Double?)
    /// Nanoseconds as microseconds, exactly, with 3 decimals.
    case microseconds(Nanoseconds?)
    /// Nanoseconds as seconds, exactly, with as many of 9 decimals as it takes.
    case seconds(Nanoseconds?)
}

extension [UInt8] {
    /// A line of these cells.
    mutating func appendRow(_ cells: [CSVCell]) {
        for (index, cell) in cells.enumerated() {
            if index > 0 { append(UInt8(ascii: ",")) }
            append(cell)
        }
        append(UInt8(ascii: "\n"))
    }

    private mutating func append(_ cell: CSVCell) {
        switch cell {
        case .integer(let number?): appendInteger(number)
        case .text(let text?): appendQuoted(text)
        case .flag(let flag?): self += (flag ? "true" : "false").utf8
        case .number(let number?): appendRounded(number)
        case .microseconds(let time?): appendFraction(of: time, decimals: 3)
        case .seconds(let time?):
            appendFraction(of: time, decimals: 9)
            dropTrailingZeros()
        case .empty, .integer(nil), .text(nil), .flag(nil), .number(nil), .microseconds(nil),
            .seconds(nil):
            break
        }
    }

    private mutating func appendInteger(_ number: Int) {
        if number < 0 { append(UInt8(ascii: "-")) }
        appendDigits(UInt64(number.magnitude), atLeast: 1)
    }

    /// A whole number, padded with zeros on the left.
    private mutating func appendDigits(_ number: UInt64, atLeast minimum: Int) {
        var digits = [20 of UInt8](repeating: UInt8(ascii: "0"))
        var first = digits.count
        var rest = number
        while rest > 0 {
            first -= 1
            digits[first] += UInt8(rest % 10)
            rest /= 10
        }
        for index in Swift.min(first, digits.count - minimum)..<digits.count {
            append(digits[index])
        }
    }

    /// A number of nanoseconds in a unit of 10^`decimals` of them.
    private mutating func appendFraction(of time: Nanoseconds, decimals: Int) {
        let unit: UInt64 = decimals == 3 ? 1_000 : 1_000_000_000
        let (whole, fraction) = time.magnitude.quotientAndRemainder(dividingBy: unit)
        if time < 0 { append(UInt8(ascii: "-")) }
        appendDigits(whole, atLeast: 1)
        append(UInt8(ascii: "."))
        appendDigits(fraction, atLeast: decimals)
    }

    /// Drops zeros at the end of a fraction, and its point when nothing follows.
    private mutating func dropTrailingZeros() {
        while last == UInt8(ascii: "0") { removeLast() }
        if last == UInt8(ascii: ".") { removeLast() }
    }

    /// Six significant digits without an exponent.
    private mutating func appendRounded(_ number: Double) {
        guard number.isFinite else { return }
        guard number != 0 else { return append(UInt8(ascii: "0")) }
        // "d.ddddde+xx": the C library rounds correctly; only the point is put elsewhere here.
        var scientific = [CChar](repeating: 0, count: 32)
        let length = withVaList([number.magnitude]) {
            Int(vsnprintf(&scientific, scientific.count, "%.5e", $0))
        }
        let characters = scientific[..<length].map { UInt8(bitPattern: $0) }
        let exponent = Int(String(decoding: characters[8...], as: UTF8.self)) ?? 0
        let digits = [characters[0]] + characters[2..<7]
        if number < 0 { append(UInt8(ascii: "-")) }
        if exponent >= 5 {
            self += digits
            self += [UInt8](repeating: UInt8(ascii: "0"), count: exponent - 5)
            return
        }
        let leadingZeros = [UInt8](repeating: UInt8(ascii: "0"), count: Swift.max(0, -exponent))
        let shifted = leadingZeros + digits
        let wholeDigits = Swift.max(0, exponent) + 1
        self += shifted[..<wholeDigits]
        append(UInt8(ascii: "."))
        self += shifted[wholeDigits...]
        dropTrailingZeros()
    }

    /// A text, in quotes where RFC 4180 asks for them.
    private mutating func appendQuoted(_ text: String) {
        let quote = UInt8(ascii: "\"")
        let needsQuotes = text.utf8.contains { byte in
            byte == quote || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n")
                || byte == UInt8(ascii: "\r")
        }
        guard needsQuotes else {
            self += text.utf8
            return
        }
        append(quote)
        for byte in text.utf8 {
            if byte == quote { append(quote) }
            append(byte)
        }
        append(quote)
    }
}
