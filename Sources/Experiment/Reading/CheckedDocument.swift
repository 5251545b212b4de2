/// An experiment file checked key by key against the schema; contradictions are still to be found.
struct CheckedDocument: Sendable {
    /// The tables that are there, in schema order; a list's in file order.
    private(set) var sections: [Section] = []

    /// The sections of a table: one for each element of a list, none for an optional table that is
    /// left out.
    func sections(of table: String) -> [Section] {
        sections.filter { $0.table.name == table }
    }

    /// The section of a table that always is there.
    subscript(table: String) -> Section {
        guard let section = sections.first(where: { $0.table.name == table }) else {
            preconditionFailure("the checked file has no table '\(table)'")
        }
        return section
    }

    mutating func append(_ section: Section) { sections.append(section) }

    /// Changes the sections of a table, in their order.
    mutating func replace(_ table: String, with replacements: [Section]) {
        let schemaOrder = sections.firstIndex { $0.table.name == table } ?? sections.count
        sections.removeAll { $0.table.name == table }
        sections.insert(contentsOf: replacements, at: schemaOrder)
    }
}
