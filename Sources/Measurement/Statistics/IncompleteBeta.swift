import Glibc

/// The regularised incomplete beta function I_x(a, b), the share of a beta distribution below x.
///
/// Lentz's evaluation of its continued fraction (Abramowitz and Stegun 1964, 26.5.8), to about 12
/// digits; the work grows with the root of the larger parameter.
struct IncompleteBeta {
    /// Above 0.
    let a: Double
    /// Above 0.
    let b: Double

    /// The value at x, with y = 1 - x given apart so that an x near 1 loses no digits.
    func value(x: Double, y: Double) -> Double {
        if x <= 0 { return 0 }
        if y <= 0 { return 1 }
        // The fraction converges fast below the mean; above it, the other side is computed.
        if x > (a + 1) / (a + b + 2) {
            return 1 - IncompleteBeta(a: b, b: a).belowMean(x: y, y: x)
        }
        return belowMean(x: x, y: y)
    }

    private func belowMean(x: Double, y: Double) -> Double {
        let logBeta = lgamma(a).0 + lgamma(b).0 - lgamma(a + b).0
        return exp(a * log(x) + b * log(y) - logBeta) * continuedFraction(at: x) / a
    }

    private func continuedFraction(at x: Double) -> Double {
        var numerator = 1.0
        var denominator = 1 / Self.nonzero(1 - (a + b) * x / (a + 1))
        var fraction = denominator
        for step in 1...100_000 {
            let m = Double(step)
            let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
            let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            var change = 1.0
            for coefficient in [even, odd] {
                denominator = 1 / Self.nonzero(1 + coefficient * denominator)
                numerator = Self.nonzero(1 + coefficient / numerator)
                change = numerator * denominator
                fraction *= change
            }
            if abs(change - 1) < 1e-15 { break }
        }
        return fraction
    }

    private static func nonzero(_ value: Double) -> Double {
        abs(value) < 1e-300 ? 1e-300 : value
    }
}
