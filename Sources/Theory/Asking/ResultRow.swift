/// One number of an answer.
package struct ResultRow: Sendable, Equatable {
    package enum Unit: String, Sendable {
        case none = ""
        case milliseconds = "ms"
        case seconds = "s"
        case perSecond = "/s"
        case percent = "%"
        case megabitsPerSecond = "Mbit/s"
    }

    package let name: String
    /// In the unit; infinite where nothing limits it.
    package let value: Double
    package let unit: Unit

    init(_ name: String, _ value: Double, _ unit: Unit = .none) {
        self.name = name
        self.value = value
        self.unit = unit
    }

    init(_ name: String, _ count: Int) { self.init(name, Double(count)) }

    /// A share of one, shown in percent.
    static func share(_ name: String, _ share: Double) -> ResultRow {
        ResultRow(name, share * 100, .percent)
    }
}
