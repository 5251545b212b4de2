package import Core

extension Specification {
    /// The experiment as an object of the file's shape, every key with its value.
    package var resolvedObject: JSON { resolved.object(named: "") }

    /// The experiment as the text of one JSON object, every key with its value.
    ///
    /// Whole numbers keep all their digits, a seed of 63 bits too.
    package func resolvedJSON() -> String { resolvedObject.text }
}

extension ResolvedDocument {
    /// The object of a table that occurs once, the tables in it included.
    fileprivate func object(named name: String) -> JSON {
        let own = tables.first { $0.name == name }.map { $0.members } ?? []
        return .object(
            own
                + children(of: name).map { child in
                    JSON.Member(
                        child.key,
                        child.isList ? array(named: child.name) : object(named: child.name))
                })
    }

    private func array(named name: String) -> JSON {
        .array(tables.filter { $0.name == name }.map { .object($0.members) })
    }

    /// The tables that lie directly in a table; of a list the first.
    private func children(of parent: String) -> [Table] {
        let prefix = parent.isEmpty ? "" : parent + "."
        var children: [Table] = []
        for table in tables where table.name.hasPrefix(prefix) && table.name != parent {
            let isDirect = !table.name.dropFirst(prefix.count).contains(".")
            if isDirect && !children.contains(where: { $0.name == table.name }) {
                children.append(table)
            }
        }
        return children
    }
}

extension ResolvedDocument.Table {
    /// The table's own name in the table around it.
    fileprivate var key: String {
        name.split(separator: ".").last.map { String($0) } ?? name
    }

    fileprivate var members: [JSON.Member] {
        entries.map { JSON.Member($0.key, $0.value.json) }
    }
}

extension SettingValue {
    fileprivate var json: JSON {
        switch self {
        case .text(let text): .string(text)
        case .flag(let flag): .boolean(flag)
        case .texts(let texts): .array(texts.map { .string($0) })
        case .integer(let number): .integer(Int64(number))
        case .number(let number): Self.json(number)
        case .numbers(let numbers): .array(numbers.map(Self.json))
        }
    }

    private static func json(_ number: Double) -> JSON {
        Int64(exactly: number).map { .integer($0) } ?? .number(number)
    }
}
