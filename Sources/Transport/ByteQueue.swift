/// Bytes on their way in or out: appended at one end, taken from the other, always in one piece.
///
/// Its storage is borrowed from a pool while there is something in it, so that a connection with
/// nothing under way holds no buffer. It must be released to the pool before its life ends.
struct ByteQueue: ~Copyable {
    private var storage = UnsafeMutableRawBufferPointer(start: nil, count: 0)
    private var head = 0
    private var tail = 0

    deinit {
        storage.deallocate()
    }

    var count: Int { tail - head }

    /// Everything in the queue, oldest first; good until the queue is next changed.
    var bytes: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: storage[head..<tail])
    }

    /// All the room behind the last byte, at least `bytes` of it; good until the next change.
    ///
    /// Costs a constant time per byte over the queue's life: it moves what it holds only when it
    /// has at least doubled its storage or taken half of it.
    mutating func room(_ bytes: Int, from pool: BufferPool) -> UnsafeMutableRawBufferPointer {
        if storage.count - tail < bytes { makeRoom(bytes, from: pool) }
        return UnsafeMutableRawBufferPointer(rebasing: storage[tail...])
    }

    /// Counts bytes that were written into the room as appended.
    mutating func append(_ count: Int) {
        precondition(count <= storage.count - tail, "\(count) bytes in \(storage.count - tail)")
        tail += count
    }

    /// Takes bytes off the front.
    mutating func drop(_ count: Int) {
        precondition(count <= self.count, "\(count) bytes of \(self.count)")
        head += count
        if head == tail {
            head = 0
            tail = 0
        }
    }

    /// Empties the queue and gives its storage back.
    mutating func release(to pool: BufferPool) {
        guard storage.count > 0 else { return }
        pool.take(storage)
        storage = UnsafeMutableRawBufferPointer(start: nil, count: 0)
        head = 0
        tail = 0
    }

    private mutating func makeRoom(_ bytes: Int, from pool: BufferPool) {
        let old = storage
        let kept = UnsafeRawBufferPointer(self.bytes)
        let isWorthMoving = count <= old.count / 2 && count + bytes <= old.count
        if !isWorthMoving { storage = pool.lend(max(count + bytes, 2 * old.count)) }
        // Copies upwards or into other storage, and allows for overlap.
        storage.copyMemory(from: kept)
        tail = kept.count
        head = 0
        if !isWorthMoving && old.count > 0 { pool.take(old) }
    }
}
