/// A number and its unit as text, the unit chosen by magnitude.
struct Quantity: Equatable {
    let number: String
    /// Empty for a bare count.
    let unit: String

    /// Number and unit with a space between.
    var text: String { unit.isEmpty ? number : "\(number) \(unit)" }

    /// A whole number of things.
    static func count(_ value: Double) -> Quantity {
        Quantity(number: NumberText.integer(value), unit: "")
    }

    /// A mean number of things, with two decimals.
    static func mean(_ value: Double) -> Quantity {
        Quantity(number: NumberText.fixed(value, decimals: 2), unit: "")
    }

    /// Events per second, without a unit: whole numbers from 100 on.
    static func rate(_ perSecond: Double) -> Quantity {
        let number =
            perSecond < 100 ? NumberText.significant(perSecond) : NumberText.integer(perSecond)
        return Quantity(number: number, unit: "")
    }

    /// A span of time, three significant digits.
    static func duration(microseconds: Double) -> Quantity {
        scaled(microseconds, units: [("ns", 1e-3), ("µs", 1), ("ms", 1e3), ("s", 1e6)], zero: "µs")
    }

    /// A span of time, three significant digits.
    static func duration(seconds: Double) -> Quantity {
        seconds == 0 ? Quantity(number: "0", unit: "s") : duration(microseconds: seconds * 1e6)
    }

    /// An amount of data in decimal units, three significant digits.
    static func bytes(_ value: Double) -> Quantity {
        scaled(value, units: [("B", 1), ("kB", 1e3), ("MB", 1e6), ("GB", 1e9)], zero: "B")
    }

    /// A share of 1 in percent; only exactly 0 and exactly 1 read "0" and "100".
    static func percent(_ share: Double) -> Quantity {
        let percent = share * 100
        guard share > 0, share < 1 else {
            return Quantity(number: NumberText.shortest(percent, decimals: 1), unit: "%")
        }
        for decimals in 1...3 {
            let text = NumberText.fixed(percent, decimals: decimals)
            let looksWhole = Double(text) == 0 || Double(text) == 100
            if !looksWhole { return Quantity(number: text, unit: "%") }
        }
        return Quantity(number: share < 0.5 ? "<0.001" : ">99.999", unit: "%")
    }

    /// A relative change in percent with its sign, one decimal: "+4.5 %".
    static func change(_ share: Double) -> Quantity {
        let number = NumberText.fixed(share * 100, decimals: 1)
        return Quantity(number: share > 0 && number != "0.0" ? "+\(number)" : number, unit: "%")
    }

    private static func scaled(
        _ value: Double, units: [(name: String, size: Double)], zero: String
    ) -> Quantity {
        guard value != 0 else { return Quantity(number: "0", unit: zero) }
        let last = units.count - 1
        // 999.7 µs rounds to 1.00 ms: choose the unit by the rounded number, not by the value.
        let fitting = units.firstIndex { (value / $0.size).magnitude < 999.5 } ?? last
        let unit = units[fitting]
        let number = value / unit.size
        // Below the smallest unit three digits would show noise.
        let text =
            fitting == 0
            ? NumberText.shortest(number, decimals: 1) : NumberText.significant(number)
        return Quantity(number: text, unit: unit.name)
    }
}
