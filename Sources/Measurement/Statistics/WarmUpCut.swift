/// Where a series has left its beginning behind: the cut that makes the standard error of the mean
/// of the rest smallest, over means of five values (MSER-5; White 1997, White, Cobb and Spratt
/// 2000).
///
/// Takes time proportional to the length of the series.
struct WarmUpCut {
    /// How many values to leave out: a multiple of 5, at most about half.
    let count: Int
    /// Whether the cut is as late as it may be, so the rest probably changes as well.
    let isAtLimit: Bool

    static let batch = 5

    init(_ series: some RandomAccessCollection<Double>) {
        let means = Self.batchMeans(series)
        guard let last = means.last else {
            (count, isAtLimit) = (0, true)
            return
        }
        let limit = means.count / 2
        var best = (cut: 0, error: Double.infinity)
        // Sums of deviations from the last mean, so that a constant end gives exactly 0.
        var sum = 0.0
        var squares = 0.0
        for cut in means.indices.reversed() {
            let deviation = means[cut] - last
            sum += deviation
            squares += deviation * deviation
            let kept = Double(means.count - cut)
            let error = max(0, squares - sum * sum / kept) / (kept * kept)
            if cut <= limit, error <= best.error { best = (cut, error) }
        }
        count = best.cut * Self.batch
        isAtLimit = best.cut == limit
    }

    private static func batchMeans(_ series: some RandomAccessCollection<Double>) -> [Double] {
        let full = series.count / batch
        var means: [Double] = []
        means.reserveCapacity(full)
        var index = series.startIndex
        for _ in 0..<full {
            var sum = 0.0
            for _ in 0..<batch {
                sum += series[index]
                series.formIndex(after: &index)
            }
            means.append(sum / Double(batch))
        }
        return means
    }
}
