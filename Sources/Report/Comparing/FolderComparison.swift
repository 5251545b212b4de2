import Measurement

/// Two result folders set side by side, cell by cell: a topology at a sweep point that both have.
package struct FolderComparison: Sendable {
    /// One of the two folders.
    package struct Side: Sendable {
        /// As it was named.
        package let folder: String
        /// Its files.
        package let results: ResultTables
        /// "stopped after 3 of 12 trials"; nil if it is whole.
        let unfinished: String?

        package init(folder: String, results: ResultTables, unfinished: String? = nil) {
            self.folder = folder
            self.results = results
            self.unfinished = unfinished
        }
    }

    let a: Side
    let b: Side

    /// Compares the second with the first.
    package init(_ a: Side, _ b: Side) {
        self.a = a
        self.b = b
    }

    /// The cells both folders have, in the first one's order.
    var cells: [ComparedCell] {
        let others = Dictionary(
            CellRows.all(in: b.results.trials).map { ($0.name, $0) },
            uniquingKeysWith: { one, _ in one })
        return CellRows.all(in: a.results.trials).compactMap { mine in
            others[mine.name].map { other in
                ComparedCell(
                    a: mine, b: other, trialsA: a.results.trials, trialsB: b.results.trials)
            }
        }
    }

    /// The names of the cells that only the first or only the second folder has.
    var unmatched: (a: [String], b: [String]) {
        let (mine, others) = (names(a), names(b))
        let (isMine, isOther) = (Set(mine), Set(others))
        return (mine.filter { !isOther.contains($0) }, others.filter { !isMine.contains($0) })
    }

    private func names(_ side: Side) -> [String] {
        CellRows.all(in: side.results.trials).map(\.name)
    }
}

/// The trials of one topology at one sweep point.
struct CellRows: Sendable {
    let topology: String
    /// The point's factors, and those of the topology alone.
    let levels: [Factor]
    let validRows: [Int]

    /// "mesh at workload.rate_per_s = 400, topology.mesh.replicas = 2".
    var name: String {
        let point = levels.map { "\($0.name) = \($0.value)" }.joined(separator: ", ")
        return topology + (point.isEmpty ? "" : " at \(point)")
    }

    static func all(in trials: CSVTable) -> [CellRows] {
        SweepPoint.all(in: trials).flatMap { point in
            point.arms.map { arm in
                CellRows(
                    topology: arm.topology, levels: point.factors + arm.levels,
                    validRows: arm.validRows)
            }
        }
    }
}
