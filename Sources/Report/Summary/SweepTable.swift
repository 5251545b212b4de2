import Measurement

/// One measure over the whole sweep: a row per point, a column per arm; still without a layout.
struct SweepTable {
    struct Column {
        let header: String
        /// One per point.
        let cells: [Cell]
    }

    struct Cell {
        let content: ComparisonTable.Cell
        /// Whether none of its trials may be believed.
        let isDoubtful: Bool
    }

    let title: String
    let columns: [Column]
    /// Whether a cell without its range would say too little.
    var keepsRanges = false

    /// Whether some cell carries the mark for an interval that includes "no change".
    var showsNoDifference: Bool {
        columns.contains { $0.cells.contains { $0.content.range.hasSuffix(SweepDistances.mark) } }
    }

    /// Whether some cell must be marked.
    var hasDoubt: Bool { columns.contains { $0.cells.contains(where: \.isDoubtful) } }

    /// The measures that have a value somewhere, the most asked for first.
    static func all(_ sweep: Sweep, results: ResultTables) -> [SweepTable] {
        let make = SweepTableMaker(sweep: sweep, results: results)
        return [
            make.throughput, make.table(.responseMedian), make.table(.responseTail), make.mean,
        ].compactMap(\.self) + telling(sweep, results: results).compactMap(make.table)
            + SweepDistances(sweep: sweep, trials: results.trials).tables
    }

    /// The measures of success: availability, unless nothing failed, and of faults, where one struck,
    /// those that are not the same everywhere.
    static func telling(_ sweep: Sweep, results: ResultTables) -> [Metric] {
        let make = SweepTableMaker(sweep: sweep, results: results)
        let ofFaults =
            make.metFault.values.contains(true)
            ? Metric.ofFaults(of: sweep.points.flatMap(\.arms), in: results) : []
        return (make.hasFailures ? [.availability] : [])
            + ofFaults.filter { metric in
                let cells = make.table(metric)?.columns.flatMap(\.cells) ?? []
                return Set(cells.map(\.content.text)).count > 1
            }
    }
}

private struct SweepTableMaker {
    let sweep: Sweep
    let trials: CSVTable
    /// Whether a fault took effect, by an arm's first row in trials.csv.
    let metFault: [Int: Bool]

    init(sweep: Sweep, results: ResultTables) {
        self.sweep = sweep
        trials = results.trials
        let arms = sweep.points.flatMap(\.arms)
        metFault = Dictionary(
            arms.map { ($0.rows[0], $0.metFault(in: results)) }, uniquingKeysWith: { $1 })
    }

    /// Nil if no point has a value.
    func table(_ metric: Metric) -> SweepTable? {
        let columns = sweep.columns.map { column(metric, $0, header: $0.name) }
        guard columns.contains(where: hasValue) else { return nil }
        return SweepTable(title: metric.title, columns: columns)
    }

    /// With what was offered, where that was the same for all arms.
    var throughput: SweepTable? {
        guard let table = table(.throughput) else { return nil }
        guard let offered = offered else { return table }
        return SweepTable(title: table.title, columns: [offered] + table.columns)
    }

    private var offered: SweepTable.Column? {
        let columns = sweep.columns.map { column(.offered, $0, header: "offered") }
        let isOneForAll = sweep.points.indices.allSatisfy { point in
            let texts = columns.map { $0.cells[point].content.text }.filter { $0 != "–" }
            return Set(texts).count == 1
        }
        guard isOneForAll else { return nil }
        let cells = sweep.points.indices.compactMap { point in
            columns.lazy.map { $0.cells[point].content.text }.first { $0 != "–" }
        }
        return SweepTable.Column(
            header: "offered",
            cells: cells.map {
                SweepTable.Cell(content: ComparisonTable.Cell(empty: $0), isDoubtful: false)
            })
    }

    /// Each arm's mean beside what a law says of it.
    var mean: SweepTable? {
        var isBesideTheory = false
        let columns = sweep.columns.flatMap { arm -> [SweepTable.Column] in
            let measured = column(.responseMean, arm, header: arm.name)
            let theory = column(.theoryMean, arm, header: law(of: arm))
            guard hasValue(theory) else { return [measured] }
            isBesideTheory = true
            let medians = theory.cells.map {
                SweepTable.Cell(
                    content: ComparisonTable.Cell(empty: $0.content.text), isDoubtful: false)
            }
            return [measured, SweepTable.Column(header: theory.header, cells: medians)]
        }
        guard columns.contains(where: hasValue) else { return nil }
        let title = Metric.responseMean.title
        return SweepTable(
            title: isBesideTheory ? "\(title), and theory's beside it" : title, columns: columns)
    }

    /// Whether some operation of some trial did not succeed.
    var hasFailures: Bool {
        sweep.points.flatMap(\.arms).flatMap(\.countedRows)
            .contains { row in trials.double(row, "availability").map { $0 != 1 } ?? false }
    }

    private func column(
        _ metric: Metric, _ column: Sweep.Column, header: String
    ) -> SweepTable.Column {
        let cells = column.arms.map { arm -> SweepTable.Cell in
            guard let arm else {
                return SweepTable.Cell(content: ComparisonTable.Cell(empty: "–"), isDoubtful: false)
            }
            let content = ComparisonTable.Cell(
                metric, of: arm, metFault: metFault[arm.rows[0]] ?? false, in: trials)
            return SweepTable.Cell(
                content: content, isDoubtful: content.text != "–" && !arm.isBelievable)
        }
        return SweepTable.Column(header: header, cells: cells)
    }

    private func hasValue(_ column: SweepTable.Column) -> Bool {
        column.cells.contains { $0.content.text != "–" }
    }

    /// The law's name if it is one for all points.
    private func law(of column: Sweep.Column) -> String {
        let names = column.laws(in: trials)
        return names.count == 1 ? names[0] : "theory"
    }
}

extension Sweep.Column {
    /// The laws that say something of its mean response, each once.
    func laws(in trials: CSVTable) -> [String] {
        let rows = arms.compactMap(\.self).flatMap(\.countedRows)
        return Sweep.distinct(rows.map { trials[$0, "bound_name"] }.filter { !$0.isEmpty })
    }
}
