/// A number a law is asked with.
package struct Parameter: Sendable, Equatable {
    /// How the value is written.
    package enum Form: Sendable, Equatable {
        case number
        case whole
        /// Numbers with commas between them.
        case numbers
        /// Pairs of numbers, as 1:100,2:190.
        case pairs
    }

    /// With the unit at its end.
    package let name: String
    /// What it says, in a few words.
    package let meaning: String
    package let form: Form
    /// What is taken of each number.
    package let limits: Limits
    /// The value of one that is not given; nil where one must be.
    package let fallback: Double?
    /// The unit its name ends in where it is a time, which may then be given in any other.
    private let timeUnit: TimeUnit?

    init(
        _ name: String, _ meaning: String, _ limits: Limits, as form: Form = .number,
        otherwise fallback: Double? = nil
    ) {
        self.init(name, meaning, form, limits, fallback, nil)
    }

    /// A time, named without its unit.
    static func time(
        _ name: String, _ unit: TimeUnit, _ meaning: String, _ limits: Limits,
        otherwise fallback: Double? = nil
    ) -> Parameter {
        Parameter(name + unit.rawValue, meaning, .number, limits, fallback, unit)
    }

    private init(
        _ name: String, _ meaning: String, _ form: Form, _ limits: Limits, _ fallback: Double?,
        _ timeUnit: TimeUnit?
    ) {
        self.name = name
        self.meaning = meaning
        self.form = form
        self.limits = limits
        self.fallback = fallback
        self.timeUnit = timeUnit
    }

    /// Whether a key of the command line means this parameter.
    func isNamed(_ key: String) -> Bool { key == name || givenUnit(key) != nil }

    /// A number given under a key, in the unit of this parameter's name.
    func inOwnUnit(_ value: Double, key: String) -> Double {
        guard let timeUnit, let given = givenUnit(key) else { return value }
        return given.converted(value, to: timeUnit)
    }

    private func givenUnit(_ key: String) -> TimeUnit? {
        guard let timeUnit else { return nil }
        let stem = name.dropLast(timeUnit.rawValue.count)
        return TimeUnit.allCases.first { key == stem + $0.rawValue }
    }
}
