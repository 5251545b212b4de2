/// A table of the file checked against the schema, its defaults filled in.
///
/// What was wrong has been reported and stands here with a value that goes, marked as not sound: so
/// reading goes on, and no second error follows from the first.
struct Section: Sendable, Equatable {
    private(set) var table: SchemaTable
    /// The table's header; the start of the file where it has none.
    let place: Place
    /// In schema order; without those whose condition does not hold.
    private(set) var items: [Item] = []

    struct Item: Sendable, Equatable {
        var name: String
        /// Nil for a key that is left out and has no default.
        var value: SettingValue?
        /// Where the value was given; nil where it was not.
        var place: Place?
        /// Whether the value was given in earnest, or is the default.
        var isSound: Bool
    }

    init(_ table: SchemaTable, at place: Place) {
        self.table = table
        self.place = place
    }

    /// The same values, for another table with the same keys.
    func renamed(as table: SchemaTable) -> Section {
        var copy = self
        copy.table = table
        return copy
    }

    mutating func append(_ item: Item) { items.append(item) }

    func item(_ name: String) -> Item? { items.first { $0.name == name } }

    func isGiven(_ name: String) -> Bool { item(name)?.place != nil }

    /// Whether what is there for all these keys was right.
    func isSound(_ names: String...) -> Bool {
        names.allSatisfy { item($0)?.isSound ?? true }
    }

    /// Where a key's value was given, else where its table starts.
    func place(of name: String) -> Place { item(name)?.place ?? place }

    /// Fills in what follows from other keys.
    mutating func derive(_ name: String, _ value: SettingValue) {
        guard let index = items.firstIndex(where: { $0.name == name }) else { return }
        if items[index].value == nil { items[index].value = value }
    }

    /// Takes a key's value away again.
    mutating func remove(_ name: String) {
        items.removeAll { $0.name == name }
    }

    /// Whether all conditions hold, nil when a key they hang on is broken.
    func meets(_ conditions: [SchemaKey.Condition]) -> Bool? {
        let answers = conditions.map { meets($0) }
        if answers.contains(false) { return false }
        return answers.contains(nil) ? nil : true
    }

    private func meets(_ condition: SchemaKey.Condition) -> Bool? {
        guard let item = item(condition.key), item.isSound, case .text(let text)? = item.value
        else { return nil }
        return condition.words.contains(text)
    }
}

extension Section {
    func optionalText(_ name: String) -> String? {
        if case .text(let text)? = item(name)?.value { text } else { nil }
    }

    func optionalInteger(_ name: String) -> Int? {
        if case .integer(let number)? = item(name)?.value { number } else { nil }
    }

    func optionalNumber(_ name: String) -> Double? {
        switch item(name)?.value {
        case .number(let number): number
        case .integer(let number): Double(number)
        case .text, .texts, .numbers, .flag, nil: nil
        }
    }

    func optionalTexts(_ name: String) -> [String]? {
        if case .texts(let texts)? = item(name)?.value { texts } else { nil }
    }

    func optionalNumbers(_ name: String) -> [Double]? {
        if case .numbers(let numbers)? = item(name)?.value { numbers } else { nil }
    }

    func optionalFlag(_ name: String) -> Bool? {
        if case .flag(let flag)? = item(name)?.value { flag } else { nil }
    }

    func flag(_ name: String) -> Bool {
        if case .flag(let flag)? = item(name)?.value { flag } else { absent(name) }
    }

    func text(_ name: String) -> String {
        optionalText(name) ?? absent(name)
    }

    func integer(_ name: String) -> Int {
        optionalInteger(name) ?? absent(name)
    }

    func number(_ name: String) -> Double {
        optionalNumber(name) ?? absent(name)
    }

    private func absent<Value>(_ name: String) -> Value {
        preconditionFailure("\(table.header) has no value for '\(name)'")
    }
}
