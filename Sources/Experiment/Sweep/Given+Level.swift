import Core
import Measurement
import TOML

extension Given {
    /// The value as a document of JSON.
    var json: JSON {
        switch content {
        case .list(let elements): .array(elements.map(\.json))
        case .table(let table): .object(table.entries.map { JSON.Member($0.key, $0.value.json) })
        case .scalar(let scalar): scalar.json
        }
    }

    /// The value as results show a factor's level; nil for what is no single value.
    var levelText: String? {
        guard case .scalar(let scalar) = content else { return nil }
        return switch scalar {
        case .string(let text): text
        case .integer(let number): "\(number)"
        case .float(let number): SettingValue.number(number).levelText
        case .boolean(let flag): "\(flag)"
        case .array, .table, .dateTime: nil
        }
    }
}

extension TOMLValue.Content {
    fileprivate var json: JSON {
        switch self {
        case .string(let text): .string(text)
        case .integer(let number): .integer(number)
        case .float(let number): .number(number)
        case .boolean(let flag): .boolean(flag)
        case .dateTime(let moment): .string(moment.text)
        case .array, .table: .null
        }
    }
}

extension SettingValue {
    /// The value as results show it, without quotes.
    var levelText: String {
        switch self {
        case .text(let text): text
        case .integer(let number): "\(number)"
        case .number(let number): Int64(exactly: number).map { "\($0)" } ?? "\(number)"
        case .texts(let texts): texts.joined(separator: " ")
        case .numbers(let numbers): numbers.map { digits($0) }.joined(separator: " ")
        case .flag(let flag): "\(flag)"
        }
    }
}

extension ResolvedDocument {
    /// The value at a dotted path, an element of a list by its label or position; nil where there
    /// is none.
    func text(at path: String) -> String? {
        let parts = path.split(separator: ".").map { String($0) }
        guard let key = parts.last else { return nil }
        let table = parts.count > 2 ? element(parts[1], of: parts[0]) : nil
        let name = parts.dropLast().joined(separator: ".")
        return (table ?? tables.first { $0.name == name })?[key]?.levelText
    }

    private func element(_ name: String, of list: String) -> Table? {
        let elements = tables.filter { $0.name == list && $0.isList }
        if let number = Int(name) {
            return elements.indices.contains(number) ? elements[number] : nil
        }
        return elements.first { $0["label"]?.levelText == name }
    }
}

extension ResolvedDocument.Table {
    fileprivate subscript(key: String) -> SettingValue? {
        entries.first { $0.key == key }?.value
    }
}

extension ResultExpectation {
    /// The expectation as a file would ask for it.
    var json: JSON {
        let places = conditions.map { JSON.Member($0.path, JSON(levelText: $0.value)) }
        return .object(
            [JSON.Member("that", .string(text))]
                + (places.isEmpty ? [] : [JSON.Member("where", .object(places))]))
    }
}

extension JSON {
    fileprivate init(levelText text: String) {
        if let number = Int64(text) {
            self = .integer(number)
        } else if let number = Double(text), number.isFinite {
            self = .number(number)
        } else if let flag = Bool(text) {
            self = .boolean(flag)
        } else {
            self = .string(text)
        }
    }
}
