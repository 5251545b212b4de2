/// Datagrams that wait to be sent, oldest first, whoever they are for.
final class DatagramQueue {
    private struct Entry {
        var destination: Endpoint
        var byteCount: Int
    }

    /// What a socket made of a datagram.
    enum Fate {
        /// It has left this queue: sent, or refused for good, which nobody is told of.
        case over
        /// There is no room for it now.
        case waits
    }

    private let bytes: ByteQueue
    private var entries: [Entry] = []
    private var head = 0

    init(pool: BufferPool) {
        bytes = ByteQueue(pool: pool)
    }

    var isEmpty: Bool { head == entries.count }

    /// Bytes that wait.
    var byteCount: Int { bytes.count }

    /// Room for a datagram of so many bytes, to be written into and then appended.
    func room(_ count: Int) -> UnsafeMutableRawBufferPointer { bytes.room(count) }

    /// Queues what was written into the room.
    func append(_ count: Int, to destination: Endpoint) {
        bytes.append(count)
        entries.append(Entry(destination: destination, byteCount: count))
    }

    /// Offers each datagram in turn, until one has to wait.
    ///
    /// - Returns: Whether the queue is empty then.
    func drain(_ send: (UnsafeRawBufferPointer, Endpoint) -> Fate) -> Bool {
        while !isEmpty {
            let entry = entries[head]
            let datagram = UnsafeRawBufferPointer(rebasing: bytes.bytes[..<entry.byteCount])
            guard send(datagram, entry.destination) == .over else { return false }
            bytes.drop(entry.byteCount)
            head += 1
            // A queue that is never empty gives back what has left it all the same.
            if head > 1_024, 2 * head > entries.count { removeLeft() }
        }
        removeLeft()
        bytes.release()
        return true
    }

    /// Drops everything.
    func removeAll() {
        entries.removeAll(keepingCapacity: true)
        head = 0
        bytes.release()
    }

    private func removeLeft() {
        entries.removeFirst(head)
        head = 0
    }
}
