/// Writes a document as JSON in which every value names its type, as the toml-test suite compares.
///
/// A value is `{"type": "integer", "value": "42"}`; tables are objects and arrays are arrays.
package enum TaggedJSON {
    /// The JSON of `table`, on one line, keys in file order.
    package static func text(of table: TOMLTable) -> String {
        var text = ""
        append(table, to: &text)
        return text
    }

    private static func append(_ table: TOMLTable, to text: inout String) {
        text += "{"
        for (index, entry) in table.entries.enumerated() {
            if index > 0 { text += "," }
            append(entry.key, to: &text)
            text += ":"
            append(entry.value, to: &text)
        }
        text += "}"
    }

    private static func append(_ value: TOMLValue, to text: inout String) {
        switch value.content {
        case .string(let string): append(type: "string", value: string, to: &text)
        case .integer(let integer): append(type: "integer", value: "\(integer)", to: &text)
        case .float(let float): append(type: "float", value: "\(float)", to: &text)
        case .boolean(let boolean): append(type: "bool", value: "\(boolean)", to: &text)
        case .dateTime(let dateTime):
            append(type: tag(of: dateTime.kind), value: dateTime.text, to: &text)
        case .array(let elements): append(elements, to: &text)
        case .table(let table): append(table, to: &text)
        }
    }

    private static func append(_ elements: [TOMLValue], to text: inout String) {
        text += "["
        for (index, element) in elements.enumerated() {
            if index > 0 { text += "," }
            append(element, to: &text)
        }
        text += "]"
    }

    private static func append(type: String, value: String, to text: inout String) {
        text += "{\"type\":\"\(type)\",\"value\":"
        append(value, to: &text)
        text += "}"
    }

    /// Appends `string` as a JSON string.
    private static func append(_ string: String, to text: inout String) {
        text += "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\u{0}"..."\u{1F}":
                text += scalar.value < 0x10 ? "\\u000" : "\\u00"
                text += String(scalar.value, radix: 16)
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }

    private static func tag(of kind: TOMLDateTime.Kind) -> String {
        switch kind {
        case .offsetDateTime: "datetime"
        case .localDateTime: "datetime-local"
        case .localDate: "date-local"
        case .localTime: "time-local"
        }
    }
}
