import TOML

/// A value of the file or of an option, with the place that gave it.
struct Given: Sendable, Equatable {
    var place: Place
    var content: Content

    enum Content: Sendable, Equatable {
        case scalar(TOMLValue.Content)
        case list([Given])
        case table(GivenTable)
    }

    init(place: Place, content: Content) {
        self.place = place
        self.content = content
    }

    /// A value whose parts lie where `locate` says.
    init(_ value: TOMLValue, locate: (SourcePosition) -> Place) {
        place = locate(value.position)
        switch value.content {
        case .array(let elements):
            content = .list(elements.map { Given($0, locate: locate) })
        case .table(let table):
            content = .table(GivenTable(table, locate: locate))
        case .string, .integer, .float, .boolean, .dateTime:
            content = .scalar(value.content)
        }
    }

    /// The text, if it is one.
    var text: String? {
        if case .scalar(.string(let text)) = content { text } else { nil }
    }

    /// The table, if it is one.
    var table: GivenTable? {
        if case .table(let table) = content { table } else { nil }
    }

    /// The elements, if it is an array.
    var elements: [Given]? {
        if case .list(let elements) = content { elements } else { nil }
    }
}

/// A table of the file, options included.
struct GivenTable: Sendable, Equatable {
    /// Where the table starts.
    var place: Place
    /// In file order.
    var entries: [Entry]

    struct Entry: Sendable, Equatable {
        var key: String
        var keyPlace: Place
        var value: Given
    }

    init(place: Place, entries: [Entry] = []) {
        self.place = place
        self.entries = entries
    }

    init(_ table: TOMLTable, locate: (SourcePosition) -> Place) {
        place = locate(table.position)
        entries = table.entries.map {
            Entry(
                key: $0.key, keyPlace: locate($0.keyPosition),
                value: Given($0.value, locate: locate))
        }
    }

    subscript(key: String) -> Entry? {
        entries.first { $0.key == key }
    }
}
