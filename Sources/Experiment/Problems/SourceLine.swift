import TOML

/// The line at a position and below it a caret at its column, both indented by four.
///
/// Nil for a line too long to show.
func sourceLine(of source: [UInt8], markedAt position: SourcePosition) -> String? {
    let lines = source.split(
        separator: UInt8(ascii: "\n"), maxSplits: position.line, omittingEmptySubsequences: false)
    guard lines.indices.contains(position.line - 1) else { return nil }
    let text = String(decoding: lines[position.line - 1], as: UTF8.self)
    let scalars = text.unicodeScalars.filter { $0 != "\r" && $0 != "\u{FEFF}" }
    guard scalars.count <= 96, position.column <= scalars.count + 1 else { return nil }
    var line = ""
    for scalar in scalars { line.unicodeScalars.append(isVisible(scalar) ? scalar : " ") }
    return "    \(line)\n    \(String(repeating: " ", count: position.column - 1))^"
}
