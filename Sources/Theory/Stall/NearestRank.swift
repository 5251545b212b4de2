/// Nearest rank: the place, from 1, of a percentile among sorted samples, its share taken to the
/// nearest millionth so that 0.99 of 20,000 is 19,800 and not one more.
func nearestRank(_ share: Double, among count: Int) -> Int {
    precondition(share > 0 && share < 1 && count > 0, "a percentile of \(share) of \(count)")
    let partsPerMillion = Int128((share * 1e6).rounded())
    return max(1, Int((partsPerMillion * Int128(count) + 999_999) / 1_000_000))
}
