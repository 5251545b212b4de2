/// The units of time a parameter's name may end in.
enum TimeUnit: String, CaseIterable, Sendable {
    case nanoseconds = "_ns"
    case microseconds = "_us"
    case milliseconds = "_ms"
    case seconds = "_s"

    /// How many times a thousand go from this unit to a nanosecond.
    private var thousands: Int {
        switch self {
        case .nanoseconds: 0
        case .microseconds: 1
        case .milliseconds: 2
        case .seconds: 3
        }
    }

    /// A time in this unit, in another one.
    func converted(_ value: Double, to other: TimeUnit) -> Double {
        // One correctly rounded operation: 200 µs are 0.2 ms and not a little more.
        let steps = thousands - other.thousands
        let factor = (0..<abs(steps)).reduce(1.0) { power, _ in power * 1000 }
        return steps < 0 ? value / factor : value * factor
    }
}
