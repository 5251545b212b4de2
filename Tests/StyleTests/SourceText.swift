/// A Swift file told apart into code, comments and text: a scanner just good enough for counting.
///
/// What is left out stands as spaces, so that line and column stay what they were.
struct SourceText: Sendable {
    /// As it is.
    let whole: [UInt8]
    /// Without comments.
    let withoutComments: [UInt8]
    /// Without comments and without what stands in quotes.
    let code: [UInt8]

    init(_ text: String) {
        self.init(Array(text.utf8))
    }

    init(_ bytes: [UInt8]) {
        whole = bytes
        var scanner = Scanner(bytes: bytes)
        scanner.run()
        withoutComments = scanner.withoutComments
        code = scanner.code
    }

    var lineCount: Int { whole.count { $0 == UInt8(ascii: "\n") } }

    static func lines(of bytes: [UInt8]) -> [String] {
        bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
    }

    /// The words of a part of the text: letters, digits, `_`, `-` between two of them, and `@`.
    static func words(of bytes: [UInt8]) -> [String] {
        var words: [String] = []
        var word: [UInt8] = []
        for (index, byte) in bytes.enumerated() {
            let isHyphen =
                byte == UInt8(ascii: "-") && word.last.map(isWordPart) == true
                && index + 1 < bytes.count && isWordPart(bytes[index + 1])
            if isWordPart(byte) || isHyphen {
                word.append(byte)
            } else if !word.isEmpty {
                words.append(String(decoding: word, as: UTF8.self))
                word = []
            }
        }
        return words + (word.isEmpty ? [] : [String(decoding: word, as: UTF8.self)])
    }

    static func isWordPart(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...0xFF:
            true
        default: false
        }
    }
}

private struct Scanner {
    let bytes: [UInt8]
    var withoutComments: [UInt8]
    var code: [UInt8]
    private var index = 0

    init(bytes: [UInt8]) {
        self.bytes = bytes
        withoutComments = bytes
        code = bytes
    }

    mutating func run() {
        while index < bytes.count {
            if starts(with: "//") {
                blank(until: "\n", isComment: true)
            } else if starts(with: "/*") {
                blankBlockComment()
            } else if starts(with: "#\"") {
                blank(2, isComment: false)
                blank(until: "\"#", isComment: false)
            } else if starts(with: "\"\"\"") {
                blank(3, isComment: false)
                blankText(end: "\"\"\"")
            } else if starts(with: "\"") {
                blank(1, isComment: false)
                blankText(end: "\"")
            } else {
                index += 1
            }
        }
    }

    private func starts(with text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard index + count <= bytes.count else { return false }
        return (0..<count).allSatisfy { bytes[index + $0] == text.utf8Start[$0] }
    }

    private mutating func blank(_ count: Int, isComment: Bool) {
        for _ in 0..<count where index < bytes.count {
            if bytes[index] != UInt8(ascii: "\n") {
                code[index] = UInt8(ascii: " ")
                if isComment { withoutComments[index] = UInt8(ascii: " ") }
            }
            index += 1
        }
    }

    private mutating func blank(until end: StaticString, isComment: Bool) {
        while index < bytes.count, !starts(with: end) { blank(1, isComment: isComment) }
        blank(end.utf8CodeUnitCount, isComment: isComment)
    }

    private mutating func blankBlockComment() {
        var depth = 0
        repeat {
            if starts(with: "/*") {
                depth += 1
                blank(2, isComment: true)
            } else if starts(with: "*/") {
                depth -= 1
                blank(2, isComment: true)
            } else {
                blank(1, isComment: true)
            }
        } while depth > 0 && index < bytes.count
    }

    /// Text in quotes; what is interpolated is text as well, up to the bracket that closes it.
    private mutating func blankText(end: StaticString) {
        var depth = 0
        while index < bytes.count {
            if depth == 0, starts(with: end) {
                blank(end.utf8CodeUnitCount, isComment: false)
                return
            }
            if starts(with: "\\(") {
                depth += 1
                blank(2, isComment: false)
            } else if depth == 0, starts(with: "\\") {
                blank(2, isComment: false)
            } else if depth > 0, starts(with: "\"") {
                blank(1, isComment: false)
                blankText(end: "\"")
            } else {
                if depth > 0, bytes[index] == UInt8(ascii: "(") { depth += 1 }
                if depth > 0, bytes[index] == UInt8(ascii: ")") { depth -= 1 }
                blank(1, isComment: false)
            }
        }
    }
}
