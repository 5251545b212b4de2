/// Which numbers a parameter takes.
package struct Limits: Sendable, Equatable {
    package let lower: Double
    package let upper: Double
    /// Whether the limit itself is taken.
    package let includesLower: Bool
    package let includesUpper: Bool

    static func from(_ lower: Double, to upper: Double) -> Limits {
        Limits(lower: lower, upper: upper, includesLower: true, includesUpper: true)
    }

    static func from(_ lower: Double, below upper: Double) -> Limits {
        Limits(lower: lower, upper: upper, includesLower: true, includesUpper: false)
    }

    static func above(_ lower: Double, to upper: Double) -> Limits {
        Limits(lower: lower, upper: upper, includesLower: false, includesUpper: true)
    }

    static func above(_ lower: Double, below upper: Double) -> Limits {
        Limits(lower: lower, upper: upper, includesLower: false, includesUpper: false)
    }

    func contains(_ value: Double) -> Bool {
        (includesLower ? value >= lower : value > lower)
            && (includesUpper ? value <= upper : value < upper)
    }
}
