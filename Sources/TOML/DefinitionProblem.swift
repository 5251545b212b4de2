/// A key or a table defined against an earlier definition.
///
/// Every name is a dotted key as far as the fault, as `DottedKey.name` writes it.
package enum DefinitionProblem: Equatable, Sendable {
    /// The key has a value already.
    case key(String, defined: SourcePosition)
    /// The table has a header or a dotted key that defines it already.
    case table(String, defined: SourcePosition)
    /// A dotted key adds to a table that has its own header.
    case tableWithHeader(String, defined: SourcePosition)
    /// Something adds to an inline table after its `}`.
    case inlineTable(String, defined: SourcePosition)
    /// Something adds to an array after its `]`.
    case array(String, defined: SourcePosition)
    /// A `[table]` header or a dotted key names an array of tables.
    case arrayOfTables(String, defined: SourcePosition)
    /// Something adds to a value that is no table; `noun` says what it is.
    case notATable(String, noun: String, defined: SourcePosition)

    var message: String {
        switch self {
        case .key(let name, let defined):
            "the key \"\(name)\" is already defined at \(defined)"
        case .table(let name, let defined):
            "the table \"\(name)\" is already defined at \(defined)"
        case .tableWithHeader(let name, let defined):
            "the table \"\(name)\" is already defined at \(defined): "
                + "write its keys below that header"
        case .inlineTable(let name, let defined):
            "the inline table \"\(name)\" at \(defined) is complete: write all its keys in its braces"
        case .array(let name, let defined):
            "the array \"\(name)\" at \(defined) is complete: write all its values in its brackets"
        case .arrayOfTables(let name, let defined):
            "\"\(name)\" is an array of tables, defined at \(defined): "
                + "add a table to it with a header in [[ ]]"
        case .notATable(let name, let noun, let defined):
            "the key \"\(name)\" is already defined at \(defined) as \(noun): expected a table"
        }
    }
}
