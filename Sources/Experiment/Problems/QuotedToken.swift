/// A token in double quotes, fit for one line of a terminal.
///
/// What cannot be seen becomes its code point, and what passes 60 characters is left out.
func quoted(_ text: String) -> String {
    "\"\(legible(text))\""
}

/// The text without what cannot be seen, cut after 60 characters.
func legible(_ text: String) -> String {
    var result = ""
    for (count, scalar) in text.unicodeScalars.enumerated() {
        guard count < 60 else { return result + "…" }
        if scalar == " " || isVisible(scalar) {
            result.unicodeScalars.append(scalar)
        } else {
            result += "U+" + String(scalar.value, radix: 16, uppercase: true)
        }
    }
    return result
}

/// Whether a terminal shows the scalar as something of its own.
func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned: false
    case .spaceSeparator, .lineSeparator, .paragraphSeparator: false
    default: true
    }
}

/// A number as a file may write it, with `_` between thousands from five digits on.
func digits(_ number: Int) -> String {
    let plain = String(number.magnitude)
    guard plain.count > 4 else { return String(number) }
    var grouped = ""
    for (index, digit) in plain.enumerated() {
        if index > 0 && (plain.count - index) % 3 == 0 { grouped += "_" }
        grouped.append(digit)
    }
    return (number < 0 ? "-" : "") + grouped
}

/// A number as a file may write it, without a fraction where it has none.
func digits(_ number: Double) -> String {
    Int(exactly: number).map { digits($0) } ?? "\(number)"
}

/// Words in one phrase: `"a", "b" or "c"`.
func alternatives(_ words: [String]) -> String {
    guard words.count > 1, let last = words.last else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " or " + last
}
