import Measurement

/// In what an emulated network missed what its links were asked for: what was measured, and the limit.
struct LinkMiss {
    let trials: CSVTable
    /// The rows of trials that are invalid for it; at least one.
    let rows: [Int]

    /// Of several trials, what was furthest off.
    var text: String {
        let found = [late, drops, busy].compactMap(\.self)
        // Of how late the worst packet was, trials.csv has nothing.
        let rest =
            "a packet left the switch more than \(limit(LinkTolerance.lateMaximumNanoseconds)) late"
        return found.isEmpty ? rest : found.joined(separator: "; ")
    }

    private var late: String? {
        guard let most = largest("link_late_p99_us"),
            most > Double(LinkTolerance.lateP99Nanoseconds) / 1e3
        else { return nil }
        return "packets left the switch \(Quantity.duration(microseconds: most).text) late at p99, "
            + "where \(limit(LinkTolerance.lateP99Nanoseconds)) is allowed"
    }

    private var drops: String? {
        guard let most = largest("link_unasked_drops"), most > 0 else { return nil }
        return "\(Prose.counted(Int(most), "packet")) lost unasked, where none may be"
    }

    private var busy: String? {
        let shares = rows.compactMap { row -> Double? in
            guard let busy = trials.double(row, "switch_cpu_s"),
                let length = trials.double(row, "measure_s"), length > 0
            else { return nil }
            return busy / length
        }
        guard let most = shares.max(), most > LinkTolerance.busyShare else { return nil }
        return "the switch used \(Quantity.percent(min(most, 1)).text) of its processor, where "
            + "\(Quantity.percent(LinkTolerance.busyShare).text) is allowed"
    }

    private func largest(_ column: String) -> Double? {
        rows.compactMap { trials.double($0, column) }.max()
    }

    private func limit(_ nanoseconds: Int64) -> String {
        let limit = Quantity.duration(microseconds: Double(nanoseconds) / 1e3)
        return "\(NumberText.shortest(Double(limit.number) ?? 0, decimals: 2)) \(limit.unit)"
    }
}
