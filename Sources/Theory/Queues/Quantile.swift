/// The least time that is exceeded with a chance of at most 1 - share, found by bisection.
///
/// `exceeds(t)` is the chance of more than t, and must fall to 0; `scale` is a typical time, above 0.
func quantile(_ share: Double, scale: Double, exceeds: (Double) -> Double) -> Double {
    precondition(share > 0 && share < 1, "a percentile of \(share)")
    let rest = 1 - share
    guard exceeds(0) > rest else { return 0 }
    var low = 0.0
    var high = scale
    while exceeds(high) > rest { high *= 2 }
    // A Double has no more places to halve.
    for _ in 0..<60 {
        let middle = (low + high) / 2
        if exceeds(middle) > rest { low = middle } else { high = middle }
    }
    return high
}
