/// The bytes a value consists of, computed from its identity wherever they are needed.
///
/// So a node stores a few numbers per key, every receiver can tell a wrong byte, and a simulated
/// transfer moves nothing.
package struct Content: Sendable {
    private let seed: UInt64

    package init(key: Key, version: Version) {
        let writer = UInt64(version.participant) << 32 | UInt64(version.sequence)
        let moment = UInt64(bitPattern: version.intendedNanoseconds)
        seed = (moment &* 0x9E37_79B9_7F4A_7C15) ^ (writer &* 0xD6E8_FEB8_6659_FD93) ^ UInt64(key)
    }

    package init(of message: Message) {
        self.init(key: message.key, version: message.version)
    }

    /// Eight bytes of content; neighbouring words share no pattern worth compressing.
    private func word(_ index: Int) -> UInt64 {
        let mixed = (seed ^ UInt64(index)) &* 0xBF58_476D_1CE4_E5B9
        return (mixed ^ (mixed >> 32)).littleEndian
    }

    /// Fills a buffer with the content's first bytes.
    package func fill(_ buffer: UnsafeMutableRawBufferPointer) {
        let words = buffer.count / 8
        for index in 0..<words {
            buffer.storeBytes(of: word(index), toByteOffset: index * 8, as: UInt64.self)
        }
        withUnsafeBytes(of: word(words)) { last in
            for offset in 0..<(buffer.count % 8) { buffer[words * 8 + offset] = last[offset] }
        }
    }

    /// Whether the bytes are the content's first ones.
    package func matches(_ bytes: RawSpan) -> Bool {
        bytes.withUnsafeBytes { bytes in
            let words = bytes.count / 8
            var difference: UInt64 = 0
            for index in 0..<words {
                let found = bytes.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self)
                difference |= found ^ word(index)
            }
            let last = word(words).littleEndian
            for offset in 0..<(bytes.count % 8) {
                let found = UInt64(bytes[words * 8 + offset])
                difference |= found ^ (last >> (8 * UInt64(offset)) & 0xFF)
            }
            return difference == 0
        }
    }
}
