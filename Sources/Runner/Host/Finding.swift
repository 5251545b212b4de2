package import Core

/// One thing about a host, and how to mend it where it falls short.
package struct Finding: Equatable, Sendable {
    /// As people read it, such as "clock source".
    package var title: String
    package var value: String
    /// The command that mends it; nil where nothing needs mending.
    package var fix: String?

    init(_ title: String, _ value: String, fix: String? = nil) {
        self.title = title
        self.value = value
        self.fix = fix
    }

    /// The same, its fix kept only where it falls short.
    init(_ title: String, _ value: String, isShort: Bool, fix: @autoclosure () -> String) {
        self.init(title, value, fix: isShort ? fix() : nil)
    }

    package var json: JSON {
        .object([
            .init("fact", .string(title)), .init("value", .string(value)), .init("fix", .text(fix)),
        ])
    }

    /// The title padded to `titleWidth`, the value broken between words at 80 columns, and the fix on
    /// a line of its own, which is never broken: it is there to be copied.
    func lines(titleWidth: Int) -> [String] {
        var lines = [title + String(repeating: " ", count: titleWidth - title.count)]
        let margin = String(repeating: " ", count: titleWidth)
        for word in value.split(separator: " ") {
            let current = lines[lines.count - 1]
            if current.count + 1 + word.count > 80, current != margin {
                lines.append(margin + " " + word)
            } else {
                lines[lines.count - 1] = current + " " + word
            }
        }
        return lines + (fix.map { ["  fix: \($0)"] } ?? [])
    }
}
