package import Core

/// A histogram of lengths of time that fits in 264 KiB however many there are, accurate to 0.05 %.
///
/// Each power of two is divided into 1,024 equal buckets, as in a histogram of high dynamic range
/// and three significant digits (Tene 2012); below 2,048 ns every nanosecond has its own.
/// Histograms merge into what a single one would hold, bit for bit. For exact percentiles see
/// `Distribution`.
package struct Histogram: Sendable, Equatable {
    private var buckets = [UInt64](repeating: 0, count: Self.index(of: Self.highest) + 1)
    private var sum: Int128 = 0
    /// How many lengths it holds, those beyond the highest included.
    package private(set) var count = 0
    /// How many are above `highest`, whose length is only in `max` and `mean`.
    package private(set) var overflow = 0
    /// The exact smallest, or nil when there is none.
    package private(set) var min: Nanoseconds?
    /// The exact largest, or nil when there is none.
    package private(set) var max: Nanoseconds?

    /// The longest a bucket holds, 73 minutes.
    package static let highest: Nanoseconds = (1 << 42) - 1

    /// The logarithm of the buckets of a power of two.
    private static let bucketBits = 10

    package init() {}

    /// Adds one length, which is not negative.
    package mutating func record(_ length: Nanoseconds) {
        precondition(length >= 0, "a length of \(length) ns")
        if length <= Self.highest {
            buckets[Self.index(of: length)] += 1
        } else {
            overflow += 1
        }
        count += 1
        sum += Int128(length)
        min = Swift.min(length, min ?? length)
        max = Swift.max(length, max ?? length)
    }

    /// Adds all that another holds.
    package mutating func merge(_ other: Histogram) {
        guard let otherMin = other.min, let otherMax = other.max else { return }
        for index in buckets.indices { buckets[index] += other.buckets[index] }
        count += other.count
        overflow += other.overflow
        sum += other.sum
        min = Swift.min(otherMin, min ?? otherMin)
        max = Swift.max(otherMax, max ?? otherMax)
    }

    /// The exact arithmetic mean in nanoseconds, or nil when there is none.
    package var mean: Double? {
        count > 0 ? Double(sum) / Double(count) : nil
    }

    /// The value of nearest rank to 0.05 %, or nil when there are too few to say or when it is
    /// beyond the highest.
    package func value(at percentile: Percentile) -> Nanoseconds? {
        guard let min, let max, count >= percentile.minimumSamples else { return nil }
        var missing = percentile.rank(among: count)
        for index in buckets.indices {
            missing -= Int(buckets[index])
            if missing <= 0 { return Swift.min(Swift.max(Self.middle(of: index), min), max) }
        }
        return nil
    }

    /// The bucket: the topmost 11 bits of the length, after as many times 1,024 as bits are cut
    /// off.
    private static func index(of length: Nanoseconds) -> Int {
        let shift = Swift.max(0, Nanoseconds.bitWidth - length.leadingZeroBitCount - bucketBits - 1)
        return shift << bucketBits + Int(length >> Nanoseconds(shift))
    }

    /// The length in the middle of a bucket.
    private static func middle(of index: Int) -> Nanoseconds {
        let shift = Swift.max(0, index >> bucketBits - 1)
        let low = Nanoseconds(index - shift << bucketBits) << Nanoseconds(shift)
        return low + (1 << Nanoseconds(shift)) / 2
    }
}
