/// An experiment file with every default written out: what will be run, to the last key.
struct ResolvedDocument: Sendable, Equatable {
    /// The top of the file first, a list's tables side by side.
    let tables: [Table]

    struct Table: Sendable, Equatable {
        /// The dotted name; empty for the top of the file.
        var name: String
        var isList: Bool
        var entries: [Entry]
    }

    struct Entry: Sendable, Equatable {
        var key: String
        var value: SettingValue
    }

    init(_ document: CheckedDocument) {
        tables = document.sections.map { section in
            Table(
                name: section.table.name, isList: section.table.isList,
                entries: section.items.compactMap { item in
                    item.value.map { Entry(key: item.name, value: $0) }
                })
        }
    }
}
