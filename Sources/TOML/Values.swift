extension Parser {
    /// The value that comes next; `depth` levels lie above it.
    mutating func parseValue(depth: Int) throws(TOMLError) -> TOMLValue {
        let position = scanner.position
        let content: TOMLValue.Content =
            switch scanner.next {
            case .quote, .apostrophe: .string(try parseString())
            case .openBracket: .array(try parseArray(depth: depth + 1))
            case .openBrace: .table(try parseInlineTable(depth: depth))
            default: try parseBareValue()
            }
        return TOMLValue(position: position, content: content)
    }

    /// `[value, value]`, on any number of lines, with a comma after the last value allowed.
    private mutating func parseArray(depth: Int) throws(TOMLError) -> [TOMLValue] {
        let start = scanner.position
        try checkDepth(depth, position: start)
        scanner.advance()
        var elements: [TOMLValue] = []
        try skipInsideArray(start: start)
        while !scanner.skip(.closeBracket) {
            elements.append(try parseValue(depth: depth))
            try skipInsideArray(start: start)
            if scanner.skip(.comma) {
                try skipInsideArray(start: start)
            } else if scanner.next != .closeBracket {
                throw scanner.unexpected(expected: .commaOrEndOfArray)
            }
        }
        return elements
    }

    private mutating func skipInsideArray(start: SourcePosition) throws(TOMLError) {
        try skipBlankLines()
        guard scanner.next != nil else {
            throw TOMLError(position: start, kind: .unclosed(.array))
        }
    }

    /// `{ key = value, key = value }`, on one line, with no comma after the last value.
    private mutating func parseInlineTable(depth: Int) throws(TOMLError) -> TOMLTable {
        let start = scanner.position
        scanner.advance()
        var tables = TableBuilder(position: start)
        try skipInsideInlineTable(start: start)
        if scanner.skip(.closeBrace) { return tables.finish() }
        while true {
            try parseKeyValue(into: &tables, depth: depth)
            try skipInsideInlineTable(start: start)
            if scanner.skip(.closeBrace) { return tables.finish() }
            guard scanner.skip(.comma) else {
                throw scanner.unexpected(expected: .commaOrEndOfInlineTable)
            }
            try skipInsideInlineTable(start: start)
            if scanner.next == .closeBrace {
                throw scanner.unexpected(expected: .keyAfterComma)
            }
        }
    }

    private mutating func skipInsideInlineTable(start: SourcePosition) throws(TOMLError) {
        scanner.skipBlanks()
        guard scanner.next != nil, !scanner.isAtLineEnd, scanner.next != .hash else {
            throw TOMLError(position: start, kind: .unclosed(.inlineTable))
        }
    }
}
