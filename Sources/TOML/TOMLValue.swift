/// A value of a TOML document, and where it was written.
package struct TOMLValue: Sendable, Equatable {
    /// Where the value starts; for a table, its header, its first key or its `{`.
    package var position: SourcePosition
    /// The value itself.
    package var content: Content

    /// Makes the value `content` that stands at `position`.
    package init(position: SourcePosition, content: Content) {
        self.position = position
        self.content = content
    }

    /// The eight kinds of value.
    package enum Content: Sendable, Equatable {
        /// A string, with its escapes resolved and its line ends as LF.
        case string(String)
        /// A whole number of 64 bits.
        case integer(Int64)
        /// An IEEE 754 number of 64 bits, `inf` and `nan` included.
        case float(Double)
        /// `true` or `false`.
        case boolean(Bool)
        /// A date, a time or both.
        case dateTime(TOMLDateTime)
        /// An array, or an array of tables.
        case array([TOMLValue])
        /// A table, however it was written.
        case table(TOMLTable)

        /// The kind of value as a noun with its article, such as `an integer`.
        package var noun: String {
            switch self {
            case .string: "a string"
            case .integer: "an integer"
            case .float: "a float"
            case .boolean: "a boolean"
            case .dateTime(let dateTime): dateTime.kind.noun
            case .array: "an array"
            case .table: "a table"
            }
        }
    }
}
