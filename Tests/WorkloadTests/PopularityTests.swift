import Core
import Glibc
import Testing
import Workload

/// The exact probabilities of Zipf's law.
private func zipf(keys: Int, exponent: Double) -> [Double] {
    let weights = (1...keys).map { pow(Double($0), -exponent) }
    let sum = weights.reduce(0, +)
    return weights.map { $0 / sum }
}

private func counts(
    draws: Int, keys: Int, seed: UInt64 = 1, _ draw: (inout SeededRandom) -> Int
) -> [Int] {
    var random = SeededRandom(seed: seed)
    var counts = [Int](repeating: 0, count: keys)
    for _ in 0..<draws { counts[draw(&random)] += 1 }
    return counts
}

@Suite("Key popularity")
struct PopularityTests {
    @Test("The probabilities of 1,000 keys are the published ones")
    func published() {
        let sampler = KeySampler(keys: 1_000, popularity: .zipf(exponent: 0.99))
        let shares = (0..<1_000).map { sampler.probability(of: Key($0)) }
        #expect(abs(shares[0] - 0.12938) < 1e-5)
        #expect(abs(shares[1] - 0.06514) < 1e-5)
        #expect(abs(shares[2] - 0.04360) < 1e-5)
        #expect(abs(shares[9] - 0.01324) < 1e-5)
        #expect(abs(shares[..<10].reduce(0, +) - 0.3825) < 1e-4)
        #expect(abs(shares[..<100].reduce(0, +) - 0.6850) < 1e-4)
        let steeper = KeySampler(keys: 1_000, popularity: .zipf(exponent: 1))
        #expect(abs(steeper.probability(of: 0) - 0.13359) < 1e-5)
        #expect(abs(steeper.probability(of: 1) - 0.06680) < 1e-5)
        #expect(abs((0..<10).reduce(0) { $0 + steeper.probability(of: $1) } - 0.3913) < 1e-4)
    }

    @Test(
        "Every key's probability is the law's to 2^-32",
        arguments: [1, 2, 3, 10, 777], [0, 0.5, 0.99, 1.2, 3])
    func exact(keys: Int, exponent: Double) {
        let sampler = KeySampler(keys: keys, popularity: .zipf(exponent: exponent))
        let worst = zipf(keys: keys, exponent: exponent).enumerated().reduce(0) {
            max($0, abs(sampler.probability(of: Key($1.offset)) - $1.element))
        }
        #expect(worst < 0x1p-32)
    }

    @Test(
        "A million draws fit the law: chi-square and the shares of the first and tenth key",
        arguments: [1, 2])
    func fits(seed: UInt64) {
        let sampler = KeySampler(keys: 1_000, popularity: .zipf(exponent: 0.99))
        let counts = counts(draws: 1_000_000, keys: 1_000, seed: seed) { Int(sampler.draw(&$0)) }
        let law = zipf(keys: 1_000, exponent: 0.99)
        #expect(chiSquare(counts: counts, probabilities: law) < 1_142.8)
        #expect(abs(Double(counts[0]) / 1e6 - 0.12938) < 0.0014)
        #expect(abs(Double(counts[9]) / 1e6 - 0.01324) < 0.00046)
    }

    @Test("The usual approximation (Gray et al. 1994) fails the same chi-square")
    func approximationFails() {
        let keys = 1_000.0
        let exponent = 0.99
        let zeta = (1...1_000).reduce(0.0) { $0 + pow(Double($1), -exponent) }
        let zetaOfTwo = 1 + pow(0.5, exponent)
        let eta = (1 - pow(2 / keys, 1 - exponent)) / (1 - zetaOfTwo / zeta)
        let counts = counts(draws: 1_000_000, keys: 1_000) { random in
            let unit = random.nextUnit()
            if unit * zeta < 1 { return 0 }
            if unit * zeta < zetaOfTwo { return 1 }
            return Int(keys * pow(eta * unit - eta + 1, 1 / (1 - exponent)))
        }
        let law = zipf(keys: 1_000, exponent: exponent)
        #expect(chiSquare(counts: counts, probabilities: law) > 2_500)
        #expect(abs(Double(counts[2]) / 1e6 / law[2] - 1.17) < 0.03)
    }

    @Test("Uniform keys are uniform")
    func uniform() {
        let sampler = KeySampler(keys: 1_000, popularity: .uniform)
        let counts = counts(draws: 200_000, keys: 1_000) { Int(sampler.draw(&$0)) }
        let law = [Double](repeating: 0.001, count: 1_000)
        #expect(chiSquare(counts: counts, probabilities: law) < 1_142.8)
        #expect(sampler.probability(of: 5) == 0.001)
    }

    @Test("One key is always drawn, whatever its popularity")
    func oneKey() {
        for popularity in [RequestWorkload.Popularity.uniform, .zipf(exponent: 0.99)] {
            let sampler = KeySampler(keys: 1, popularity: popularity)
            var random = SeededRandom(seed: 1)
            #expect((0..<1_000).allSatisfy { _ in sampler.draw(&random) == 0 })
        }
    }

    @Test("A million keys have the law's head and reach the tail")
    func manyKeys() {
        let sampler = KeySampler(keys: 1_000_000, popularity: .zipf(exponent: 0.99))
        var random = SeededRandom(seed: 1)
        let drawn = (0..<100_000).map { _ in sampler.draw(&random) }
        let first = Double(drawn.count { $0 == 0 }) / 1e5
        // 1 / zeta = 0.06487 of a million keys; four standard deviations are 0.0031.
        #expect(abs(first - 0.0650) < 0.0032)
        #expect(drawn.contains { $0 > 900_000 })
        #expect(drawn.allSatisfy { $0 < 1_000_000 })
    }
}
