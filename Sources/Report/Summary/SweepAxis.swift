import Measurement

/// The factor a sweep is read along: the numeric one with most levels.
struct SweepAxis {
    struct Stop {
        let value: Double
        /// The level as trials.csv has it.
        let text: String
        /// Its position among the sweep's points.
        let point: Int
    }

    /// The points that differ in this factor alone.
    struct Series {
        /// The levels of the others, "participants.count = 4"; empty if it is the only series.
        let title: String
        /// Ascending, at least two.
        let stops: [Stop]

        /// More markers than this run into one another.
        static let mostDrawn = 200

        /// The series with as many stops as can be told apart, evenly chosen.
        var drawn: Series {
            guard stops.count > Self.mostDrawn else { return self }
            let last = Self.mostDrawn - 1
            return Series(
                title: title,
                stops: (0...last).map { stops[$0 * (stops.count - 1) / last] })
        }
    }

    /// The factor's path.
    let factor: String
    let series: [Series]

    /// Nil if no factor has two numbers for levels.
    init?(_ sweep: Sweep) {
        let numeric = sweep.factors.indices.map { factor -> Int in
            let levels = sweep.levels.map { $0[factor] }
            let isNumeric = levels.allSatisfy { Double($0)?.isFinite ?? false }
            return isNumeric ? Set(levels).count : 0
        }
        guard let most = numeric.max(), most > 1, let axis = numeric.firstIndex(of: most) else {
            return nil
        }
        let others = sweep.factors.indices.filter { other in
            other != axis && Self.variesAlone(other, beside: axis, in: sweep.levels)
        }
        let titles = sweep.levels.map { levels in
            others.map { "\(sweep.factors[$0]) = \(levels[$0])" }.joined(separator: ", ")
        }
        factor = sweep.factors[axis]
        var byTitle = Grouping<String, Int>()
        for (point, title) in titles.enumerated() { byTitle.add(point, to: title) }
        series = byTitle.groups.compactMap { title, points in
            let stops = points.compactMap { point -> Stop? in
                let text = sweep.levels[point][axis]
                return Double(text).map { Stop(value: $0, text: text, point: point) }
            }
            guard stops.count > 1 else { return nil }
            return Series(title: title, stops: stops.sorted { $0.value < $1.value })
        }
        if series.isEmpty { return nil }
    }

    /// Whether a factor has several levels at one level of the axis; one that only goes along with
    /// it does not part the points.
    private static func variesAlone(
        _ other: Int, beside axis: Int, in levels: [[String]]
    ) -> Bool {
        Set(levels.map { [$0[axis], $0[other]] }).count > Set(levels.map { $0[axis] }).count
    }
}
