extension Parameter {
    /// The numbers of a value, in the unit of this parameter's name.
    ///
    /// - Throws: `badValue` or `outOfRange`.
    func numbers(in text: String, key: String) throws(LawProblem) -> [Double] {
        let bad = LawProblem.badValue(text, key: key, self)
        var numbers: [Double] = []
        for part in parts(of: text) {
            guard let number = Self.number(part) else { throw bad }
            if form == .whole, number != number.rounded() { throw bad }
            let own = inOwnUnit(number, key: key)
            guard limits.contains(own) else { throw .outOfRange(String(part), key: key, self) }
            numbers.append(own)
        }
        guard !numbers.isEmpty else { throw bad }
        return numbers
    }

    /// What ought to be numbers; nothing where a pair is not one.
    private func parts(of text: String) -> [Substring] {
        switch form {
        case .number, .whole: return [text[...]]
        case .numbers: return text.split(separator: ",", omittingEmptySubsequences: false)
        case .pairs:
            let pairs = text.split(separator: ",", omittingEmptySubsequences: false)
                .map { $0.split(separator: ":", omittingEmptySubsequences: false) }
            return pairs.allSatisfy { $0.count == 2 } ? pairs.flatMap { $0 } : []
        }
    }

    /// A decimal number; no hexadecimal one, and nothing that is not a number.
    private static func number(_ text: Substring) -> Double? {
        let allowed = Set("0123456789+-.eE".utf8)
        guard text.utf8.allSatisfy(allowed.contains), let number = Double(text),
            number.isFinite
        else { return nil }
        return number
    }
}
