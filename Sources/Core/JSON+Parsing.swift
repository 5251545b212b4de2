/// Why a text is not JSON.
package struct JSONError: Error, Equatable, Sendable {
    /// Bytes before the one that is wrong.
    package var offset: Int
    /// What should stand there.
    package var expected: String
}

extension JSON {
    /// Reads a document (RFC 8259), at most 64 levels deep.
    ///
    /// - Throws: `JSONError` at the first byte that is wrong.
    package init(parsing text: String) throws(JSONError) {
        var reader = JSONReader(bytes: Array(text.utf8))
        self = try reader.document()
    }

    /// The value of an object's member, nil where there is none.
    package subscript(name: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    package var stringValue: String? {
        if case .string(let text) = self { text } else { nil }
    }

    package var unsignedValue: UInt64? {
        switch self {
        case .integer(let number): UInt64(exactly: number)
        case .unsigned(let number): number
        default: nil
        }
    }

    package var arrayValue: [JSON]? {
        if case .array(let values) = self { values } else { nil }
    }
}

private struct JSONReader {
    let bytes: [UInt8]
    var offset = 0
    var depth = 0

    private static let maximumDepth = 64

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func document() throws(JSONError) -> JSON {
        let value = try value()
        skipSpace()
        guard offset == bytes.count else { throw wrong("the end of the document") }
        return value
    }

    private mutating func value() throws(JSONError) -> JSON {
        skipSpace()
        switch peek {
        case UInt8(ascii: "{"):
            return try nested { reader throws(JSONError) in try reader.object() }
        case UInt8(ascii: "["): return try nested { reader throws(JSONError) in try reader.array() }
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .boolean(true))
        case UInt8(ascii: "f"): return try word("false", .boolean(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func nested(
        _ read: (inout JSONReader) throws(JSONError) -> JSON
    ) throws(JSONError) -> JSON {
        guard depth < Self.maximumDepth else { throw wrong("no deeper nesting") }
        depth += 1
        defer { depth -= 1 }
        offset += 1
        return try read(&self)
    }

    private mutating func object() throws(JSONError) -> JSON {
        var members: [JSON.Member] = []
        skipSpace()
        if take("}") { return .object(members) }
        repeat {
            skipSpace()
            let name = try string()
            skipSpace()
            guard take(":") else { throw wrong("':'") }
            members.append(JSON.Member(name, try value()))
            skipSpace()
        } while take(",")
        guard take("}") else { throw wrong("',' or '}'") }
        return .object(members)
    }

    private mutating func array() throws(JSONError) -> JSON {
        var values: [JSON] = []
        skipSpace()
        if take("]") { return .array(values) }
        repeat {
            values.append(try value())
            skipSpace()
        } while take(",")
        guard take("]") else { throw wrong("',' or ']'") }
        return .array(values)
    }

    private mutating func string() throws(JSONError) -> String {
        guard take("\"") else { throw wrong("'\"'") }
        var text: [UInt8] = []
        while let byte = peek, byte != UInt8(ascii: "\"") {
            guard byte >= 0x20 else { throw wrong("no control character") }
            offset += 1
            if byte == UInt8(ascii: "\\") {
                text += Array(String(try escaped()).utf8)
            } else {
                text.append(byte)
            }
        }
        guard take("\"") else { throw wrong("'\"'") }
        return String(decoding: text, as: UTF8.self)
    }

    private mutating func escaped() throws(JSONError) -> Unicode.Scalar {
        let plain: [Character: Unicode.Scalar] = [
            "\"": "\"", "\\": "\\", "/": "/", "b": "\u{8}", "f": "\u{C}", "n": "\n", "r": "\r",
            "t": "\t",
        ]
        guard let byte = peek else { throw wrong("an escape") }
        offset += 1
        if let scalar = plain[Character(Unicode.Scalar(byte))] { return scalar }
        guard byte == UInt8(ascii: "u") else { throw wrong("an escape") }
        let first = try hexadecimal()
        guard (0xD800..<0xDC00).contains(first) else {
            guard let scalar = Unicode.Scalar(first) else { throw wrong("a scalar value") }
            return scalar
        }
        guard take("\\"), take("u") else { throw wrong("the second half of a pair") }
        let second = try hexadecimal()
        guard (0xDC00..<0xE000).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw wrong("the second half of a pair") }
        return scalar
    }

    private mutating func hexadecimal() throws(JSONError) -> UInt32 {
        guard offset + 4 <= bytes.count,
            let number = UInt32(
                String(decoding: bytes[offset..<(offset + 4)], as: UTF8.self), radix: 16)
        else { throw wrong("four hexadecimal digits") }
        offset += 4
        return number
    }

    private mutating func number() throws(JSONError) -> JSON {
        let start = offset
        while let byte = peek, "+-.eE0123456789".utf8.contains(byte) { offset += 1 }
        let text = String(decoding: bytes[start..<offset], as: UTF8.self)
        if let integer = Int64(text) { return .integer(integer) }
        if let unsigned = UInt64(text) { return .unsigned(unsigned) }
        guard let number = Double(text), number.isFinite else {
            offset = start
            throw wrong("a value")
        }
        return .number(number)
    }

    private mutating func word(_ word: String, _ value: JSON) throws(JSONError) -> JSON {
        guard bytes[offset...].starts(with: word.utf8) else { throw wrong("'\(word)'") }
        offset += word.utf8.count
        return value
    }

    private var peek: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard peek == UInt8(ascii: character) else { return false }
        offset += 1
        return true
    }

    private mutating func skipSpace() {
        while let byte = peek, " \n\r\t".utf8.contains(byte) { offset += 1 }
    }

    private func wrong(_ expected: String) -> JSONError {
        JSONError(offset: offset, expected: expected)
    }
}
