import Measurement

/// How well an emulated network did what its links were asked for.
enum EmulationFinding {
    /// Nil where no trial says how late its packets were.
    static func sentence(_ trials: CSVTable) -> String? {
        let rows = 0..<trials.rowCount
        let late = rows.compactMap { trials.double($0, "link_late_p99_us") }
        guard let summary = Summary(late), let most = late.max() else { return nil }
        let dropped = rows.compactMap { trials.double($0, "link_unasked_drops") }.reduce(0, +)
        let median = Quantity.duration(microseconds: summary.median).text
        let time =
            late.count == 1
            ? median
            : "\(median) in the median of \(late.count) trials and "
                + "\(Quantity.duration(microseconds: most).text) in the worst"
        let packets =
            dropped == 0
            ? "no packet was lost"
            : (dropped == 1 ? "1 packet was" : "\(NumberText.integer(dropped)) packets were")
                + " lost"
        return "The emulated network: 99 % of the packets left the switch no later than \(time) "
            + "after the moment asked for, and \(packets) that should not have been."
    }
}
