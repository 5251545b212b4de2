/// Reads a document top to bottom, one statement a line.
///
/// The parts of the grammar are in extensions: keys, values, strings.
struct Parser {
    var scanner: Scanner
    let limits: TOMLLimits
    /// The parts of all keys and headers so far.
    var keyCount = 0

    /// Makes a parser of `bytes`, once their size and their encoding are checked.
    init(_ bytes: [UInt8], limits: TOMLLimits) throws(TOMLError) {
        guard bytes.count <= limits.maximumBytes else {
            let problem = LimitProblem.bytes(bytes.count, maximum: limits.maximumBytes)
            throw TOMLError(position: .start, kind: .limit(problem))
        }
        scanner = Scanner(bytes)
        self.limits = limits
        try scanner.checkEncoding()
    }

    /// The whole document's table.
    mutating func parseDocument() throws(TOMLError) -> TOMLTable {
        var tables = TableBuilder(position: .start)
        var headerDepth = 0
        while try skipToStatement() {
            if scanner.next == .openBracket {
                headerDepth = try parseHeader(into: &tables)
                try expectLineEnd(after: .header)
            } else {
                try parseKeyValue(into: &tables, depth: headerDepth)
                try expectLineEnd(after: .value)
            }
        }
        return tables.finish()
    }

    /// A `[table]` or `[[array.of.tables]]` header; returns how many parts it has.
    private mutating func parseHeader(into tables: inout TableBuilder) throws(TOMLError) -> Int {
        let position = scanner.position
        let brackets = scanner.isNext(.openBracket, count: 2) ? 2 : 1
        scanner.advance(by: brackets)
        let key = try parseKey(depth: 0)
        guard scanner.isNext(.closeBracket, count: brackets) else {
            let end = String(repeating: "]", count: brackets)
            throw scanner.unexpected(expected: .endOfHeader(brackets: end, name: key.name))
        }
        scanner.advance(by: brackets)
        if brackets == 2 {
            try tables.appendTable(key, position: position)
        } else {
            try tables.openTable(key, position: position)
        }
        return key.parts.count
    }

    /// `key = value`, put into the table that is open in `tables`.
    mutating func parseKeyValue(
        into tables: inout TableBuilder, depth: Int
    ) throws(TOMLError) {
        let key = try parseKey(depth: depth)
        guard scanner.skip(.equals) else {
            throw scanner.unexpected(expected: .equals(key: key.name))
        }
        scanner.skipBlanks()
        let value = try parseValue(depth: depth + key.parts.count)
        try tables.insert(value, key: key)
    }
}

extension Parser {
    /// Passes blanks, comments and line ends; tells whether a statement follows.
    private mutating func skipToStatement() throws(TOMLError) -> Bool {
        try skipBlankLines()
        return scanner.next != nil
    }

    /// Passes blanks, comments and line ends.
    mutating func skipBlankLines() throws(TOMLError) {
        repeat {
            scanner.skipBlanks()
            try skipComment()
        } while scanner.skipLineEnd()
    }

    /// Passes a comment, if one comes next, up to the end of its line.
    private mutating func skipComment() throws(TOMLError) {
        guard scanner.next == .hash else { return }
        while let next = scanner.next, !next.isForbiddenControl { scanner.advance() }
        if let forbidden = scanner.forbidden {
            throw TOMLError(position: scanner.position, kind: forbidden)
        }
    }

    private mutating func expectLineEnd(after part: Expectation.Part) throws(TOMLError) {
        scanner.skipBlanks()
        try skipComment()
        guard scanner.next == nil || scanner.skipLineEnd() else {
            throw scanner.unexpected(expected: .endOfLine(after: part))
        }
    }

    /// Passes blanks, after which the text must end.
    mutating func expectEnd(after part: Expectation.Part) throws(TOMLError) {
        scanner.skipBlanks()
        guard scanner.next == nil else {
            throw scanner.unexpected(expected: .endOfText(after: part))
        }
    }

    /// Checks that something may lie `depth` levels deep.
    func checkDepth(_ depth: Int, position: SourcePosition) throws(TOMLError) {
        guard depth <= limits.maximumDepth else {
            let problem = LimitProblem.depth(maximum: limits.maximumDepth)
            throw TOMLError(position: position, kind: .limit(problem))
        }
    }
}
