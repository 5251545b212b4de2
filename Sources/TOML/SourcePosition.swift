/// A place in a text: the line and the column, both counted from 1.
///
/// A column counts Unicode scalars, so a two-byte letter is one column. A byte order mark at the
/// start of the text counts as none.
package struct SourcePosition: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The line, from 1.
    package var line: Int
    /// The column, from 1, in Unicode scalars.
    package var column: Int

    /// Makes the position at `line` and `column`.
    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    /// The position as `line:column`.
    package var description: String { "\(line):\(column)" }

    /// Orders positions as they come in the text.
    package static func < (left: SourcePosition, right: SourcePosition) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }

    static let start = SourcePosition(line: 1, column: 1)
}
