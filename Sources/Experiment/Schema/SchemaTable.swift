/// One table of the experiment file and its keys.
package struct SchemaTable: Sendable, Equatable {
    /// The dotted name; empty for the top of the file.
    package let name: String
    /// How often it occurs.
    package let shape: Shape
    /// What it is about, as a phrase.
    package let meaning: String
    /// Whether this version can do what the table asks for.
    package let isAvailable: Bool
    /// In reading order: a key comes after the one that its condition names.
    package let keys: [SchemaKey]

    /// A table that occurs once and is available if nothing else is said.
    package init(
        _ name: String, _ meaning: String, shape: Shape = .one, isAvailable: Bool = true,
        keys: [SchemaKey] = []
    ) {
        self.name = name
        self.shape = shape
        self.meaning = meaning
        self.isAvailable = isAvailable
        self.keys = keys
    }

    /// How often a table occurs.
    package enum Shape: Sendable, Equatable {
        /// Once; when left out, every key of it is.
        case one
        /// Once or not at all.
        case optional
        /// Once; when left out, it is as another table, if that is there.
        case inherited(from: String)
        /// So many times.
        case list(ClosedRange<Int>)
    }

    var isList: Bool { if case .list = shape { true } else { false } }

    /// The table as a file writes it.
    var header: String { isList ? "[[\(name)]]" : "[\(name)]" }

    /// Where the table's keys are: `in [workload]`.
    var location: String { name.isEmpty ? "at the top of the file" : "in \(header)" }

    /// The names of all keys in reading order, each once.
    var keyNames: [String] {
        var names: [String] = []
        for key in keys where !names.contains(key.name) { names.append(key.name) }
        return names
    }

    /// The keys of that name: several where what it means hangs on another key.
    func keys(named name: String) -> [SchemaKey] {
        keys.filter { $0.name == name }
    }
}
