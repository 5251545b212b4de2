extension Specification {
    /// The experiment as a file in which every key has its value, the defaults written out.
    ///
    /// Reading it again gives the same experiment.
    package func resolvedTOML() -> String {
        resolved.tables.map { $0.toml }.filter { !$0.isEmpty }.joined(separator: "\n")
    }
}

extension ResolvedDocument.Table {
    fileprivate var toml: String {
        var lines: [String] = []
        if !name.isEmpty { lines.append(isList ? "[[\(name)]]" : "[\(name)]") }
        lines += entries.map { "\($0.key) = \($0.value.literal)" }
        return lines.map { $0 + "\n" }.joined()
    }
}
