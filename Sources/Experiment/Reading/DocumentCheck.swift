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
        var table: GivenTable?
        if let given {
            if case .table(let content) = given.content {
                table = content
            } else {
                findings.report(
                    .key(.wrongShape(child.name, header: child.header, found: FoundValue(given))),
                    at: given.place)
            }
        }
        if !child.isAvailable {
            if let table, !table.entries.isEmpty { refuse(child, at: table.place) }
        } else if given == nil, case .inherited(let other) = child.shape {
            let section = checked.sections(of: other).first
            if let section { checked.append(section.renamed(as: child)) }
        } else if given == nil && child.shape == .optional {
            return
        } else if given != nil && table == nil {
            checkSilently(child)
        } else {
            check(table, as: child)
            checkTables(in: table, of: child)
        }
    }

    private mutating func checkList(
        _ given: Given?, as child: SchemaTable, counts: ClosedRange<Int>
    ) {
        var elements: [Given] = []
        if let given {
            guard case .list(let content) = given.content else {
                findings.report(
                    .key(.wrongShape(child.name, header: child.header, found: FoundValue(given))),
                    at: given.place)
                return
            }
            elements = content
        }
        if !child.isAvailable {
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
            if case .table(let table) = element.content {
                check(table, as: child)
            } else {
                findings.report(
                    .key(.wrongShape(child.name, header: child.header, found: FoundValue(element))),
                    at: element.place)
            }
        }
    }

    private mutating func refuse(_ table: SchemaTable, at place: Place) {
        findings.report(.value(.notAvailable(.table(table.header))), at: place)
    }

    private mutating func check(_ given: GivenTable?, as table: SchemaTable) {
        var check = TableCheck(
            of: given, as: table, in: schema, startOfFile: document.place)
        check.run()
        findings.append(check.findings)
        checked.append(check.section)
    }

    /// Stands in for a table whose shape is wrong, without reporting what it lacks.
    private mutating func checkSilently(_ table: SchemaTable) {
        var check = TableCheck(of: nil, as: table, in: schema, startOfFile: document.place)
        check.run()
        checked.append(check.section)
    }
}
