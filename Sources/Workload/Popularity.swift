package import Core
import Glibc

extension RequestWorkload {
    /// How the operations are spread over the keys.
    package enum Popularity: Sendable, Equatable {
        /// The key of rank r, from 0, is drawn with probability proportional to (r + 1)^-exponent;
        /// at least 0, where 0 is uniform.
        case zipf(exponent: Double)
        /// Every key alike.
        case uniform
    }
}

/// Draws keys by their popularity; a copy shares its table.
package struct KeySampler: Sendable {
    private let keys: UInt64
    /// Nil where every key is alike.
    private let table: AliasTable?

    /// A sampler over `keys` keys, at least 1; a million take well under a second.
    package init(keys: Int, popularity: RequestWorkload.Popularity) {
        precondition(keys >= 1 && keys <= Int(UInt32.max), "\(keys) keys")
        self.keys = UInt64(keys)
        switch popularity {
        case .uniform:
            table = nil
        case .zipf(let exponent):
            table = AliasTable(weights: (1...keys).map { pow(Double($0), -exponent) })
        }
    }

    /// The next key: its rank, 0 the most popular.
    package func draw(_ random: inout SeededRandom) -> Key {
        let column = Int(random.next(below: keys))
        guard let table else { return Key(column) }
        return table.choose(column: column, coin: UInt32(truncatingIfNeeded: random.next() >> 32))
    }

    /// The probability of drawing a key, as the table has it; takes time in proportion to the keys.
    package func probability(of key: Key) -> Double {
        table?.probability(of: Int(key)) ?? 1 / Double(keys)
    }
}

/// Draws from any finite distribution in constant time (Walker 1977, built as in Vose 1991).
///
/// Column i is chosen uniformly, then i itself or its alias by a 32-bit coin: every probability is
/// exact to 2^-32, a millionth of what a million draws could tell.
struct AliasTable: Sendable {
    private struct Column: Sendable {
        /// The coins, of 2^32, that keep the column's own index.
        var ownCoins: UInt32
        var alias: UInt32
    }

    private let columns: [Column]

    /// A table of weights that need not sum to 1; none negative, not all zero.
    init(weights: consuming [Double]) {
        var heights = weights
        let scale = Double(heights.count) / heights.reduce(0, +)
        var columns: [Column] = []
        columns.reserveCapacity(heights.count)
        var short: [UInt32] = []
        var tall: [UInt32] = []
        for index in heights.indices {
            heights[index] *= scale
            columns.append(Column(ownCoins: .max, alias: UInt32(index)))
            if heights[index] < 1 {
                short.append(UInt32(index))
            } else {
                tall.append(UInt32(index))
            }
        }
        // Each short column is filled up from a tall one, which may thereby become short itself.
        while let low = short.popLast().map(Int.init), let high = tall.last {
            columns[low] = Column(
                ownCoins: UInt32(clamping: Int64((heights[low] * 0x1p32).rounded())), alias: high)
            heights[Int(high)] -= 1 - heights[low]
            if heights[Int(high)] < 1 {
                tall.removeLast()
                short.append(high)
            }
        }
        // What is left has height 1 but for rounding, and is its own alias already.
        self.columns = columns
    }

    func choose(column: Int, coin: UInt32) -> UInt32 {
        let chosen = columns[column]
        return coin < chosen.ownCoins ? UInt32(column) : chosen.alias
    }

    /// The share of all coins in all columns that choose an index.
    func probability(of index: Int) -> Double {
        var coins: UInt64 = 0
        for (position, column) in columns.enumerated() {
            if position == index { coins += UInt64(column.ownCoins) }
            if Int(column.alias) == index { coins += (1 << 32) - UInt64(column.ownCoins) }
        }
        return Double(coins) / 0x1p32 / Double(columns.count)
    }
}
