import Core

/// Deadlines that are all equally far away when they are set, so the first set is the first due.
///
/// A ring instead of a heap: setting and dropping one costs a few nanoseconds however many are open.
struct DeadlineQueue {
    struct Entry {
        var at: Instant
        /// The operation's slot, and what tells it from a later one in the same slot.
        var slot: UInt32
        var sequence: UInt32
        var attempt: UInt16
    }

    private var ring: [Entry] = []
    private var head = 0
    private(set) var count = 0

    var first: Entry? { count == 0 ? nil : ring[head] }

    /// Adds the latest deadline, and drops up to two of the earliest whose operations have ended: so
    /// the queue stays about as short as what is open, and is never cleared all at once.
    mutating func append(_ entry: Entry, hasEnded: (Entry) -> Bool) {
        for _ in 0..<2 {
            guard let first, hasEnded(first) else { break }
            removeFirst()
        }
        if count == ring.count { grow(filledWith: entry) }
        ring[(head + count) & (ring.count - 1)] = entry
        count += 1
    }

    mutating func removeFirst() {
        precondition(count > 0, "no deadline to remove")
        count -= 1
        // An empty ring begins anew, where its memory was used last.
        head = count == 0 ? 0 : (head + 1) & (ring.count - 1)
    }

    private mutating func grow(filledWith entry: Entry) {
        var larger = Array(repeating: entry, count: max(16, ring.count * 2))
        for index in 0..<count { larger[index] = ring[(head + index) & (ring.count - 1)] }
        ring = larger
        head = 0
    }
}
