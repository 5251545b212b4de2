/// Checks one table of a document against the schema.
struct TableCheck {
    let schema: Schema
    let table: SchemaTable
    let given: GivenTable?
    private(set) var findings = Findings()
    private(set) var section: Section

    /// A check of what is given, or of a table that is left out altogether.
    init(
        of given: GivenTable?, as table: SchemaTable, in schema: Schema, startOfFile: Place
    ) {
        self.schema = schema
        self.table = table
        self.given = given
        section = Section(table, at: given?.place ?? startOfFile)
    }

    mutating func run() {
        reportUnknownKeys()
        for name in table.keyNames { check(name) }
    }

    private mutating func reportUnknownKeys() {
        guard let given else { return }
        let children = schema.children(of: table).map { $0.key }
        let known = (table.keyNames + children).sorted()
        for entry in given.entries where !known.contains(entry.key) {
            let elsewhere = schema.tables(withKey: entry.key).map { $0.location }
            findings.report(
                .key(
                    .unknown(
                        entry.key, location: table.location, elsewhere: elsewhere, known: known)),
                at: entry.keyPlace)
        }
    }

    private mutating func check(_ name: String) {
        let keys = table.keys(named: name)
        let key = keys.first { section.meets($0.conditions) != false }
        switch (key, given?[name]) {
        case (let key?, let entry?):
            take(entry, as: key)
        case (nil, let entry?):
            refuse(entry, conditions: unmet(of: keys))
        case (let key?, nil):
            fillIn(key)
        case (nil, nil):
            break
        }
    }

    private mutating func take(_ entry: GivenTable.Entry, as key: SchemaKey) {
        // With the condition's key broken, whether this version can do it is anybody's guess.
        let asksAvailability = section.meets(key.conditions) != nil
        if !asksAvailability && key.availability == .never { return }
        var item = Section.Item(
            name: key.name, value: key.fallback, place: entry.value.place, isSound: false)
        do throws(ValueProblem) {
            item.value = try key.read(entry.value, asksAvailability: asksAvailability)
            item.isSound = true
        } catch {
            findings.report(.value(error), at: entry.value.place)
        }
        section.append(item)
    }

    /// The first condition of each key that does not hold.
    private func unmet(of keys: [SchemaKey]) -> [SchemaKey.Condition] {
        keys.compactMap { key in key.conditions.first { section.meets([$0]) == false } }
    }

    /// A key that says nothing beside the value of another one.
    private mutating func refuse(
        _ entry: GivenTable.Entry, conditions: [SchemaKey.Condition]
    ) {
        guard let name = conditions.first?.key else { return }
        let words = available(conditions.flatMap { $0.words }, of: name)
        let other = section.place(of: name)
        if other.isOption && !entry.keyPlace.isOption {
            findings.note(.leftOut(entry.key, because: other.text), at: entry.keyPlace)
            return
        }
        findings.report(
            .contradiction(
                .outOfPlace(
                    entry.key, table: table.header, key: name, expected: words,
                    found: section.optionalText(name) ?? "")),
            at: entry.keyPlace)
    }

    /// Those of a key's words that this version can do; all of them if there is none.
    private func available(_ words: [String], of name: String) -> [String] {
        guard case .word(let known)? = table.keys(named: name).first?.form else { return words }
        let available = words.filter { word in
            known.contains { $0.name == word && $0.isAvailable }
        }
        return available.isEmpty ? words : available
    }

    private mutating func fillIn(_ key: SchemaKey) {
        var isSound = true
        if case .required(let example) = key.standard {
            isSound = false
            if section.meets(key.conditions) == true {
                findings.report(
                    .key(
                        .missing(
                            key.name, location: table.location, example: example,
                            meaning: key.meaning)),
                    at: section.place)
            }
        }
        section.append(
            Section.Item(name: key.name, value: key.fallback, place: nil, isSound: isSound))
    }
}
