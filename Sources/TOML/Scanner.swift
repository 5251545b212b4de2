/// A document's bytes, and a place in them whose line and column are always known.
struct Scanner {
    let bytes: [UInt8]
    private(set) var offset = 0
    private var line = 1
    private var lineStart = 0
    /// Bytes of this line so far that count in no column: all but the first of a scalar.
    private var continuationBytes = 0

    /// Makes a scanner at the start of `bytes`, after a byte order mark.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            offset = 3
            lineStart = 3
        }
    }

    /// The next byte's position.
    var position: SourcePosition {
        SourcePosition(line: line, column: offset - lineStart - continuationBytes + 1)
    }

    /// The next byte, or nothing at the end.
    var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    /// The byte after the next one, or nothing.
    var second: UInt8? { offset + 1 < bytes.count ? bytes[offset + 1] : nil }

    /// Whether a line end, LF or CRLF, comes next.
    var isAtLineEnd: Bool {
        next == .lineFeed || (next == .carriageReturn && second == .lineFeed)
    }

    /// The text from `start` to here.
    func text(from start: Int) -> String {
        String(decoding: bytes[start..<offset], as: UTF8.self)
    }

    /// Whether `byte` comes next, `count` times in a row.
    func isNext(_ byte: UInt8, count: Int) -> Bool {
        offset + count <= bytes.count && bytes[offset..<offset + count].allSatisfy { $0 == byte }
    }

    /// Passes the next byte, which must exist.
    mutating func advance() {
        let byte = bytes[offset]
        offset += 1
        if byte == .lineFeed {
            line += 1
            lineStart = offset
            continuationBytes = 0
        } else if byte.isContinuation {
            continuationBytes += 1
        }
    }

    /// Passes the next `count` bytes, which must exist.
    mutating func advance(by count: Int) {
        for _ in 0..<count { advance() }
    }

    /// Passes `byte` if it comes next, and tells whether it did.
    mutating func skip(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        advance()
        return true
    }

    /// Passes spaces and tabs.
    mutating func skipBlanks() {
        while next == .space || next == .tab { advance() }
    }

    /// Passes a line end, LF or CRLF, if one comes next, and tells whether it did.
    mutating func skipLineEnd() -> Bool {
        guard isAtLineEnd else { return false }
        advance(by: next == .lineFeed ? 1 : 2)
        return true
    }
}

extension Scanner {
    /// The error that something other than `expected` comes next.
    func unexpected(expected: Expectation) -> TOMLError {
        TOMLError(
            position: position, kind: forbidden ?? .unexpected(found, expected: expected))
    }

    /// The error that the next byte may stand nowhere, if that is so.
    var forbidden: TOMLError.Kind? {
        guard let next, next.isForbiddenControl, !isAtLineEnd else { return nil }
        return .encoding(next == .carriageReturn ? .carriageReturn : .controlCharacter(next))
    }

    /// What comes next: a word, or one character.
    private var found: TOMLError.Found {
        guard let next else { return .endOfText }
        if isAtLineEnd { return .endOfLine }
        var rest = self
        rest.advance()
        if next.isBareKeyCharacter {
            while rest.next?.isBareKeyCharacter == true { rest.advance() }
        } else {
            while rest.next?.isContinuation == true { rest.advance() }
        }
        return .token(rest.text(from: offset))
    }
}
