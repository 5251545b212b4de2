/// Mean and variance of some numbers, at least one, in two passes.
struct Moments {
    let count: Int
    let mean: Double
    /// Of the population they are drawn from: divided by one less than their count; 0 for one.
    let variance: Double

    init(_ values: some Collection<Double>) {
        precondition(!values.isEmpty, "the mean of nothing")
        let count = values.count
        let mean = values.reduce(0, +) / Double(count)
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        self.count = count
        self.mean = mean
        variance = count > 1 ? squares / Double(count - 1) : 0
    }
}
