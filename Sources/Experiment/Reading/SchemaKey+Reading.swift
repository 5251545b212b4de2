import TOML

extension SchemaKey {
    /// The value that is given.
    ///
    /// - Throws: What is wrong with it.
    func read(_ given: Given, asksAvailability: Bool) throws(ValueProblem) -> SettingValue {
        if asksAvailability && availability == .never { throw .notAvailable(.key(name)) }
        guard let value = form.read(given) else { throw problem(with: given) }
        if asksAvailability, case .range(let range) = availability, let number = value.number,
            !range.contains(number)
        {
            throw .notAvailable(.number(name, number, available: range))
        }
        return value
    }

    /// Why a value is none that the key takes.
    private func problem(with given: Given) -> ValueProblem {
        guard case .word(let words) = form, let text = given.text else {
            return .unexpected(name, found: FoundValue(given), expected: form, unit: unit)
        }
        let available = words.filter { $0.isAvailable }.map { $0.name }
        return words.contains { $0.name == text }
            ? .notAvailable(.word(name, text, available: available))
            : .unknownWord(name, text, known: available)
    }
}

extension SettingValue {
    fileprivate var number: Double? {
        switch self {
        case .integer(let number): Double(number)
        case .number(let number): number
        case .text, .texts, .flag: nil
        }
    }
}

extension Form {
    /// The value, nil where it is of another kind or out of range.
    fileprivate func read(_ given: Given) -> SettingValue? {
        if case .texts(let rule) = self {
            let texts = given.elements?.compactMap(\.text) ?? []
            guard !texts.isEmpty, texts.count == given.elements?.count, texts.count <= 64,
                texts.allSatisfy(rule.allows)
            else { return nil }
            return .texts(texts)
        }
        guard case .scalar(let scalar) = given.content else { return nil }
        switch (self, scalar) {
        case (.text(let rule), .string(let text)):
            return rule.allows(text) ? .text(text) : nil
        case (.word(let words), .string(let text)):
            return words.contains { $0.name == text && $0.isAvailable } ? .text(text) : nil
        case (.flag, .boolean(let flag)):
            return .flag(flag)
        case (.integer(let range), .integer(let number)):
            return range.contains(Int(number)) ? .integer(Int(number)) : nil
        case (.number(let range), .integer(let number)):
            return Self.number(Double(number), in: range)
        case (.number(let range), .float(let number)):
            return Self.number(number, in: range)
        default:
            return nil
        }
    }

    /// A finite number in a range; never -0.0, whose bits would set two equal plans apart.
    private static func number(_ number: Double, in range: ClosedRange<Double>) -> SettingValue? {
        guard range.contains(number) else { return nil }
        return .number(number == 0 ? 0 : number)
    }
}
