import Glibc

/// A point in calendar time, UTC.
struct WallTime {
    private let parts: tm

    static func now() -> WallTime {
        var seconds = time(nil)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        return WallTime(parts: parts)
    }

    /// For folder names: 20261121T093000Z.
    var compact: String {
        "\(date(separator: ""))T\(clock(separator: ""))Z"
    }

    /// RFC 3339: 2026-11-21T09:30:00Z.
    var text: String {
        "\(date(separator: "-"))T\(clock(separator: ":"))Z"
    }

    private func date(separator: String) -> String {
        [Int(parts.tm_year) + 1900, Int(parts.tm_mon) + 1, Int(parts.tm_mday)]
            .map(Self.twoDigits).joined(separator: separator)
    }

    private func clock(separator: String) -> String {
        [Int(parts.tm_hour), Int(parts.tm_min), Int(parts.tm_sec)]
            .map(Self.twoDigits).joined(separator: separator)
    }

    private static func twoDigits(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }
}
