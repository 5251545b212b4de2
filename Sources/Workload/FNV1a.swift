/// FNV-1a, 64 bits (Fowler, Noll and Vo): a checksum for telling plans apart, not for security.
package struct FNV1a: Sendable, Equatable {
    /// The hash of the bytes combined so far.
    package private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    /// The hash of no bytes.
    package init() {}

    /// Continues with one byte.
    package mutating func combine(byte: UInt8) {
        value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    }

    /// Continues with a number's bytes, least significant first.
    package mutating func combine<Number: FixedWidthInteger>(_ number: Number) {
        for index in 0..<(Number.bitWidth / 8) {
            combine(byte: UInt8(truncatingIfNeeded: number >> (8 * index)))
        }
    }

    /// Continues with a fraction's IEEE 754 bits.
    package mutating func combine(_ fraction: Double) {
        combine(fraction.bitPattern)
    }

    /// The hash as 16 hexadecimal digits in lower case.
    package var hexadecimal: String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
