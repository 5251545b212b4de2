import Measurement

/// One measure set side by side over the arms, and how far apart they are.
struct Contrast {
    private let metric: Metric
    private let values: [(arm: String, median: Double)]

    init(_ metric: Metric, point: SweepPoint, trials: CSVTable) {
        self.metric = metric
        values = point.arms.compactMap { arm in
            metric.summary(of: arm, in: trials).map { (arm.name, $0.median) }
        }
    }

    /// The subject in every arm, "86 µs in a and 920 µs in b", and how far apart the medians are
    /// unless something better is said of that.
    func sentence(
        _ subject: String, aside: String = "", saysDistance: Bool = true
    ) -> String? {
        guard !values.isEmpty else { return nil }
        let texts = Set(values.map { metric.format($0.median).text })
        if values.count > 1, texts.count == 1, let text = texts.first {
            return "\(subject) was \(text) in \(Prose.list(values.map(\.arm))) alike\(aside)."
        }
        let parts = values.map { "\(metric.format($0.median).text) in \($0.arm)" }
        return "\(subject) was \(Prose.list(parts))\(aside)\(saysDistance ? distance : "")."
    }

    /// Differences below 10 % are named as such, not counted.
    private var distance: String {
        guard let largest = values.max(by: { $0.median < $1.median }),
            let smallest = values.min(by: { $0.median < $1.median }),
            values.count > 1, smallest.median > 0
        else { return "" }
        let ratio = largest.median / smallest.median
        guard ratio >= 1.1 else { return ", less than 10 % apart" }
        let times = NumberText.significant(ratio)
        return values.count == 2
            ? ": \(times) times as much in \(largest.arm)"
            : ": \(times) times as much in \(largest.arm) as in \(smallest.arm)"
    }
}
