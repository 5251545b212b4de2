/// Bytes on their way in or out: appended at one end, taken from the other, always in one piece.
///
/// Its storage is borrowed from a pool while there is something in it, so that a connection with
/// nothing under way holds no buffer. A class of plain numbers, since their every access in a
/// class is checked for exclusivity at run time only where it could contain another.
final class ByteQueue {
    private let pool: BufferPool
    private var storage = UnsafeMutableRawBufferPointer(start: nil, count: 0)
    private var head = 0
    private var tail = 0

    init(pool: BufferPool) {
        self.pool = pool
    }

    deinit {
        release()
    }

    var count: Int { tail - head }

    /// Everything in the queue, oldest first; good until the queue is next changed.
    var bytes: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: storage.baseAddress?.advanced(by: head), count: count)
    }

    /// All the room behind the last byte, at least `bytes` of it; good until the next change.
    ///
    /// Each byte is moved a constant number of times at most: only when the storage doubles, or
    /// when at least half of it has been taken.
    func room(_ bytes: Int) -> UnsafeMutableRawBufferPointer {
        if storage.count - tail < bytes { makeRoom(bytes) }
        return UnsafeMutableRawBufferPointer(
            start: storage.baseAddress?.advanced(by: tail), count: storage.count - tail)
    }

    /// Counts bytes that were written into the room as appended.
    func append(_ count: Int) {
        precondition(count <= storage.count - tail, "\(count) bytes in \(storage.count - tail)")
        tail += count
    }

    /// Takes bytes off the front.
    func drop(_ count: Int) {
        precondition(count <= self.count, "\(count) bytes of \(self.count)")
        head += count
    }

    /// Gives the storage back if nothing is in it.
    func releaseIfEmpty() {
        if head == tail { release() }
    }

    /// Drops everything and gives the storage back.
    func release() {
        head = 0
        tail = 0
        guard storage.count > 0 else { return }
        pool.take(storage)
        storage = UnsafeMutableRawBufferPointer(start: nil, count: 0)
    }

    private func makeRoom(_ bytes: Int) {
        guard storage.count > 0 else {
            storage = pool.lend(bytes)
            return
        }
        let kept = self.bytes
        if kept.count <= storage.count / 2 && kept.count + bytes <= storage.count {
            storage.copyMemory(from: kept)
        } else {
            let former = storage
            storage = pool.lend(max(kept.count + bytes, 2 * former.count))
            storage.copyMemory(from: kept)
            pool.take(former)
        }
        head = 0
        tail = kept.count
    }
}
