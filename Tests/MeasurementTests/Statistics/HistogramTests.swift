import Core
import Measurement
import Testing

@Suite("Histograms")
struct HistogramTests {
    private func histogram(_ lengths: some Sequence<Nanoseconds>) -> Histogram {
        var histogram = Histogram()
        for length in lengths { histogram.record(length) }
        return histogram
    }

    private static let percentiles: [Percentile] = [
        Percentile(0.001), Percentile(0.25), .p50, Percentile(0.89), .p90, Percentile(0.91), .p99,
        .p999,
    ]

    private static let second: Nanoseconds = 1_000_000_000

    @Test(
        "One length, or 10,000 equal ones, come back exactly, and nothing is lost",
        arguments: [
            0, 1, 1_023, 2_047, 2_048, 2_049, 4_095, 4_096, 500_000_000, 3_100_000_000,
            101 * second, 3_600 * second, Histogram.highest,
        ])
    func constants(length: Nanoseconds) {
        let one = histogram([length])
        #expect(one.count == 1 && one.min == length && one.max == length && one.overflow == 0)
        #expect(one.value(at: .p50) == nil)
        let many = histogram(repeatElement(length, count: 10_000))
        for percentile in Self.percentiles { #expect(many.value(at: percentile) == length) }
        #expect(many.mean == Double(length) && many.count == 10_000)
    }

    @Test("What is longer than the highest is counted apart, with its exact largest")
    func overflow() {
        let beyond = Histogram.highest + 1
        let histogram = histogram(
            Array(repeating: 1_000, count: 90) + Array(repeating: beyond, count: 10))
        #expect(Histogram.highest > 3_600 * Self.second)
        #expect(histogram.count == 100 && histogram.overflow == 10 && histogram.max == beyond)
        #expect(histogram.value(at: .p90) == 1_000)
        #expect(histogram.value(at: Percentile(0.91)) == nil)
        #expect(self.histogram([.max]).mean == Double(Nanoseconds.max))
    }

    @Test("Percentiles are those of an exact sort to 0.1 %, count, mean, least and largest exact")
    func accuracy() {
        for shape in 0..<4 {
            var series = Series(seed: 71, shape)
            let lengths = (0..<10_000).map { _ in
                let unit = 1 - series.unit()
                return switch shape {
                case 0: Nanoseconds(unit * 5_000)
                case 1: Nanoseconds(1e6 * series.exponential())
                case 2: Nanoseconds(1_000 / (unit * unit))
                default: Nanoseconds(1) << Nanoseconds(unit * 41)
                }
            }
            let histogram = histogram(lengths)
            let exact = Distribution(lengths)
            for percentile in Self.percentiles {
                let value = histogram.value(at: percentile)
                let expected = exact.value(at: percentile)
                #expect((value == nil) == (expected == nil))
                guard let value, let expected else { continue }
                #expect(abs(value - expected) * 1_000 <= expected, "\(shape) \(percentile)")
            }
            #expect(histogram.count == exact.count && histogram.mean == exact.mean)
            #expect(histogram.min == exact.sorted.first && histogram.max == exact.max)
        }
    }

    @Test("At every edge of a bucket, the error is at most 0.05 %")
    func edges() {
        for bits in 0..<42 {
            for offset in [-1, 0, 1] as [Nanoseconds] {
                let length = max(0, (Nanoseconds(1) << Nanoseconds(bits)) + offset)
                // Surrounded, so that neither least nor largest helps.
                let lengths = [0] + Array(repeating: length, count: 10) + [Histogram.highest]
                let value = histogram(lengths).value(at: .p50) ?? -1
                #expect(abs(value - length) * 2_000 <= length)
            }
        }
    }

    @Test("However it is split, what is merged is what one would hold, bit for bit")
    func merging() {
        var series = Series(seed: 72, 0)
        let lengths =
            (0..<3_000).map { _ in Nanoseconds(1 / (1e-13 + series.unit() * 1e-6)) }
            + [0, Histogram.highest, Histogram.highest + 1, .max]
        let single = histogram(lengths)
        for split in [0, 1, 2, 1_500, lengths.count - 1, lengths.count] {
            var forth = histogram(lengths.prefix(split))
            var back = histogram(lengths.dropFirst(split))
            let first = forth
            forth.merge(back)
            back.merge(first)
            #expect(forth == single && back == single)
        }
    }

    @Test("The merged percentiles of 90,000 of 1 ms and 10,000 of 100 ms are not an average")
    func merged() {
        var merged = histogram(repeatElement(1_000_000, count: 90_000))
        merged.merge(histogram(repeatElement(100_000_000, count: 10_000)))
        let values = [Percentile.p50, Percentile(0.89), Percentile(0.91), .p99].map {
            (Double(merged.value(at: $0) ?? 0) / 1e6 * 100).rounded() / 100
        }
        #expect(abs(values[0] - 1) <= 0.001 && abs(values[1] - 1) <= 0.001)
        #expect(abs(values[2] - 100) <= 0.1 && abs(values[3] - 100) <= 0.1)
    }
}
