import Core
import Testing

@Suite("Seeded random numbers")
struct SeededRandomTests {
    @Test("SplitMix64 gives the published numbers")
    func splitMix() {
        var mixer = SplitMix64(state: 1_234_567)
        let expected: [UInt64] = [
            6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
            4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
        ]
        #expect(expected.map { _ in mixer.next() } == expected)
        #expect(SplitMix64(state: 0).mixed == 0xE220_A839_7B1D_CDAF)
    }

    @Test("xoshiro256** seeded through SplitMix64 gives the published numbers")
    func xoshiro() {
        func first(_ count: Int, seed: UInt64) -> [UInt64] {
            var random = SeededRandom(seed: seed)
            return (0..<count).map { _ in random.next() }
        }
        #expect(
            first(5, seed: 0) == [
                0x99EC_5F36_CB75_F2B4, 0xBF6E_1F78_4956_452A, 0x1A5F_849D_4933_E6E0,
                0x6AA5_94F1_262D_2D2C, 0xBBA5_AD4A_1F84_2E59,
            ])
        #expect(
            first(5, seed: 42) == [
                0x1578_0B2E_0C2E_C716, 0x6104_D986_6D11_3A7E, 0xAE17_5332_39E4_99A1,
                0xECB8_AD47_03B3_60A1, 0xFDE6_DC7F_E2EC_5E64,
            ])
    }

    @Test("A path is a stream of its own, the same each time")
    func paths() {
        let paths: [(UInt64, UInt64)] = [(0, 0), (0, 1), (1, 0), (1, 1), (2, 1), (1, 2)]
        func first(_ path: (UInt64, UInt64)) -> UInt64 {
            var random = SeededRandom(seed: 7, path: path.0, path.1)
            return random.next()
        }
        #expect(Set(paths.map(first)).count == paths.count)
        #expect(paths.map(first) == paths.map(first))
        var shorter = SeededRandom(seed: 7, path: 0)
        var plain = SeededRandom(seed: 7)
        #expect(Set([shorter.next(), plain.next(), first((0, 0))]).count == 3)
    }

    @Test("Streams of neighbouring paths are not correlated")
    func independence() {
        var left = SeededRandom(seed: 1, path: 1, 0)
        var right = SeededRandom(seed: 1, path: 1, 1)
        let count = 20_000
        var product = 0.0
        for _ in 0..<count { product += (left.nextUnit() - 0.5) * (right.nextUnit() - 0.5) }
        // The mean of the products has a standard deviation of 1/12/sqrt(n): four of them.
        #expect(abs(product / Double(count)) < 4 / 12 / Double(count).squareRoot())
    }

    @Test("Units lie in [0, 1) with 53 bits and the mean and variance of a uniform number")
    func units() {
        var random = SeededRandom(seed: 3)
        let units = (0..<100_000).map { _ in random.nextUnit() }
        #expect(units.allSatisfy { $0 >= 0 && $0 < 1 && ($0 * 0x1p53).rounded() == $0 * 0x1p53 })
        let mean = units.reduce(0, +) / 1e5
        let variance = units.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 1e5
        #expect(abs(mean - 0.5) < 0.004)
        #expect(abs(variance - 1.0 / 12) < 0.001)
    }

    @Test("A bounded number is uniform", arguments: [1, 2, 3, 10, 1_000] as [UInt64])
    func bounded(bound: UInt64) {
        var random = SeededRandom(seed: 11)
        var counts = [Int](repeating: 0, count: Int(bound))
        for _ in 0..<100_000 { counts[Int(random.next(below: bound))] += 1 }
        let expected = 1e5 / Double(bound)
        let statistic = counts.reduce(0.0) {
            $0 + (Double($1) - expected) * (Double($1) - expected)
        }
        let freedom = Double(bound - 1)
        // Four standard deviations of chi-square above its mean.
        #expect(statistic / expected <= freedom + 4 * (2 * freedom).squareRoot())
    }

    @Test("A bound of three quarters of the range is unbiased, where a plain product is not")
    func largeBound() {
        // Four draws meet three numbers: scaling 64 random bits down to this bound gives every
        // third number twice as often, unless the surplus is drawn again.
        let bound: UInt64 = 3 << 62
        var random = SeededRandom(seed: 13)
        var plain = SeededRandom(seed: 13)
        var unbiasedThirds = 0
        var plainThirds = 0
        for _ in 0..<100_000 {
            if random.next(below: bound) % 3 == 0 { unbiasedThirds += 1 }
            if plain.next().multipliedFullWidth(by: bound).high % 3 == 0 { plainThirds += 1 }
        }
        // Four standard deviations of a share of 1/3 among 100,000 are 600.
        #expect(abs(unbiasedThirds - 33_333) < 600)
        #expect(abs(plainThirds - 50_000) < 640)
    }
}
