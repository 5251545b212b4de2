extension GivenTable {
    /// Puts a value where a path leads, which stands at `place`, making the tables on the way.
    ///
    /// Whether the key exists is for the schema to say; only lists must already have the element.
    mutating func set(
        _ path: ArraySlice<String>, to value: Given, at place: Place, lists: [String]
    ) throws(OptionProblem) {
        guard let key = path.first else { return }
        let rest = path.dropFirst()
        let index = try index(of: key, rest: rest, at: place, lists: lists)
        if rest.isEmpty {
            entries[index].value = value
            entries[index].keyPlace = place
            return
        }
        switch entries[index].value.content {
        case .table(var table):
            try table.set(rest, to: value, at: place, lists: [])
            entries[index].value.content = .table(table)
        case .list(var elements):
            try Self.set(rest, to: value, at: place, in: &elements, of: key)
            entries[index].value.content = .list(elements)
        case .scalar:
            throw .notATable(key)
        }
    }

    /// Where a key's entry is, after making it if need be.
    private mutating func index(
        of key: String, rest: ArraySlice<String>, at place: Place, lists: [String]
    ) throws(OptionProblem) -> Int {
        if let index = entries.firstIndex(where: { $0.key == key }) { return index }
        if let element = rest.first, lists.contains(key) {
            throw .noElement(element, list: key, labels: [], count: 0)
        }
        let table = Given(place: place, content: .table(GivenTable(place: place)))
        entries.append(Entry(key: key, keyPlace: place, value: table))
        return entries.count - 1
    }

    private static func set(
        _ path: ArraySlice<String>, to value: Given, at place: Place, in elements: inout [Given],
        of list: String
    ) throws(OptionProblem) {
        guard let name = path.first else { return }
        let labels = list == "topology" ? elements.compactMap { $0.label } : []
        let position =
            list == "topology"
            ? elements.firstIndex { $0.label == name }
            : elements.indices.first { String($0) == name }
        guard let position else {
            if path.count == 1, !labels.isEmpty, nearestName(to: name, among: labels) == nil {
                // The arm that has the key is the one to show.
                let own = elements.first { $0.table?[name] != nil }?.label
                throw .noLabel(key: name, list: list, labels: labels, example: own ?? labels[0])
            }
            throw .noElement(name, list: list, labels: labels, count: elements.count)
        }
        guard path.count > 1, case .table(var table) = elements[position].content else {
            throw .notATable("\(list).\(name)")
        }
        try table.set(path.dropFirst(), to: value, at: place, lists: [])
        elements[position].content = .table(table)
    }
}

extension Given {
    /// The label that a `[[topology]]` goes by.
    fileprivate var label: String? {
        table?["label"]?.value.text ?? table?["kind"]?.value.text
    }
}
