/// A key as written: one part, or several with dots between.
struct DottedKey {
    var parts: [Part]

    /// One part of a key, and where it was written.
    struct Part {
        var text: String
        var position: SourcePosition
    }

    /// The key in one line, for a message.
    var name: String { name(parts.count) }

    /// The first `count` parts in one line, for a message.
    func name(_ count: Int) -> String {
        let shown = parts.prefix(min(count, 8)).map { part in
            let isBare = !part.text.isEmpty && part.text.utf8.allSatisfy(\.isBareKeyCharacter)
            return isBare || count == 1 ? legible(part.text) : "'\(legible(part.text))'"
        }
        return shown.joined(separator: ".") + (count > shown.count ? ".…" : "")
    }
}

extension Parser {
    /// A key, up to the first byte that is no part of it; `depth` levels lie above it.
    mutating func parseKey(depth: Int) throws(TOMLError) -> DottedKey {
        var key = DottedKey(parts: [])
        repeat {
            scanner.skipBlanks()
            let position = scanner.position
            key.parts.append(DottedKey.Part(text: try parseKeyPart(), position: position))
            try checkDepth(depth + key.parts.count, position: position)
            try countKey(position: position)
            scanner.skipBlanks()
        } while scanner.skip(.dot)
        return key
    }

    private mutating func countKey(position: SourcePosition) throws(TOMLError) {
        keyCount += 1
        guard keyCount <= limits.maximumKeys else {
            let problem = LimitProblem.keys(maximum: limits.maximumKeys)
            throw TOMLError(position: position, kind: .limit(problem))
        }
    }

    private mutating func parseKeyPart() throws(TOMLError) -> String {
        switch scanner.next {
        case .some(let quote) where quote == .quote || quote == .apostrophe:
            guard !scanner.isNext(quote, count: 3) else {
                throw scanner.unexpected(expected: .keyInOnePairOfQuotes)
            }
            return try parseString()
        case .some(let byte) where byte.isBareKeyCharacter:
            return try parseBareKey()
        default:
            throw scanner.unexpected(expected: .key)
        }
    }

    private mutating func parseBareKey() throws(TOMLError) -> String {
        let start = scanner.offset
        while scanner.next?.isBareKeyCharacter == true { scanner.advance() }
        if let next = scanner.next, next >= 0x80 {
            throw scanner.unexpected(expected: .bareKeyCharacter(scanner.text(from: start)))
        }
        return scanner.text(from: start)
    }
}
