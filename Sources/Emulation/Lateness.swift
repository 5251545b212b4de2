package import Core

/// How late packets left the switch, to a microsecond; what is later than 50 ms counts as that.
package struct Lateness: Sendable {
    private static let most = 50_000
    private var counts = [UInt64](repeating: 0, count: most + 1)
    private var total: UInt64 = 0
    package private(set) var maximum: Nanoseconds = 0

    package init() {}

    package mutating func add(_ late: Nanoseconds) {
        counts[min(max(0, Int(late / 1_000)), Self.most)] += 1
        total += 1
        maximum = max(maximum, late)
    }

    /// The nearest-rank percentile, 0 to 100, rounded up to a microsecond; nil of nothing.
    package func percentile(_ percent: Double) -> Nanoseconds? {
        guard total > 0 else { return nil }
        let rank = max(1, UInt64((percent / 100 * Double(total)).rounded(.up)))
        var below: UInt64 = 0
        for (index, count) in counts.enumerated() {
            below += count
            if below >= rank { return min(.microseconds(Int64(index) + 1), maximum) }
        }
        return maximum
    }
}
