/// xoshiro256** (Blackman and Vigna 2018), seeded through SplitMix64 as its authors advise.
///
/// The same seed gives the same numbers on every host and in every topology.
package struct SeededRandom: RandomNumberGenerator, Sendable {
    private var state: (UInt64, UInt64, UInt64, UInt64)

    private static let odd: UInt64 = 0xD6E8_FEB8_6659_FD93

    package init(seed: UInt64) {
        var mixer = SplitMix64(state: seed)
        state = (mixer.next(), mixer.next(), mixer.next(), mixer.next())
    }

    /// A stream of its own for each path of numbers, such as repetition, participant, purpose.
    ///
    /// Streams of different paths are independent, so drawing more from one never moves another.
    package init(seed: UInt64, path: UInt64...) {
        var mixed = SplitMix64(state: seed).mixed
        for step in path {
            // The odd factor keeps seed and first step apart: (1, 2) is not (2, 1).
            mixed = SplitMix64(state: (mixed &* Self.odd) ^ SplitMix64(state: step).mixed).mixed
        }
        self.init(seed: mixed)
    }

    package mutating func next() -> UInt64 {
        let result = (state.1 &* 5).rotated(left: 7) &* 9
        let shifted = state.1 << 17
        state.2 ^= state.0
        state.3 ^= state.1
        state.1 ^= state.2
        state.0 ^= state.3
        state.2 ^= shifted
        state.3 = state.3.rotated(left: 45)
        return result
    }

    /// A number in [0, 1) with 53 random bits.
    package mutating func nextUnit() -> Double {
        Double(next() >> 11) * 0x1p-53
    }

    /// A whole number in 0 ..< bound, without bias (Lemire 2019), where `bound` is at least 1.
    package mutating func next(below bound: UInt64) -> UInt64 {
        var product = next().multipliedFullWidth(by: bound)
        if product.low < bound {
            let threshold = (0 &- bound) % bound
            while product.low < threshold {
                product = next().multipliedFullWidth(by: bound)
            }
        }
        return product.high
    }
}

/// SplitMix64 (Steele, Lea and Flood 2014): a mixer that turns any 64 bits into well-spread ones.
package struct SplitMix64: Sendable {
    private var state: UInt64

    package init(state: UInt64) {
        self.state = state
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// The first number this state gives.
    package var mixed: UInt64 {
        var copy = self
        return copy.next()
    }
}

extension UInt64 {
    fileprivate func rotated(left count: UInt64) -> UInt64 {
        (self << count) | (self >> (64 - count))
    }
}
