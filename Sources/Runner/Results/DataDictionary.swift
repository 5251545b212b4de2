/// What every column of every result file means: the files' headers and their README.
package enum DataDictionary {
    struct Column {
        var name: String
        var meaning: String
    }

    /// The columns of a file; trials.csv has one for each swept key, before `measure_s`.
    static func columns(_ file: ResultFolder.ResultFile, factors: [String] = []) -> [String] {
        columnsAndMeanings(file, factors: factors).map(\.name)
    }

    /// The columns of trials.csv that hold numbers, which an expectation may name.
    package static var trialNumbers: [String] {
        let words =
            ["experiment", "topology", "tier", "workload", "loop", "plan_hash", "bound_name"]
            + ["valid", "invalid_because"]
        return columns(.trials).filter { !words.contains($0) }
    }

    /// The result folder's README.md, of an experiment that sweeps these keys.
    package static func text(factors: [String]) -> String {
        var text = preface
        for file in ResultFolder.ResultFile.allCases {
            text +=
                "\n## \(file.rawValue).csv\n\n\(summary(file))\n\n"
                + page(columnsAndMeanings(file, factors: factors))
        }
        return text + samplesText
    }

    /// A table of a page, a line per column.
    static func page(_ columns: [Column]) -> String {
        columns.reduce(into: "| column | meaning |\n|---|---|\n") { text, column in
            text += "| `\(column.name)` | \(column.meaning) |\n"
        }
    }

    static func columnsAndMeanings(
        _ file: ResultFolder.ResultFile, factors: [String] = []
    ) -> [Column] {
        var columns = parsed(table(file))
        if file == .trials, let place = columns.firstIndex(where: { $0.name == "measure_s" }) {
            columns.insert(
                contentsOf: factors.map {
                    Column(name: $0, meaning: "swept; empty where it varies another arm")
                }, at: place)
        }
        return columns
    }

    /// A line per column, name and meaning apart by a bar.
    static func parsed(_ table: String) -> [Column] {
        table.split(separator: "\n").map { line in
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
