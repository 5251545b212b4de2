/// A sweep's tables in a terminal: one for each measure.
struct SweepText {
    let sweep: Sweep
    let results: ResultTables
    let width: Int
    let ink: Ink

    var lines: [String] {
        let tables = SweepTable.all(sweep, results: results)
        let doubt = tables.contains(where: \.hasDoubt)
        let distance = tables.contains(where: \.showsNoDifference)
        let legend =
            (doubt ? [ink.warning("! no valid trial: not to be believed")] : [])
            + (distance ? Lines.wrap(SweepDistances.legend, width: width) : [])
        let rest = sweep.points.count - shownPoints.count
        let leftOut = rest > 0 ? ["", "The other \(rest) points are in trials.csv."] : []
        return tables.flatMap { ["", ink.bold($0.title)] + lines(of: $0) } + leftOut
            + (legend.isEmpty ? [] : [""] + legend)
    }

    /// More rows than this scroll out of sight.
    private var shownPoints: Range<Int> { 0..<min(sweep.points.count, 100) }

    /// With the repetitions' range in each cell if that fits.
    private func lines(of table: SweepTable) -> [String] {
        let full = text(table, \.compact)
        let shown = table.keepsRanges || full.fits(width: width) ? full : text(table, \.text)
        return shown.lines(width: width, ink: ink)
    }

    private func text(
        _ table: SweepTable, _ content: (ComparisonTable.Cell) -> String
    ) -> TextTable {
        let marks = table.columns.map { column in column.cells.contains(where: \.isDoubtful) }
        let titles = titles
        let rows = shownPoints.map { point in
            let cells = zip(table.columns, marks).map { column, marks in
                let cell = column.cells[point]
                return content(cell.content) + (marks ? (cell.isDoubtful ? " !" : "  ") : "")
            }
            return TextTable.Row(title: titles[point + 1], cells: cells)
        }
        return TextTable(
            corner: titles[0], header: table.columns.map(\.header), rows: rows)
    }

    /// The factors' names and each point's levels, in columns.
    private var titles: [String] {
        let full = sweep.factors.count == 1 ? sweep.factors : sweep.shortFactors
        let lines = [full] + sweep.levels
        let widths = full.indices.map { factor in lines.map { $0[factor].count }.max() ?? 0 }
        return lines.map { line in
            zip(line, widths).map { Lines.padRight($0, to: $1) }.joined(separator: "  ")
        }
    }
}
