/// Checks a whole document against the schema, table by table.
struct DocumentCheck {
    let schema: Schema
    let document: GivenTable
    var findings: Findings
    private(set) var checked = CheckedDocument()

    init(of document: GivenTable, against schema: Schema, findings: Findings) {
        self.schema = schema
        self.document = document
        self.findings = findings
    }

    mutating func run() {
        let top = schema[table: ""]
        check(document, as: top)
        checkTables(in: document, of: top)
    }

    private mutating func checkTables(in parent: GivenTable?, of table: SchemaTable) {
        for (key, child) in schema.children(of: table) {
            let given = parent?[key]?.value
            if case .list(let counts) = child.shape {
                checkList(given, as: child, counts: counts)
            } else {
                checkOne(given, as: child)
            }
        }
    }

    private mutating func checkOne(_ given: Given?, as child: SchemaTable) {
        let table = given?.table
        if let given, table == nil { report(given, insteadOf: child) }
        if !child.isAvailable {
            if let table, !table.entries.isEmpty { refuse(child, at: table.place) }
        } else if given != nil && table == nil {
            // Stands in for the table; what it lacks is not worth saying.
            check(nil, as: child, reports: false)
        } else if given != nil || child.shape == .one {
            // What a misspelt table seems to lack is not worth saying either.
            check(table, as: child, reports: given != nil || !isMisspelt(child))
            checkTables(in: table, of: child)
        } else if case .inherited(let other) = child.shape {
            let section = checked.sections(of: other).first
            if let section { checked.append(section.renamed(as: child)) }
        }
    }

    /// Whether the file has an unknown table whose name is nearest to this one's.
    private func isMisspelt(_ child: SchemaTable) -> Bool {
        let known = schema.children(of: schema[table: ""]).map(\.key)
        return document.entries.contains { entry in
            entry.value.table != nil && !known.contains(entry.key)
                && nearestName(to: entry.key, among: known) == child.name
        }
    }

    private mutating func checkList(
        _ given: Given?, as child: SchemaTable, counts: ClosedRange<Int>
    ) {
        let elements = given == nil ? [] : given?.elements
        guard let elements else {
            if let given { report(given, insteadOf: child) }
            return
        }
        guard child.isAvailable else {
            if let first = elements.first { refuse(child, at: first.place) }
            return
        }
        if elements.count < counts.lowerBound {
            findings.report(.key(.missingTable(child.header)), at: given?.place ?? document.place)
        }
        if elements.count > counts.upperBound {
            findings.report(
                .key(.tooMany(child.header, count: elements.count, maximum: counts.upperBound)),
                at: elements[counts.upperBound].place)
        }
        for element in elements.prefix(counts.upperBound) {
            if let table = element.table {
                check(table, as: child)
            } else {
                report(element, insteadOf: child)
            }
        }
    }

    private mutating func check(
        _ given: GivenTable?, as table: SchemaTable, reports: Bool = true
    ) {
        var check = TableCheck(of: given, as: table, in: schema, startOfFile: document.place)
        check.run()
        checked.append(check.section)
        if reports { findings.append(check.findings) }
    }

    private mutating func report(_ given: Given, insteadOf table: SchemaTable) {
        findings.report(
            .key(.wrongShape(table.name, header: table.header, found: FoundValue(given))),
            at: given.place)
    }

    private mutating func refuse(_ table: SchemaTable, at place: Place) {
        findings.report(.value(.notAvailable(.table(table.header))), at: place)
    }
}
