import Measurement

/// One trial over time, for drawing.
struct Timeline {
    /// What one row of timeline.csv covers.
    static let rowSeconds = 0.1

    struct Point {
        /// The middle of the interval, from the start of measurement.
        let seconds: Double
        /// Of the operations whose own user stayed up; nil if there were none.
        let succeeded: Double?
        let median: Double?
        let tail: Double?
        let slowest: Double?
    }

    let arm: Arm
    let points: [Point]

    /// Several rows may become one point: the share over all of them, the median of their medians,
    /// the largest of their tails.
    init(_ drawn: Drawn, timeline: CSVTable, rowsPerPoint: Int) {
        arm = drawn.arm
        let rows = timeline.rows(ofTrial: drawn.trial).filter {
            timeline.double($0, "start_s") != nil
        }
        points = stride(from: 0, to: rows.count, by: rowsPerPoint).map { start in
            Point(rows[start..<min(start + rowsPerPoint, rows.count)], in: timeline)
        }
    }

    /// One of the panels' lines.
    ///
    /// A time is missing where nothing succeeded, and the line breaks; where too few succeeded for
    /// a percentile, it runs on to the next point that has one.
    func curve(
        _ value: (Point) -> Double?, isTime: Bool
    ) -> [(x: Double, y: Double?)] {
        points.compactMap { point in
            let y = value(point)
            let isTooFew = isTime && y == nil && (point.succeeded ?? 0) > 0
            return isTooFew ? nil : (point.seconds, y)
        }
    }

    /// As many rows per point as leave the lines readable.
    static func rowsPerPoint(_ drawn: [Drawn], timeline: CSVTable) -> Int {
        let most = drawn.map { timeline.rows(ofTrial: $0.trial).count }.max() ?? 0
        return max(1, (most + 399) / 400)
    }

    /// What one point covers: "100 ms".
    static func intervalText(_ drawn: [Drawn], _ results: ResultTables) -> String {
        "\(rowsPerPoint(drawn, timeline: results.timeline) * 100) ms"
    }
}

extension Timeline.Point {
    fileprivate init(_ rows: ArraySlice<Int>, in timeline: CSVTable) {
        func values(_ column: String) -> [Double] {
            rows.compactMap { timeline.double($0, column) }
        }
        let starts = values("start_s")
        let width = Double(rows.count) * Timeline.rowSeconds
        seconds = (starts.first ?? 0) + width / 2
        let up = values("planned").reduce(0, +) - values("node_down").reduce(0, +)
        succeeded = up > 0 ? values("ok").reduce(0, +) / up : nil
        median = Summary(values("response_ok_p50_us"))?.median
        tail = values("response_ok_p99_us").max()
        slowest = values("response_ok_max_us").max()
    }
}
