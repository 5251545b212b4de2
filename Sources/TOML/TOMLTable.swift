/// A table: keys with their values, in the order in which the document first names them.
package struct TOMLTable: Sendable, Equatable {
    /// Where the table starts: its header, its first key or its `{`; the root table's is 1:1.
    package var position: SourcePosition
    /// The entries in file order; to change them takes time in proportion to their number.
    package var entries: [Entry] {
        didSet { index = TOMLTable.index(of: entries) }
    }
    private var index: [ExactKey: Int]

    /// Makes a table at `position` with `entries`, whose keys must differ.
    package init(position: SourcePosition, entries: [Entry]) {
        self.position = position
        self.entries = entries
        index = TOMLTable.index(of: entries)
    }

    /// A key with its value, and where the key was written.
    package struct Entry: Sendable, Equatable {
        /// The key, unquoted.
        package var key: String
        /// Where the key was first written.
        package var keyPosition: SourcePosition
        /// The value.
        package var value: TOMLValue

        /// Makes the entry of `key`, written at `keyPosition`, with `value`.
        package init(key: String, keyPosition: SourcePosition, value: TOMLValue) {
            self.key = key
            self.keyPosition = keyPosition
            self.value = value
        }
    }

    /// The entry of `key`, or nothing; found in constant time.
    package subscript(key: String) -> Entry? {
        let key = ExactKey(key)
        if index.isEmpty { return entries.first { ExactKey($0.key) == key } }
        return index[key].map { entries[$0] }
    }

    /// Two tables are equal when their positions and entries are.
    package static func == (left: TOMLTable, right: TOMLTable) -> Bool {
        left.position == right.position && left.entries == right.entries
    }

    /// Where each key's entry is; empty for a table so small that a search is faster.
    private static func index(of entries: [Entry]) -> [ExactKey: Int] {
        guard entries.count > 8 else { return [:] }
        let keys = entries.enumerated().map { (ExactKey($1.key), $0) }
        return Dictionary(keys, uniquingKeysWith: { first, _ in first })
    }
}

/// A key that equals only the key with the same bytes.
///
/// TOML compares keys as they are written. Swift compares strings by canonical equivalence, by
/// which `é` in one scalar and `é` in two would be one key.
struct ExactKey: Hashable, Sendable {
    private let utf8: String.UTF8View

    init(_ text: String) {
        utf8 = text.utf8
    }

    static func == (left: ExactKey, right: ExactKey) -> Bool {
        left.utf8.elementsEqual(right.utf8)
    }

    func hash(into hasher: inout Hasher) {
        for byte in utf8 { hasher.combine(byte) }
        hasher.combine(UInt8.max)
    }
}
