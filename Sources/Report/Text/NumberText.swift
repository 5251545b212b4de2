import Glibc

/// Numbers as text for people: thousands separators, a fixed or a significant number of digits.
package enum NumberText {
    /// Rounded to a whole number, thousands separated by commas.
    package static func integer(_ value: Double) -> String {
        fixed(value, decimals: 0)
    }

    /// With exactly this many decimals, rounded half away from zero.
    static func fixed(_ value: Double, decimals: Int) -> String {
        let scale = pow(10, Double(decimals))
        let scaled = (value.magnitude * scale).rounded()
        // Beyond 2^53 a Double has no decimals left to show, and Int would overflow soon after.
        guard scaled.isFinite, scaled < 9e15 else { return "\(value)" }
        let digits = Int(scaled)
        let divisor = Int(scale)
        var text = grouped(digits / divisor)
        if decimals > 0 {
            let fraction = String(digits % divisor)
            text += "." + String(repeating: "0", count: decimals - fraction.count) + fraction
        }
        return value < 0 && digits != 0 ? "-" + text : text
    }

    /// With this many significant digits, never cutting digits before the point.
    package static func significant(_ value: Double, digits: Int = 3) -> String {
        guard value != 0, value.isFinite else { return value == 0 ? "0" : "\(value)" }
        let decimals = max(0, digits - 1 - exponent(value.magnitude))
        // 9.996 with three digits is 10.0, not 10.00: rounding may carry into a new digit.
        let rounded = (value.magnitude * pow(10, Double(decimals))).rounded()
        let carried = decimals > 0 && rounded >= pow(10, Double(digits))
        return fixed(value, decimals: carried ? decimals - 1 : decimals)
    }

    /// At most two decimals and at least one: a moment in a run, in seconds.
    static func moment(_ seconds: Double) -> String {
        let text = fixed(seconds, decimals: 2)
        return text.hasSuffix("0") ? String(text.dropLast()) : text
    }

    /// The shortest of up to `decimals` decimals: coordinates and axis ticks.
    static func shortest(_ value: Double, decimals: Int) -> String {
        var text = fixed(value, decimals: decimals)
        guard text.contains(".") else { return text }
        while text.hasSuffix("0") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
        return text
    }

    private static func exponent(_ magnitude: Double) -> Int {
        Int(log10(magnitude).rounded(.down))
    }

    private static func grouped(_ value: Int) -> String {
        let digits = String(value)
        var text = ""
        for (position, digit) in digits.enumerated() {
            if position > 0, (digits.count - position).isMultiple(of: 3) { text.append(",") }
            text.append(digit)
        }
        return text
    }
}
