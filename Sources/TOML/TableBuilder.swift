/// Builds a table from headers and keys, in any order that TOML allows.
struct TableBuilder {
    private var arena = TableArena()
    private let root: Int
    /// The table that keys go into: that of the last header, or the root.
    private var current: Int

    /// Makes a builder of a table that starts at `position`.
    init(position: SourcePosition) {
        root = arena.makeTable(position: position, origin: .header)
        current = root
    }

    /// The table, once all headers and keys are in.
    func finish() -> TOMLTable { arena.finished(root) }

    /// Follows the header `[key]` at `position`.
    mutating func openTable(_ key: DottedKey, position: SourcePosition) throws(TOMLError) {
        let (parent, last) = try parentOfHeader(key)
        guard let slot = arena.slot(last.text, in: parent) else {
            current = addTable(last, to: parent, position: position, origin: .header)
            return
        }
        guard case .table(let table) = slot.item, arena.origin(of: table) == .implied else {
            throw conflict(slot, key: key, count: key.parts.count)
        }
        arena.define(table, position: position, origin: .header)
        current = table
    }

    /// Follows the header `[[key]]` at `position`.
    mutating func appendTable(_ key: DottedKey, position: SourcePosition) throws(TOMLError) {
        let (parent, last) = try parentOfHeader(key)
        current = arena.makeTable(position: position, origin: .header)
        guard let slot = arena.slot(last.text, in: parent) else {
            arena.add(.arrayOfTables(arena.makeArray(of: current)), key: last, to: parent)
            return
        }
        guard case .arrayOfTables(let array) = slot.item else {
            throw conflict(slot, key: key, count: key.parts.count)
        }
        arena.append(current, toArray: array)
    }

    /// Gives `key`, below the last header, its value.
    mutating func insert(_ value: TOMLValue, key: DottedKey) throws(TOMLError) {
        var parent = current
        for count in 1..<key.parts.count {
            parent = try tableOfDottedKey(key, count: count, parent: parent)
        }
        let last = key.parts[key.parts.count - 1]
        if let slot = arena.slot(last.text, in: parent) {
            let problem = DefinitionProblem.key(key.name, defined: slot.key.position)
            throw TOMLError(position: last.position, kind: .definition(problem))
        }
        arena.add(.value(value), key: last, to: parent)
    }
}

extension TableBuilder {
    /// The table that a header's last part goes into, and that part.
    ///
    /// A header may pass through any table, and through the last table of an array of tables.
    private mutating func parentOfHeader(
        _ key: DottedKey
    ) throws(TOMLError) -> (parent: Int, last: DottedKey.Part) {
        var parent = root
        for (index, part) in key.parts.dropLast().enumerated() {
            guard let slot = arena.slot(part.text, in: parent) else {
                parent = addTable(part, to: parent, position: part.position, origin: .implied)
                continue
            }
            switch slot.item {
            case .table(let table): parent = table
            case .arrayOfTables(let array): parent = arena.lastTable(ofArray: array)
            case .value: throw conflict(slot, key: key, count: index + 1)
            }
        }
        return (parent, key.parts[key.parts.count - 1])
    }

    /// The table in `parent` that the first `count` parts of a dotted key name.
    ///
    /// A dotted key may add to tables of dotted keys, and defines one that was only implied.
    private mutating func tableOfDottedKey(
        _ key: DottedKey, count: Int, parent: Int
    ) throws(TOMLError) -> Int {
        let part = key.parts[count - 1]
        guard let slot = arena.slot(part.text, in: parent) else {
            return addTable(part, to: parent, position: part.position, origin: .dottedKey)
        }
        guard case .table(let table) = slot.item else {
            throw conflict(slot, key: key, count: count)
        }
        switch arena.origin(of: table) {
        case .dottedKey: break
        case .implied: arena.define(table, position: part.position, origin: .dottedKey)
        case .header:
            let problem = DefinitionProblem.tableWithHeader(
                key.name(count), defined: arena.position(of: table))
            throw TOMLError(position: part.position, kind: .definition(problem))
        }
        return table
    }

    private mutating func addTable(
        _ key: DottedKey.Part, to parent: Int, position: SourcePosition, origin: TableArena.Origin
    ) -> Int {
        let table = arena.makeTable(position: position, origin: origin)
        arena.add(.table(table), key: key, to: parent)
        return table
    }

    /// The error that the first `count` parts of `key` name something that cannot be added to.
    private func conflict(_ slot: TableArena.Slot, key: DottedKey, count: Int) -> TOMLError {
        let name = key.name(count)
        let problem: DefinitionProblem =
            switch slot.item {
            case .table(let table):
                .table(name, defined: arena.position(of: table))
            case .arrayOfTables(let array):
                .arrayOfTables(name, defined: arena.position(ofArray: array))
            case .value(let value):
                DefinitionProblem(adding: name, to: value, key: slot.key)
            }
        return TOMLError(position: key.parts[count - 1].position, kind: .definition(problem))
    }
}

extension DefinitionProblem {
    /// The problem that something adds to the finished `value` of `key`.
    fileprivate init(adding name: String, to value: TOMLValue, key: DottedKey.Part) {
        self =
            switch value.content {
            case .table: .inlineTable(name, defined: value.position)
            case .array: .array(name, defined: value.position)
            default: .notATable(name, noun: value.content.noun, defined: key.position)
            }
    }
}
