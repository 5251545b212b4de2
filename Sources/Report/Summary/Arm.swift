import Measurement

/// One topology at one sweep point: the trials that repeat it.
struct Arm: Sendable {
    /// The topology's label and the arm's own swept factors, as printed.
    let name: String
    /// The topology's label alone.
    let topology: String
    /// The swept factors that vary this topology only.
    let levels: [Factor]
    /// Which colour it has: the topology's position in the experiment, or the arm's own at the sweep
    /// point where a topology has several.
    let colour: Int
    /// Which dash and marker it has: its position among the arms of the sweep point.
    let shape: Int
    /// Its rows in trials.csv, repetitions ascending.
    let rows: [Int]
    /// The rows whose numbers may be believed.
    let validRows: [Int]

    /// The rows numbers are taken from: the valid ones, or all if none is valid.
    var countedRows: [Int] { validRows.isEmpty ? rows : validRows }

    /// Whether at least one trial may be believed.
    var isBelievable: Bool { !validRows.isEmpty }
}

/// The median of some trials' values, and their range.
struct Summary: Equatable {
    let median: Double
    let values: [Double]

    /// Nil without values; the median of an even number of values is the mean of the middle two.
    init?(_ values: [Double]) {
        guard !values.isEmpty else { return nil }
        let sorted = values.sorted()
        let middle = sorted.count / 2
        median =
            sorted.count.isMultiple(of: 2)
            ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
        self.values = values
    }

    /// Smallest and largest value, from three values on: fewer are only points.
    var range: (low: Double, high: Double)? {
        guard values.count >= 3, let low = values.min(), let high = values.max() else { return nil }
        return (low, high)
    }
}
