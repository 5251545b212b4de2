/// Tables under construction.
///
/// Each has a number, so that a header reaches its table without copying the tables above it.
struct TableArena {
    /// What made a table, which decides what may add to it.
    enum Origin {
        /// Only named on the way to another table: its own definition may still come.
        case implied
        /// A header; also the root of a document or of an inline table.
        case header
        /// A dotted key.
        case dottedKey
    }

    /// What a key stands for.
    enum Item {
        /// A value, finished: nothing adds to an array or table written in brackets or braces.
        case value(TOMLValue)
        /// The table of this number.
        case table(Int)
        /// The array of tables of this number.
        case arrayOfTables(Int)
    }

    /// A key and what it stands for.
    struct Slot {
        var key: DottedKey.Part
        var item: Item
    }

    private struct Table {
        var position: SourcePosition
        var origin: Origin
        var slots: [Slot] = []
        var index: [ExactKey: Int] = [:]
    }

    private struct ArrayOfTables {
        var position: SourcePosition
        var tables: [Int]
    }

    private var tables: [Table] = []
    private var arrays: [ArrayOfTables] = []

    /// What `key` stands for in the table numbered `table`.
    func slot(_ key: String, in table: Int) -> Slot? {
        tables[table].index[ExactKey(key)].map { tables[table].slots[$0] }
    }

    /// Where `table` is defined or, as long as it is implied, first named.
    func position(of table: Int) -> SourcePosition { tables[table].position }

    /// What made `table`.
    func origin(of table: Int) -> Origin { tables[table].origin }

    /// Where the array of tables numbered `array` has its first header.
    func position(ofArray array: Int) -> SourcePosition { arrays[array].position }

    /// The table that the last header of `array` made.
    func lastTable(ofArray array: Int) -> Int {
        arrays[array].tables[arrays[array].tables.count - 1]
    }

    /// Makes a table that no key stands for yet.
    mutating func makeTable(position: SourcePosition, origin: Origin) -> Int {
        tables.append(Table(position: position, origin: origin))
        return tables.count - 1
    }

    /// Makes an array of tables with its first table.
    mutating func makeArray(of table: Int) -> Int {
        arrays.append(ArrayOfTables(position: tables[table].position, tables: [table]))
        return arrays.count - 1
    }

    /// Puts `table` at the end of `array`.
    mutating func append(_ table: Int, toArray array: Int) {
        arrays[array].tables.append(table)
    }

    /// Lets `key`, which `table` does not have yet, stand for `item`.
    mutating func add(_ item: Item, key: DottedKey.Part, to table: Int) {
        tables[table].index[ExactKey(key.text)] = tables[table].slots.count
        tables[table].slots.append(Slot(key: key, item: item))
    }

    /// Notes that a table implied so far is now defined by `origin` at `position`.
    mutating func define(_ table: Int, position: SourcePosition, origin: Origin) {
        tables[table].position = position
        tables[table].origin = origin
    }
}

extension TableArena {
    /// The finished table of number `table`, with all tables below it.
    func finished(_ table: Int) -> TOMLTable {
        let entries = tables[table].slots.map { slot in
            TOMLTable.Entry(
                key: slot.key.text, keyPosition: slot.key.position, value: finished(slot.item))
        }
        return TOMLTable(position: tables[table].position, entries: entries)
    }

    private func finished(_ item: Item) -> TOMLValue {
        switch item {
        case .value(let value): return value
        case .table(let table): return finishedValue(table)
        case .arrayOfTables(let array):
            let elements = arrays[array].tables.map(finishedValue)
            return TOMLValue(position: arrays[array].position, content: .array(elements))
        }
    }

    private func finishedValue(_ table: Int) -> TOMLValue {
        TOMLValue(position: tables[table].position, content: .table(finished(table)))
    }
}
