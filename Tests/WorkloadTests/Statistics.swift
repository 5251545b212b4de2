import Glibc

/// What the gaps of an arrival process look like, against an exponential distribution's.
struct GapStatistics {
    /// Kolmogorov and Smirnov's largest distance from the exponential distribution.
    let distance: Double
    let mean: Double
    let variationCoefficient: Double
    /// Of each gap with the next.
    let autocorrelation: Double
    /// Variance over mean of the counts in 600 equal windows.
    let dispersion: Double

    init(gaps: [Double], expectedMean: Double) {
        let count = Double(gaps.count)
        let mean = gaps.reduce(0, +) / count
        let variance = gaps.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
        self.mean = mean
        variationCoefficient = variance.squareRoot() / mean
        distance = gaps.sorted().enumerated().reduce(0) { largest, entry in
            let expected = -expm1(-entry.element / expectedMean)
            let below = Double(entry.offset) / count
            return max(largest, expected - below, below + 1 / count - expected)
        }
        let neighbours = zip(gaps, gaps.dropFirst()).reduce(0) {
            $0 + ($1.0 - mean) * ($1.1 - mean)
        }
        autocorrelation = variance == 0 ? 0 : neighbours / (count - 1) / variance
        dispersion = Self.dispersion(gaps: gaps, windows: 600)
    }

    private static func dispersion(gaps: [Double], windows: Int) -> Double {
        let window = gaps.reduce(0, +) / Double(windows)
        var counts = [Double](repeating: 0, count: windows)
        var time = 0.0
        for gap in gaps.dropLast() {
            time += gap
            counts[min(Int(time / window), windows - 1)] += 1
        }
        let mean = counts.reduce(0, +) / Double(windows)
        let squares = counts.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return squares / Double(windows - 1) / mean
    }

    /// Which of the tests for 10,000 gaps of a Poisson process fail, each at a level of 0.2 % or
    /// below but the distance at 1 %.
    func failures(expectedMean: Double) -> [String] {
        var failures: [String] = []
        if distance >= 0.0163 { failures.append("distance") }
        if abs(mean / expectedMean - 1) >= 0.033 { failures.append("mean") }
        if abs(variationCoefficient - 1) >= 0.033 { failures.append("variation") }
        if abs(autocorrelation) >= 0.033 { failures.append("autocorrelation") }
        if dispersion <= 0.831 || dispersion >= 1.188 { failures.append("dispersion") }
        return failures
    }
}

/// Pearson's chi-square of counts against probabilities.
func chiSquare(counts: [Int], probabilities: [Double]) -> Double {
    let total = Double(counts.reduce(0, +))
    return zip(counts, probabilities).reduce(0) { sum, pair in
        let expected = total * pair.1
        return sum + (Double(pair.0) - expected) * (Double(pair.0) - expected) / expected
    }
}
