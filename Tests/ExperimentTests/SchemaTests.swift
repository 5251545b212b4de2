import Experiment
import Faults
import Testing
import Topology

@Suite("The schema")
struct SchemaTests {
    private static let schema = Schema(topologies: .standard, faults: .standard)

    @Test("every default and every example is in its key's range, and available")
    func defaults() {
        for table in Self.schema.tables {
            for key in table.keys {
                switch key.standard {
                case .required(let value), .value(let value):
                    #expect(Self.takes(key, value), "\(table.name).\(key.name)")
                case .none, .derived: break
                }
            }
        }
    }

    @Test("a key comes after the one its condition names")
    func order() {
        for table in Self.schema.tables {
            for (index, key) in table.keys.enumerated() {
                let before = table.keys[..<index].map { $0.name }
                for condition in key.conditions {
                    #expect(before.contains(condition.key), "\(table.name).\(key.name)")
                }
            }
        }
    }

    @Test("every table and key says what it is, and every unit is one people know")
    func meanings() {
        let unitless = ["count", "seed", "keys", "port", "speed", "retries", "loss", "factor"]
        for table in Self.schema.tables {
            #expect(!table.meaning.isEmpty)
            for key in table.keys {
                #expect(!key.meaning.isEmpty)
                #expect(!unitless.contains(key.name) || key.unit == nil)
            }
        }
        let units = Self.schema[table: "workload"].keys.map { ($0.name, $0.unit) }
        #expect(units.first { $0.0 == "rate_per_s" }?.1 == "operations per second")
        #expect(units.first { $0.0 == "timeout_ms" }?.1 == "milliseconds")
        #expect(units.first { $0.0 == "service_time_us" }?.1 == "microseconds")
        #expect(units.first { $0.0 == "value_bytes" }?.1 == "bytes")
    }

    @Test("the schema has the tables of the contract, in its order")
    func tables() {
        #expect(
            Self.schema.tables.map { $0.name } == [
                "", "topology", "participants", "workload", "schedule", "network", "network.link",
                "network.provider_link", "transport", "fault", "sweep", "case", "expect",
            ])
    }

    private static func takes(_ key: SchemaKey, _ value: SettingValue) -> Bool {
        let number: Double
        switch (key.form, value) {
        case (.word(let words), .text(let text)):
            return words.contains { $0.name == text && $0.isAvailable }
        case (.text, .text), (.flag, .flag): return true
        case (.numbers(let range), .numbers(let values)):
            return values.allSatisfy(range.contains)
        case (.integer(let range), .integer(let value)):
            guard range.contains(value) else { return false }
            number = Double(value)
        case (.number(let range), .number(let value)):
            guard range.contains(value) else { return false }
            number = value
        case (.number(let range), .integer(let value)):
            guard range.contains(Double(value)) else { return false }
            number = Double(value)
        default: return false
        }
        return switch key.availability {
        case .always: true
        case .range(let range): range.contains(number)
        case .never: false
        }
    }
}

@Suite("The nearest name")
struct NearestNameTests {
    @Test(
        "a name is near when about a third of it is wrong, and at most three letters",
        arguments: [
            ("raet_per_s", "rate_per_s"), ("sed", "seed"), ("Seed", "seed"), ("", nil),
            ("se", nil), ("xx", nil), ("rate", "rate_per_s"), ("keyboard", nil),
            ("rate_per_second", nil), ("rateper_s", "rate_per_s"),
        ] as [(String, String?)])
    func nearest(name: String, expected: String?) {
        #expect(nearestName(to: name, among: ["seed", "keys", "rate_per_s"]) == expected)
    }

    @Test("of two names that are equally near, the first is taken")
    func tie() {
        #expect(nearestName(to: "kinf", among: ["kind", "king"]) == "kind")
    }

    @Test("a name too long to be a slip is near to none")
    func long() {
        let name = String(repeating: "a", count: 65)
        #expect(nearestName(to: name, among: [name]) == nil)
    }
}
