extension Specification {
    /// The experiment as one JSON object (RFC 8259) of the file's shape, every key with its value.
    ///
    /// Whole numbers keep all their digits, a seed of 64 bits too.
    package func resolvedJSON() -> String {
        resolved.object(named: "", indentation: "")
    }
}

extension ResolvedDocument {
    /// The object of a table that occurs once, the tables in it included.
    fileprivate func object(named name: String, indentation: String) -> String {
        let inner = indentation + "  "
        var members = tables.first { $0.name == name }.map { $0.members } ?? []
        for child in children(of: name) {
            let isList = tables.contains { $0.name == child && $0.isList }
            let value =
                isList
                ? array(named: child, indentation: inner)
                : object(named: child, indentation: inner)
            let key = child.split(separator: ".").last.map { String($0) } ?? child
            members.append("\"\(key)\": \(value)")
        }
        return Self.block(members, brackets: ("{", "}"), indentation: indentation)
    }

    private func array(named name: String, indentation: String) -> String {
        let inner = indentation + "  "
        let elements = tables.filter { $0.name == name }.map {
            Self.block($0.members, brackets: ("{", "}"), indentation: inner)
        }
        return Self.block(elements, brackets: ("[", "]"), indentation: indentation)
    }

    /// The names of the tables that lie directly in a table, each once.
    private func children(of parent: String) -> [String] {
        let depth = parent.isEmpty ? 1 : parent.split(separator: ".").count + 1
        var names: [String] = []
        for table in tables where table.name.split(separator: ".").count == depth {
            guard parent.isEmpty || table.name.hasPrefix(parent + ".") else { continue }
            if !names.contains(table.name) { names.append(table.name) }
        }
        return names
    }

    private static func block(
        _ lines: [String], brackets: (open: String, close: String), indentation: String
    ) -> String {
        if lines.isEmpty { return brackets.open + brackets.close }
        let body = lines.map { indentation + "  " + $0 }.joined(separator: ",\n")
        return brackets.open + "\n" + body + "\n" + indentation + brackets.close
    }
}

extension ResolvedDocument.Table {
    fileprivate var members: [String] { entries.map { "\"\($0.key)\": \($0.value.literal)" } }
}
