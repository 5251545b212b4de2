extension FolderComparison {
    /// The comparison for people, `width` columns wide, 40 at least; no line feed at its end.
    package func text(width: Int) -> String {
        let width = max(40, width)
        let cells = cells
        var lines = [("A", a), ("B", b)].flatMap { name, side in
            Lines.wrap(side.folder, width: width, first: "\(name)  ")
        }
        lines += [("A", a), ("B", b)].flatMap { name, side in
            side.unfinished.map { Lines.wrap("! \(name) \($0).", width: width) } ?? []
        }
        if let warning { lines += [""] + Lines.wrap(warning, width: width) }
        let changes = changes
        if !changes.isEmpty {
            lines += ["", "Settings that differ, A -> B:"]
            lines += changes.flatMap { Lines.wrap($0.text, width: width, first: "  ") }
        }
        for cell in cells { lines += [""] + self.lines(of: cell, width: width) }
        if cells.isEmpty {
            lines += [
                "", "The folders have no topology and sweep point in common: nothing is compared.",
            ]
        }
        lines += missing.flatMap { [""] + Lines.wrap($0, width: width) }
        if !cells.isEmpty {
            lines += [""] + Lines.wrap(Self.legend, width: width)
        }
        return lines.joined(separator: "\n")
    }

    private static let legend =
        "A and B are medians of the valid trials compared; B / A is the ratio of geometric means (B - A where "
        + "a value is 0) with its 95 % interval, given from 3 valid trials of each on. "
        + "* the interval excludes \"no change\"."

    private func lines(of cell: ComparedCell, width: Int) -> [String] {
        let rows = cell.rows
        let heading = Lines.wrap(cell.a.name, width: width)
        guard let first = rows.first else {
            return heading + Lines.wrap(cell.lack, width: width)
        }
        let how =
            cell.isPaired
            ? "paired by repetition: seeds and plan hashes agree"
            : "not paired: seeds or plan hashes differ"
        let table = TextTable(
            corner: "measure", header: ["A", "B", "B / A", ""],
            rows: rows.map { row in
                TextTable.Row(
                    title: row.metric.title,
                    cells: [
                        row.metric.format(row.a).text, row.metric.format(row.b).text,
                        Self.change(row), row.effect.verdict == .differs ? "*" : " ",
                    ])
            })
        return heading + Lines.wrap("(\(how); \(first.effect.method))", width: width)
            + table.lines(width: width, ink: Ink(isOn: false)).map { line in
                String(line.reversed().drop { $0 == " " }.reversed())
            }
    }

    private static func change(_ row: ComparedCell.Row) -> String {
        if row.effect.verdict == .alike { return "alike" }
        if let numbers = row.effect.text(row.metric) {
            return "\(numbers.centre) (\(numbers.low)..\(numbers.high))"
        }
        return row.effect.ratio.map { RatioText.texts([$0])[0] }
            ?? row.metric.changeText(row.effect.difference)
    }

    /// What is in one folder only.
    private var missing: [String] {
        let unmatched = unmatched
        return [("A", unmatched.a), ("B", unmatched.b)].filter { !$0.1.isEmpty }
            .map { "Only in \($0.0): \($0.1.joined(separator: "; "))." }
    }
}
