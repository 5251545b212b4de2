/// An experiment file with every default written out: what will be run, to the last key.
struct ResolvedDocument: Sendable, Equatable {
    /// The top of the file first, a list's tables side by side.
    let tables: [Table]

    struct Table: Sendable, Equatable {
        /// The dotted name; empty for the top of the file.
        var name: String
        var isList: Bool
        var entries: [Entry]
    }

    struct Entry: Sendable, Equatable {
        var key: String
        var value: SettingValue
    }

    init(_ document: CheckedDocument) {
        tables = document.sections.map { section in
            Table(
                name: section.table.name, isList: section.table.isList,
                entries: section.items.compactMap { item in
                    item.value.map { Entry(key: item.name, value: $0) }
                })
        }
    }
}

extension SettingValue {
    /// The value as TOML and JSON both write it.
    var literal: String {
        switch self {
        case .text(let text): Self.quoted(text)
        case .integer(let number): "\(number)"
        case .number(let number): Int(exactly: number).map { "\($0)" } ?? "\(number)"
        }
    }

    /// A string as RFC 8259 and TOML 1.0 both read it.
    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "\u{0}"..."\u{1F}", "\u{7F}":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
