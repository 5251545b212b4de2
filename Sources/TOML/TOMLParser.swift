/// Reads TOML 1.0.0, as https://toml.io/en/v1.0.0 defines it.
package enum TOMLParser {
    /// The table that the document in `bytes` holds.
    ///
    /// - Throws: The first fault in the document, or the first limit it passes.
    package static func parse(
        _ bytes: [UInt8], limits: TOMLLimits = .standard
    ) throws(TOMLError) -> TOMLTable {
        var parser = try Parser(bytes, limits: limits)
        return try parser.parseDocument()
    }

    /// The one value that `text` holds, with blanks around it allowed.
    ///
    /// - Throws: The first fault; positions count from the start of `text`.
    package static func parseValue(_ text: String) throws(TOMLError) -> TOMLValue {
        var parser = try Parser(Array(text.utf8), limits: .standard)
        parser.scanner.skipBlanks()
        let value = try parser.parseValue(depth: 0)
        try parser.expectEnd(after: .value)
        return value
    }

    /// The parts of the one dotted key that `text` holds, with blanks around it allowed.
    ///
    /// - Throws: The first fault; positions count from the start of `text`.
    package static func parseKey(_ text: String) throws(TOMLError) -> [String] {
        var parser = try Parser(Array(text.utf8), limits: .standard)
        parser.scanner.skipBlanks()
        let key = try parser.parseKey(depth: 0)
        try parser.expectEnd(after: .key)
        return key.parts.map(\.text)
    }
}
