import Glibc

/// Numbers as people read them: three significant digits, in the unit that suits.
enum Figure {
    /// A length of time given in nanoseconds.
    static func time(_ nanoseconds: Double) -> String {
        switch nanoseconds {
        case ..<999.5: "\(digits(nanoseconds)) ns"
        case ..<999_500: "\(digits(nanoseconds / 1e3)) µs"
        default: "\(digits(nanoseconds / 1e6)) ms"
        }
    }

    /// A difference of times, in nanoseconds.
    static func signedTime(_ nanoseconds: Double) -> String {
        nanoseconds < 0 ? "-" + time(-nanoseconds) : time(nanoseconds)
    }

    /// Events per second.
    static func rate(_ perSecond: Double) -> String { "\(digits(perSecond / 1e3)) k/s" }

    /// Seconds of processor time per million operations.
    static func processor(_ seconds: Double) -> String { "\(digits(seconds)) s/M" }

    /// A length in bytes, in powers of 1,024.
    static func bytes(_ count: Double) -> String {
        switch count {
        case ..<1024: "\(Int(count)) bytes"
        case ..<0x1p30: "\(digits(count / 0x1p20)) MiB"
        default: "\(digits(count / 0x1p30)) GiB"
        }
    }

    static func microseconds(_ microseconds: Double) -> String { time(microseconds * 1e3) }

    /// A ratio to nothing is none.
    static func ratio(_ ratio: Double) -> String {
        ratio.isFinite ? fixed(ratio, decimals: 2) : "-"
    }

    static func percent(_ share: Double) -> String { "\(fixed(share * 100, decimals: 0)) %" }

    /// Median, then the least and the greatest.
    static func spread(_ spread: Spread, _ text: (Double) -> String) -> String {
        let ends = [spread.minimum, spread.maximum].map { end in
            text(end).split(separator: " ")[0]
        }
        return "\(text(spread.median)) [\(ends[0])-\(ends[1])]"
    }

    private static func digits(_ value: Double) -> String {
        guard value > 0 else { return "0" }
        return fixed(value, decimals: max(0, 2 - Int(log10(value).rounded(.down))))
    }

    private static func fixed(_ value: Double, decimals: Int) -> String {
        let scale = pow(10, Double(decimals))
        let whole = Int((value * scale).rounded())
        guard decimals > 0 else { return "\(whole)" }
        let fraction = "\(whole % Int(scale))"
        let zeros = String(repeating: "0", count: decimals - fraction.count)
        return "\(whole / Int(scale)).\(zeros)\(fraction)"
    }
}
