/// What a number must keep to, to pass.
package enum Bar: Equatable, Sendable {
    case atMost(Double)
    case atLeast(Double)

    /// Whether a value keeps to it.
    package func holds(_ value: Double) -> Bool {
        switch self {
        case .atMost(let limit): value <= limit
        case .atLeast(let limit): value >= limit
        }
    }

    /// The limit itself, in the unit of the value.
    package var limit: Double {
        switch self {
        case .atMost(let limit), .atLeast(let limit): limit
        }
    }
}
