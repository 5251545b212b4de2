/// The factors with which the columns add up to the target with the least squared error, by
/// Gram-Schmidt orthogonalisation; nil when a column is a combination of those before it.
func leastSquares(_ columns: [[Double]], _ target: [Double]) -> [Double]? {
    var bases: [[Double]] = []
    // One row per column: how much of each basis vector it holds.
    var shares: [[Double]] = []
    for column in columns {
        var rest = column
        var row: [Double] = []
        for base in bases {
            let share = product(base, rest)
            row.append(share)
            for index in rest.indices { rest[index] -= share * base[index] }
        }
        let length = product(rest, rest).squareRoot()
        guard length > 1e-12 * product(column, column).squareRoot() else { return nil }
        shares.append(row + [length])
        bases.append(rest.map { $0 / length })
    }
    var rest = target
    var factors = bases.map { base in
        let share = product(base, rest)
        for index in rest.indices { rest[index] -= share * base[index] }
        return share
    }
    for column in factors.indices.reversed() {
        factors[column] /= shares[column][column]
        for earlier in 0..<column { factors[earlier] -= factors[column] * shares[column][earlier] }
    }
    return factors
}

private func product(_ left: [Double], _ right: [Double]) -> Double {
    zip(left, right).reduce(0) { $0 + $1.0 * $1.1 }
}
