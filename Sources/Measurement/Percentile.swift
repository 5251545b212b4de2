import Glibc

/// A point of a distribution below which a given share of it lies, held exactly as parts of a
/// million.
package struct Percentile: Hashable, Comparable, Sendable {
    package let partsPerMillion: Int

    /// The percentile of a share above 0 and below 1, such as 0.99, to the nearest millionth.
    package init(_ share: Double) {
        partsPerMillion = Int((share * 1e6).rounded())
        precondition(
            partsPerMillion > 0 && partsPerMillion < 1_000_000, "a percentile of \(share)")
    }

    package static let p50 = Percentile(0.5)
    package static let p90 = Percentile(0.9)
    package static let p99 = Percentile(0.99)
    package static let p999 = Percentile(0.999)

    /// The share, above 0 and below 1.
    package var share: Double { Double(partsPerMillion) / 1e6 }

    /// The fewest samples that say anything of it: 6 for the median, 36, 368 and 3,688 for p90, p99
    /// and p99.9.
    ///
    /// With fewer, the two-sided 95 % confidence interval between order statistics (David and
    /// Nagaraja, Order Statistics, 7.1) would need a sample beyond the smallest or the largest: the
    /// chance that all n lie on one side of the percentile, max(p, 1 - p)^n, exceeds 2.5 %.
    package var minimumSamples: Int {
        let likelierSide = max(share, 1 - share)
        return Int((log(0.025) / log(likelierSide)).rounded(.up))
    }

    /// Nearest rank: the place, from 1, among `count` sorted samples.
    package func rank(among count: Int) -> Int {
        (partsPerMillion * count + 999_999) / 1_000_000
    }

    package static func < (left: Percentile, right: Percentile) -> Bool {
        left.partsPerMillion < right.partsPerMillion
    }
}
