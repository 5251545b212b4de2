import Core
import Measurement
import Testing

@Suite("Percentiles")
struct PercentileTests {
    @Test("The fewest samples are 6, 36, 368 and 3,688, by the rule stated")
    func minimumSamples() {
        let percentiles: [Percentile] = [.p50, .p90, .p99, .p999]
        #expect(percentiles.map(\.minimumSamples) == [6, 36, 368, 3_688])
        #expect(Percentile(0.9999).minimumSamples == 36_887)
        #expect(Percentile(0.01).minimumSamples == 368)
        for percentile in percentiles {
            var sides = [1.0, 1.0]
            for _ in 0..<percentile.minimumSamples {
                sides = [sides[1], sides[1] * percentile.share]
            }
            #expect(sides[1] <= 0.025 && sides[0] > 0.025)
        }
    }

    @Test(
        "With one sample less than that there is no answer",
        arguments: [Percentile.p50, .p90, .p99, .p999])
    func tooFew(percentile: Percentile) {
        let enough = [Nanoseconds](repeating: 4, count: percentile.minimumSamples)
        #expect(Distribution(enough).value(at: percentile) == 4)
        #expect(Distribution(Array(enough.dropLast())).value(at: percentile) == nil)
        #expect(Distribution([9]).value(at: percentile) == nil)
        #expect(Distribution([]).value(at: percentile) == nil)
    }

    @Test("Nearest rank is the smallest whole number not below p n, without rounding errors")
    func ranks() {
        // 0.07 times 100 is more than 7 in binary fractions.
        #expect(Percentile(0.07).rank(among: 100) == 7)
        for parts in stride(from: 1, to: 1_000, by: 1) {
            let percentile = Percentile(Double(parts) / 1_000)
            for count in [1, 6, 7, 100, 999, 1_000, 1_001, 12_345] {
                let rank = percentile.rank(among: count)
                let isRank = rank * 1_000 >= parts * count && (rank - 1) * 1_000 < parts * count
                if !isRank { Issue.record("rank \(rank) of \(parts)/1000 among \(count)") }
            }
        }
    }

    @Test("Percentiles are those of an exact sort, whatever the data", arguments: Shape.allCases)
    func exact(shape: Shape) {
        let values = shape.values(count: 10_000)
        let sorted = values.sorted()
        let distribution = Distribution(values)
        for share in [0.5, 0.9, 0.99, 0.999] {
            // p n is whole for these, so the rank is too.
            let rank = Int((share * 10_000).rounded())
            #expect(distribution.value(at: Percentile(share)) == sorted[rank - 1])
        }
        #expect(distribution.sorted == sorted)
        #expect(distribution.max == sorted.last)
        let exactMean = Double(sorted.reduce(Int128(0)) { $0 + Int128($1) }) / 10_000
        #expect(distribution.mean == exactMean)
    }

    enum Shape: CaseIterable {
        case constant, oneNanosecond, oneHour, ascending, descending, twoValues, exponential
        case extremes

        func values(count: Int) -> [Nanoseconds] {
            var random = SeededRandom(seed: 8)
            return (0..<count).map { index in
                switch self {
                case .constant: 500_000_000
                case .oneNanosecond: 1
                case .oneHour: 3_600_000_000_000
                case .ascending: Nanoseconds(index)
                case .descending: Nanoseconds(-index)
                case .twoValues: index % 100 == 0 ? 1_000_000_000 : 1_000_000
                case .exponential: Nanoseconds(1 / (1 - random.nextUnit()) * 1e6)
                case .extremes: index % 2 == 0 ? .min : .max
                }
            }
        }
    }

    @Test("One sample has a largest and a mean, none has neither")
    func fewSamples() {
        let one = Distribution([7])
        #expect(one.count == 1 && one.max == 7 && one.mean == 7)
        let none = Distribution([])
        #expect(none.count == 0 && none.max == nil && none.mean == nil)
    }

    @Test("The merged distribution has the merged percentiles, not their average")
    func merged() {
        let near = [Nanoseconds](repeating: 1, count: 90_000)
        let far = [Nanoseconds](repeating: 100, count: 10_000)
        let merged = Distribution(near + far)
        #expect(merged == Distribution(far + near))
        #expect(merged.value(at: .p50) == 1)
        #expect(merged.value(at: Percentile(0.89)) == 1)
        #expect(merged.value(at: .p90) == 1)
        #expect(merged.value(at: Percentile(0.91)) == 100)
        #expect(merged.value(at: .p99) == 100)
    }
}
