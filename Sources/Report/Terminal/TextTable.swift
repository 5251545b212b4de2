/// A table in a terminal: titles on the left, one right-aligned column per arm.
///
/// Where the columns do not fit side by side, the table goes on below with the next ones.
struct TextTable {
    struct Row {
        let title: String
        let cells: [String]
    }

    /// Above the titles.
    var corner = ""
    let header: [String]
    let rows: [Row]

    private static let gap = 2

    private var titleWidth: Int { ([corner] + rows.map(\.title)).map(\.count).max() ?? 0 }

    private var widths: [Int] {
        header.indices.map { column in
            ([header[column]] + rows.map { $0.cells[column] }).map(\.count).max() ?? 0
        }
    }

    /// Whether all columns stand side by side.
    func fits(width: Int) -> Bool {
        widths.reduce(titleWidth) { $0 + Self.gap + $1 } <= width
    }

    func lines(width: Int, ink: Ink) -> [String] {
        let titleWidth = titleWidth
        let widths = widths
        var lines: [String] = []
        for columns in groups(widths, room: width - titleWidth) {
            if !lines.isEmpty { lines.append("") }
            lines.append(
                ink.bold(line(corner, header, columns, widths: widths, titleWidth: titleWidth)))
            lines += rows.map {
                line($0.title, $0.cells, columns, widths: widths, titleWidth: titleWidth)
            }
        }
        return lines
    }

    /// Consecutive columns that fit into the room together; at least one each.
    private func groups(_ widths: [Int], room: Int) -> [Range<Int>] {
        var groups: [Range<Int>] = []
        var start = 0
        var used = 0
        for (column, width) in widths.enumerated() {
            used += width + Self.gap
            if used > room, column > start {
                groups.append(start..<column)
                start = column
                used = width + Self.gap
            }
        }
        return groups + [start..<widths.count]
    }

    private func line(
        _ title: String, _ cells: [String], _ columns: Range<Int>, widths: [Int], titleWidth: Int
    ) -> String {
        let gap = String(repeating: " ", count: Self.gap)
        return columns.reduce(Lines.padRight(title, to: titleWidth)) { text, column in
            text + gap + Lines.padLeft(cells[column], to: widths[column])
        }
    }
}
