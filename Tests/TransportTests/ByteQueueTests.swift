import Core
import Testing

@testable import Transport

@Suite("Byte queue")
struct ByteQueueTests {
    private func append(_ bytes: [UInt8], to queue: ByteQueue) {
        queue.room(bytes.count).copyBytes(from: bytes)
        queue.append(bytes.count)
    }

    @Test("Bytes come out as they went in, whatever the pieces", arguments: UInt64(0)..<20)
    func order(_ seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let pool = BufferPool()
        let queue = ByteQueue(pool: pool)
        var expected: [UInt8] = []
        for _ in 0..<500 {
            if random.next(below: 2) == 0 {
                let piece = (0..<random.next(below: 5000)).map {
                    UInt8(truncatingIfNeeded: $0 &* seed)
                }
                append(piece, to: queue)
                expected += piece
            } else {
                let count = Int(random.next(below: UInt64(expected.count + 1)))
                queue.drop(count)
                expected.removeFirst(count)
            }
            #expect(queue.count == expected.count)
            #expect(Array(queue.bytes) == expected)
        }
        queue.release()
        #expect(queue.count == 0 && pool.lentCount == 0)
    }

    @Test("A queue that never empties reuses its storage")
    func sliding() {
        let pool = BufferPool()
        let queue = ByteQueue(pool: pool)
        append(Array(repeating: 0, count: 1500), to: queue)
        for _ in 0..<10_000 {
            append(Array(repeating: 1, count: 1000), to: queue)
            queue.drop(1000)
        }
        #expect(pool.allocatedCount <= 2)
    }

    @Test("A queue that is let go of gives its storage back")
    func lifetime() {
        let pool = BufferPool()
        do {
            let queue = ByteQueue(pool: pool)
            append([1], to: queue)
            #expect(pool.lentCount == 1)
        }
        #expect(pool.lentCount == 0)
    }

    @Test("A buffer is as large as asked for, and the one given back last is lent first")
    func pool() {
        let pool = BufferPool()
        for bytes in [1, 4096, 4097, 65_536, 1 << 20, (1 << 20) + 1] {
            let buffer = pool.lend(bytes)
            #expect(buffer.count >= bytes && buffer.count < max(2 * bytes, 4097))
            pool.take(buffer)
            let again = pool.lend(bytes)
            #expect(again.baseAddress == buffer.baseAddress)
            pool.take(again)
        }
        #expect(pool.allocatedCount == 5)
    }

    @Test("More than is taken in cannot be taken out")
    func precondition() async {
        await #expect(processExitsWith: .failure) {
            ByteQueue(pool: BufferPool()).drop(1)
        }
    }
}
