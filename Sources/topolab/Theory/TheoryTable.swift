import Report
import Theory

/// Laws and their answers as people read them, in at most 80 columns.
enum TheoryTable {
    static let width = 80

    /// What there is to ask for.
    static func list(_ laws: [Law]) -> String {
        let indent = (laws.map(\.name.count).max() ?? 0) + 2
        let blank = String(repeating: " ", count: indent)
        var lines: [String] = []
        for law in laws {
            lines.append(law.name + blank.dropFirst(law.name.count) + law.summary)
            for question in law.questions {
                lines += wrapped(question.usage, indent: indent)
            }
        }
        return lines.joined(separator: "\n")
    }

    /// An answer: what was asked, a line per number with the points below each other, the source.
    static func text(_ answer: Law.Answer, of law: Law) -> String {
        let asked = answer.settings.all.map { "\($0.parameter.name)=\($0.text)" }
        let names = answer.rows.map(\.name.count).max() ?? 0
        let numbers = answer.rows.map(parts)
        let before = numbers.map(\.whole.count).max() ?? 0
        let after = numbers.map(\.fraction.count).max() ?? 0
        var lines = [law.summary] + wrapped(asked.joined(separator: " "), indent: 2) + [""]
        for (row, number) in zip(answer.rows, numbers) {
            let padding = names - row.name.count + before - number.whole.count
            var line = "  " + row.name + String(repeating: " ", count: padding + 2)
            line += number.whole + number.fraction
            if row.unit != .none {
                line += String(repeating: " ", count: after - number.fraction.count + 1)
                line += row.unit.rawValue
            }
            lines.append(line)
        }
        return (lines + [""] + wrapped("source: " + law.source, indent: 0))
            .joined(separator: "\n")
    }

    /// A number in five digits, cut before its point; in more where five make all of nearly all.
    private static func parts(of row: ResultRow) -> (whole: String, fraction: String) {
        let value = row.value
        guard value.isFinite else { return ("unbounded", "") }
        var text = NumberText.fiveDigits(value)
        if row.unit == .percent, value < 100, text.hasPrefix("100") {
            text =
                (6...16).lazy.map { NumberText.significant(value, digits: $0) }
                .first { !$0.hasPrefix("100") } ?? text
        }
        if text.contains("."), !text.contains("e") {
            while text.hasSuffix("0") { text.removeLast() }
            if text.hasSuffix(".") { text.removeLast() }
        }
        let point = text.firstIndex(of: ".") ?? text.endIndex
        return (String(text[..<point]), String(text[point...]))
    }

    /// Breaks a line between words, or within one that is longer than a line.
    private static func wrapped(_ text: String, indent: Int) -> [String] {
        let blank = String(repeating: " ", count: indent)
        let room = width - indent
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            var rest = word
            if !line.isEmpty, line.count + 1 + rest.count > room {
                lines.append(blank + line)
                line = ""
            }
            while rest.count > room {
                lines.append(blank + rest.prefix(room))
                rest = rest.dropFirst(room)
            }
            line += (line.isEmpty ? "" : " ") + rest
        }
        return lines + [blank + line]
    }
}

extension NumberText {
    /// Whole numbers in full; those next to nothing with an exponent.
    fileprivate static func fiveDigits(_ value: Double) -> String {
        if value == value.rounded() { return integer(value) }
        guard value.magnitude < 1e-6 else { return significant(value, digits: 5) }
        return "\(value)"
    }
}
