package import Core
import Measurement

extension FolderComparison {
    /// The comparison as data; a measure's name ends in its unit.
    package var json: JSON {
        let unmatched = unmatched
        return .object([
            .init("a", .string(a.folder)),
            .init("b", .string(b.folder)),
            .init("settings", .array(changes.map(Self.json))),
            .init("unfinished_a", a.unfinished.map { .string($0) } ?? .null),
            .init("unfinished_b", b.unfinished.map { .string($0) } ?? .null),
            .init("only_in_a", .array(unmatched.a.map { .string($0) })),
            .init("only_in_b", .array(unmatched.b.map { .string($0) })),
            .init("cells", .array(cells.map(Self.json))),
        ])
    }

    private static func json(_ change: Change) -> JSON {
        .object([
            .init("path", .string(change.path)),
            .init("a", change.a.map { .string($0) } ?? .null),
            .init("b", change.b.map { .string($0) } ?? .null),
        ])
    }

    private static func json(_ cell: ComparedCell) -> JSON {
        .object([
            .init("topology", .string(cell.a.topology)),
            .init(
                "levels", .object(cell.a.levels.map { .init($0.name, .string($0.value)) })),
            .init("paired", .boolean(cell.isPaired)),
            .init("measures", .array(cell.rows.map(json))),
        ])
    }

    private static func json(_ row: ComparedCell.Row) -> JSON {
        let effect = row.effect
        return .object([
            .init("measure", .string(row.key)),
            .init("a", .number(row.a)),
            .init("b", .number(row.b)),
            .init("difference", .number(effect.difference)),
            .init("difference_interval", json(effect.differenceInterval)),
            .init("ratio", effect.ratio.map { .number($0) } ?? .null),
            .init("ratio_interval", json(effect.ratioInterval)),
            .init("method", .string(effect.method)),
            .init(
                "differs", effect.verdict == .unknown ? .null : .boolean(effect.verdict == .differs)
            ),
        ])
    }

    private static func json(_ interval: Interval?) -> JSON {
        interval.map { .array([.number($0.low), .number($0.high)]) } ?? .null
    }
}
