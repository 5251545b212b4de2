import Core

extension Specification {
    /// The experiment as a file in which every key has its value, the defaults written out.
    ///
    /// Reading it again gives the same experiment.
    package func resolvedTOML() -> String {
        resolved.tables.map { $0.toml }.joined(separator: "\n")
    }
}

extension ResolvedDocument.Table {
    fileprivate var toml: String {
        var lines: [String] = []
        if !name.isEmpty { lines.append(isList ? "[[\(name)]]" : "[\(name)]") }
        lines += entries.map { "\($0.key) = \($0.value.toml)" }
        return lines.map { $0 + "\n" }.joined()
    }
}

extension SettingValue {
    /// The value as TOML writes it, where a string of JSON is a basic string.
    fileprivate var toml: String {
        switch self {
        case .text(let text): JSON.quoted(text)
        case .flag(let flag): "\(flag)"
        case .texts(let texts): "[\(texts.map { JSON.quoted($0) }.joined(separator: ", "))]"
        case .integer(let number): "\(number)"
        case .number(let number): Self.toml(number)
        case .numbers(let numbers): "[\(numbers.map(Self.toml).joined(separator: ", "))]"
        }
    }

    private static func toml(_ number: Double) -> String {
        Int64(exactly: number).map { "\($0)" } ?? "\(number)"
    }
}
