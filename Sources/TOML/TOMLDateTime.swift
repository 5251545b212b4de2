/// A date, a time or both, as RFC 3339 writes them.
package struct TOMLDateTime: Sendable, Equatable {
    /// Which of the four forms this is.
    package var kind: Kind
    /// The text, with `T` between date and time and `Z` in capitals, every digit as written.
    package var text: String

    /// Makes a date-time of `kind` with the normalised `text`.
    package init(kind: Kind, text: String) {
        self.kind = kind
        self.text = text
    }

    /// The four forms of date and time.
    package enum Kind: Sendable, Equatable {
        /// An instant: `1979-05-27T07:32:00Z`.
        case offsetDateTime
        /// A date and a time in no time zone: `1979-05-27T07:32:00`.
        case localDateTime
        /// A date: `1979-05-27`.
        case localDate
        /// A time of day: `07:32:00`.
        case localTime

        var noun: String {
            switch self {
            case .offsetDateTime: "an offset date-time"
            case .localDateTime: "a local date-time"
            case .localDate: "a local date"
            case .localTime: "a local time"
            }
        }
    }
}
