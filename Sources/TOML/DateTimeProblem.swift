/// A date or a time written wrongly or that does not exist.
package enum DateTimeProblem: Error, Equatable, Sendable {
    /// The text has not the shape of a date, a time or both.
    case shape
    /// The seconds are left out.
    case noSeconds
    /// The point after the seconds has no digit after it.
    case noFraction
    /// The month is not 01 to 12.
    case month
    /// The day is not 01 to `last`, the last of its month.
    case day(last: Int)
    /// The hour is not 00 to 23.
    case hour
    /// The minute is not 00 to 59.
    case minute
    /// The second is not 00 to 60.
    case second
    /// The offset is not `Z` or a sign with 00:00 to 23:59.
    case offset

    var message: String {
        switch self {
        case .shape: "expected YYYY-MM-DD, HH:MM:SS, or both with \"T\" between"
        case .noSeconds: "expected seconds, as in HH:MM:SS"
        case .noFraction: "expected a digit after the point"
        case .month: "expected a month of 01 to 12"
        case .day(let last): "expected a day of 01 to \(last) in this month"
        case .hour: "expected an hour of 00 to 23"
        case .minute: "expected a minute of 00 to 59"
        case .second: "expected a second of 00 to 59, or 60 for a leap second"
        case .offset: "expected the offset Z, +HH:MM or -HH:MM, to 23:59"
        }
    }
}
