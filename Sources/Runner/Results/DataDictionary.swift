/// What every column of every result file means: the files' headers and their README.
package enum DataDictionary {
    struct Column {
        var name: String
        var meaning: String
    }

    static func columns(_ file: ResultFolder.ResultFile) -> [String] {
        columnsAndMeanings(file).map(\.name)
    }

    /// The result folder's README.md.
    package static var text: String {
        var text = preface
        for file in ResultFolder.ResultFile.allCases {
            text +=
                "\n## \(file.rawValue).csv\n\n\(summary(file))\n\n| column | meaning |\n|---|---|\n"
            for column in columnsAndMeanings(file) {
                text += "| `\(column.name)` | \(column.meaning) |\n"
            }
        }
        return text
    }

    static func columnsAndMeanings(_ file: ResultFolder.ResultFile) -> [Column] {
        table(file).split(separator: "\n").map { line in
            let parts = line.split(separator: "|", maxSplits: 1)
            return Column(
                name: trimmed(parts[0]), meaning: parts.count > 1 ? trimmed(parts[1]) : "")
        }
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
