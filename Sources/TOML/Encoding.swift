/// Bytes that no TOML document has.
package enum EncodingProblem: Equatable, Sendable {
    /// The byte is no part of valid UTF-8 where it stands.
    case notUTF8(byte: UInt8)
    /// A control character stands in the text itself.
    case controlCharacter(UInt8)
    /// A carriage return stands without a line feed after it.
    case carriageReturn

    var message: String {
        switch self {
        case .notUTF8(let byte):
            "the byte 0x\(String(byte, radix: 16, uppercase: true)) is not valid UTF-8 here: "
                + "save the document as UTF-8"
        case .controlCharacter(let byte):
            "the control character \(codePoint(UInt32(byte))) is not allowed: "
                + "remove it, or write it in a \"...\" string as an escape"
        case .carriageReturn:
            "a carriage return without a line feed is not allowed: "
                + "end lines with LF or CRLF"
        }
    }
}

extension Scanner {
    /// Checks that all the bytes are UTF-8: no surrogates, nothing overlong, nothing cut off.
    func checkEncoding() throws(TOMLError) {
        do throws(UTF8.ValidationError) {
            _ = try UTF8Span(validating: bytes.span)
        } catch {
            let invalid = error.byteOffsets.lowerBound
            var scanner = self
            while scanner.offset < invalid { scanner.advance() }
            throw TOMLError(
                position: scanner.position, kind: .encoding(.notUTF8(byte: bytes[invalid])))
        }
    }
}
