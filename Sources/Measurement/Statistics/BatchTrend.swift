/// A straight line through the means of 20 batches of a series, and the noise about it, for values
/// that depend on their neighbours.
///
/// The mean of a long batch hardly depends on the next (Conway 1963; Law and Kelton, Simulation
/// Modeling and Analysis); what dependence is left, an autoregression of the residuals adds to the
/// noise (Fishman 1971).
struct BatchTrend {
    /// The mean of the series.
    let mean: Double
    /// What the line rises by from the begin of the series to its end.
    let rise: Double
    /// The standard error of `rise`.
    let riseError: Double
    /// The variance one value adds to the mean of many: larger than its own when neighbours are
    /// alike.
    let longRunVariance: Double
    /// How many independent values would fix the mean as well; the count when there is no noise.
    let effectiveCount: Double

    static let batches = 20

    /// Of at least 20 values.
    init(_ series: ArraySlice<Double>) {
        let batch = series.count / Self.batches
        // The first few values that fill no batch are left out.
        let used = series.suffix(batch * Self.batches)
        let means = (0..<Self.batches).map { index in
            let start = used.startIndex + index * batch
            return Moments(used[start..<start + batch]).mean
        }
        let count = Double(Self.batches)
        let centre = (count - 1) / 2
        let moments = Moments(series)
        let batchMean = Moments(means).mean
        let spread = count * (count * count - 1) / 12
        let slope = means.indices.reduce(0) { $0 + (Double($1) - centre) * means[$1] } / spread
        let residuals = means.indices.map {
            means[$0] - batchMean - slope * (Double($0) - centre)
        }
        let variance = Self.longRunVariance(ofResiduals: residuals)

        mean = moments.mean
        rise = slope * count
        riseError = count * (variance / spread).squareRoot()
        longRunVariance = variance * Double(batch)
        effectiveCount =
            variance > 0
            ? moments.variance * Double(series.count) / longRunVariance : Double(series.count)
    }

    private static func longRunVariance(ofResiduals residuals: [Double]) -> Double {
        let squares = residuals.reduce(0) { $0 + $1 * $1 }
        guard squares > 0 else { return 0 }
        let products = zip(residuals, residuals.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 }
        let count = Double(residuals.count)
        // Residuals of a line seem less alike than the noise is, by about 2.5 / n; and no series is
        // so long that a correlation above 0.9 could be told from a trend.
        let correlation = min(max(products / squares + 2.5 / count, 0), 0.9)
        return squares / (count - 2) * (1 + correlation) / (1 - correlation)
    }
}
