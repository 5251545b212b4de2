/// The text in quotes, fit for one line of an error message.
///
/// The quotes are double, or single around a text that has double quotes itself. What cannot be
/// seen becomes its code point, and what passes 40 characters is left out.
func quoted(_ text: String) -> String {
    let legible = legible(text)
    return legible.contains("\"") && !legible.contains("'") ? "'\(legible)'" : "\"\(legible)\""
}

/// The text with what cannot be seen as code points, cut after 40 characters.
func legible(_ text: String) -> String {
    var result = ""
    for (count, scalar) in text.unicodeScalars.enumerated() {
        guard count < 40 else { return result + "…" }
        if scalar == " " || scalar.isVisible {
            result.unicodeScalars.append(scalar)
        } else {
            result += codePoint(scalar.value)
        }
    }
    return result
}

/// The code point as `U+` and at least four hexadecimal digits.
func codePoint(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
}

extension Unicode.Scalar {
    /// Whether a terminal shows the scalar as something of its own.
    fileprivate var isVisible: Bool {
        switch properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned: false
        case .spaceSeparator, .lineSeparator, .paragraphSeparator: false
        default: true
        }
    }
}
