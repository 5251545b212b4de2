/// Buffers for whoever has bytes under way; after warm-up, lending one allocates nothing.
///
/// Sizes are powers of two. The buffer given back last is lent first: it is still in the cache.
final class BufferPool {
    /// The smallest buffer lent, in bytes: one page.
    private static let minimumBytes = 4096
    /// How much is kept for later at most, in bytes; what comes back beyond is freed.
    private static let idleLimitBytes = 32 << 20

    /// The first idle buffer of each size, by its binary logarithm; an idle buffer begins with the
    /// address of the next one.
    private let idle: UnsafeMutablePointer<UnsafeMutableRawPointer?>
    private var idleBytes = 0
    /// The buffer given back last: to lend it again, none of its memory need be read.
    private var latest = UnsafeMutableRawBufferPointer(start: nil, count: 0)
    /// How many buffers are lent at present.
    private(set) var lentCount = 0
    /// How many buffers have ever been allocated.
    private(set) var allocatedCount = 0

    init() {
        idle = .allocate(capacity: Int.bitWidth)
        idle.initialize(repeating: nil, count: Int.bitWidth)
    }

    deinit {
        latest.deallocate()
        for order in 0..<Int.bitWidth {
            while let buffer = popIdle(order) { buffer.deallocate() }
        }
        idle.deallocate()
    }

    /// A buffer of at least `bytes`, its contents undefined.
    func lend(_ bytes: Int) -> UnsafeMutableRawBufferPointer {
        let order = Int.bitWidth - (max(bytes, Self.minimumBytes) - 1).leadingZeroBitCount
        lentCount += 1
        if latest.count == 1 << order {
            defer { latest = UnsafeMutableRawBufferPointer(start: nil, count: 0) }
            idleBytes -= latest.count
            return latest
        }
        guard let buffer = popIdle(order) else {
            allocatedCount += 1
            return .allocate(byteCount: 1 << order, alignment: 16)
        }
        idleBytes -= 1 << order
        return UnsafeMutableRawBufferPointer(start: buffer, count: 1 << order)
    }

    /// Takes back a buffer that was lent.
    func take(_ buffer: UnsafeMutableRawBufferPointer) {
        lentCount -= 1
        guard idleBytes + buffer.count <= Self.idleLimitBytes else { return buffer.deallocate() }
        idleBytes += buffer.count
        if latest.count > 0 { pushIdle(latest) }
        latest = buffer
    }

    private func pushIdle(_ buffer: UnsafeMutableRawBufferPointer) {
        let order = buffer.count.trailingZeroBitCount
        buffer.storeBytes(of: idle[order], as: UnsafeMutableRawPointer?.self)
        idle[order] = buffer.baseAddress
    }

    private func popIdle(_ order: Int) -> UnsafeMutableRawPointer? {
        guard let first = idle[order] else { return nil }
        idle[order] = first.load(as: UnsafeMutableRawPointer?.self)
        return first
    }
}
