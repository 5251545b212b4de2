/// Buffers for whoever has bytes under way; after warm-up, lending one allocates nothing.
///
/// Sizes are powers of two. The buffer given back last is lent first: it is still in the cache.
final class BufferPool {
    /// The smallest buffer lent, in bytes: one page.
    static let minimumBytes = 4096
    /// How much is kept for later at most, in bytes; what comes back beyond is freed.
    private static let idleLimitBytes = 32 << 20

    /// Idle buffers by the binary logarithm of their size.
    private var idle = [[UnsafeMutableRawBufferPointer]](repeating: [], count: Int.bitWidth)
    private var idleBytes = 0
    /// How many buffers are lent at present.
    private(set) var lentCount = 0

    deinit {
        for buffers in idle {
            for buffer in buffers { buffer.deallocate() }
        }
    }

    /// A buffer of at least `bytes`, its contents undefined.
    func lend(_ bytes: Int) -> UnsafeMutableRawBufferPointer {
        let order = Int.bitWidth - (max(bytes, Self.minimumBytes) - 1).leadingZeroBitCount
        lentCount += 1
        guard let buffer = idle[order].popLast() else {
            return .allocate(byteCount: 1 << order, alignment: 16)
        }
        idleBytes -= buffer.count
        return buffer
    }

    /// Takes back a buffer that was lent.
    func take(_ buffer: UnsafeMutableRawBufferPointer) {
        lentCount -= 1
        guard idleBytes + buffer.count <= Self.idleLimitBytes else { return buffer.deallocate() }
        idleBytes += buffer.count
        idle[buffer.count.trailingZeroBitCount].append(buffer)
    }
}
