import Measurement

/// Two result folders set side by side, cell by cell: a topology at a sweep point that both have.
package struct FolderComparison: Sendable {
    /// One of the two folders.
    package struct Side: Sendable {
        /// As it was named.
        package let folder: String
        /// Its files.
        package let results: ResultTables
        /// What was run: each setting's path and value, in the order of run.json.
        package let settings: [Setting]
        /// "stopped after 3 of 12 trials"; nil if it is whole.
        let unfinished: String?

        package init(
            folder: String, results: ResultTables, settings: [Setting] = [],
            unfinished: String? = nil
        ) {
            self.folder = folder
            self.results = results
            self.settings = settings
            self.unfinished = unfinished
        }
    }

    /// A key of the experiment and its value, both as text.
    package struct Setting: Sendable, Equatable {
        package let path: String
        package let value: String

        package init(_ path: String, _ value: String) {
            self.path = path
            self.value = value
        }
    }

    /// A setting that differs; nil where a folder lacks it.
    struct Change: Equatable {
        let path: String
        let a: String?
        let b: String?

        /// "workload.rate_per_s: 4000 -> 1000".
        var text: String { "\(path): \(a ?? "-") -> \(b ?? "-")" }
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

    /// The settings that differ, in the first folder's order and then the second's.
    var changes: [Change] {
        let paths = Sweep.distinct((a.settings + b.settings).map(\.path))
        return paths.map { path in
            Change(
                path: path, a: a.settings.first { $0.path == path }?.value,
                b: b.settings.first { $0.path == path }?.value)
        }.filter { $0.a != $0.b }
    }

    /// What times of different tiers have in common is little; nil where the tiers are one.
    var warning: String? {
        let tiers = [a, b].map { side in
            let trials = side.results.trials
            return trials.rowCount > 0 ? trials[0, "tier"] : ""
        }
        guard tiers[0] != tiers[1] else { return nil }
        return "WARNING: A ran on tier \(tiers[0]), B on tier \(tiers[1]): what differs may be the "
            + "tier's doing, above all times."
    }

    /// Whether there is anything to compare.
    package var hasCells: Bool { !cells.isEmpty }

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
