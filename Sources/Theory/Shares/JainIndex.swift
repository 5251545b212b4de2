/// How evenly something is shared: 1 when all have the same, 1/n when one has everything (Jain, Chiu
/// and Hawe, DEC-TR-301, 1984).
///
/// - Parameter shares: at least one, none negative.
/// - Returns: above 0, at most 1.
/// - Throws: `allZero` when nobody has anything.
package func jainIndex(of shares: [Double]) throws(ModelError) -> Double {
    precondition(!shares.isEmpty && shares.allSatisfy { $0 >= 0 })
    guard let greatest = shares.max(), greatest > 0 else { throw .allZero }
    // In units of the greatest, so that no square overflows or vanishes.
    let sum = shares.reduce(0) { $0 + $1 / greatest }
    let squares = shares.reduce(0) { $0 + ($1 / greatest) * ($1 / greatest) }
    return sum * sum / (Double(shares.count) * squares)
}
