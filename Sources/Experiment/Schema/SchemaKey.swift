/// One key of the experiment file: what it takes, what it means, and what it is when left out.
package struct SchemaKey: Sendable, Equatable {
    /// The key's own name; its unit is the name's ending.
    package let name: String
    /// What it takes.
    package let form: Form
    /// What it is when left out.
    package let standard: Standard
    /// What it is, as a phrase.
    package let meaning: String
    /// Which of its values this version can do.
    package let availability: Availability
    /// When the key says something: when all of these hold.
    package let conditions: [Condition]

    /// A key that is always there and available if nothing else is said.
    package init(
        _ name: String, _ form: Form, _ standard: Standard, _ meaning: String,
        available: Availability = .always, with conditions: Condition...
    ) {
        self.name = name
        self.form = form
        self.standard = standard
        self.meaning = meaning
        self.availability = available
        self.conditions = conditions
    }

    /// What a key is when the file does not give it.
    package enum Standard: Sendable, Equatable {
        /// It must be given; the example shows how.
        case required(example: SettingValue)
        case value(SettingValue)
        /// Nothing.
        case none
        /// What follows from other keys, in words.
        case derived(String)
    }

    /// Which of a key's values this version can do.
    package enum Availability: Sendable, Equatable {
        case always
        case range(ClosedRange<Double>)
        case never
    }

    /// A key that says something only beside certain values of another key of its table.
    package struct Condition: Sendable, Equatable {
        /// The other key; it takes text.
        package let key: String
        /// The values of it.
        package let words: [String]

        /// The condition that a key has one of these values.
        package init(_ key: String, _ words: String...) {
            self.init(key, among: words)
        }

        /// The condition that a key has one of these values.
        package init(_ key: String, among words: [String]) {
            self.key = key
            self.words = words
        }
    }

    /// The unit that the name ends in, nil where it has none.
    package var unit: String? {
        let units = [
            ("mbit_per_s", "Mbit/s"), ("limit_per_s", "messages per second"),
            ("per_s", "operations per second"), ("_ms", "milliseconds"),
            ("_us", "microseconds"), ("_s", "seconds"), ("_bytes", "bytes"),
        ]
        return units.first { name.hasSuffix($0.0) }?.1
    }

    /// The value a key has when it is left out or broken, so that reading can go on.
    var fallback: SettingValue? {
        switch standard {
        case .required(let value), .value(let value): value
        case .none, .derived: nil
        }
    }
}

extension SchemaKey.Standard {
    static func number(_ value: Double) -> Self { .value(.number(value)) }
    static func integer(_ value: Int) -> Self { .value(.integer(value)) }
    static func text(_ value: String) -> Self { .value(.text(value)) }
    static func flag(_ value: Bool) -> Self { .value(.flag(value)) }
}
