/// Numbers under instants, the earliest first; of two at one instant, the one scheduled first.
///
/// What a number stands for is its owner's affair. A binary heap, whose order number makes the order
/// total, so that a simulation replays exactly. Not generic, because a generic of another module that
/// is not inlinable throughout runs unspecialized, at more than ten times the cost.
package struct TimedHeap: Sendable {
    private struct Entry {
        var at: Instant
        var order: UInt64
        var number: UInt64

        func isBefore(_ other: Entry) -> Bool {
            at == other.at ? order < other.order : at < other.at
        }
    }

    private var entries: [Entry] = []
    private var scheduled: UInt64 = 0
    /// When the next number is due; `never` when there is none.
    package private(set) var next = Instant.never

    package init() {}

    package var isEmpty: Bool { entries.isEmpty }

    package mutating func schedule(_ number: UInt64, at instant: Instant) {
        let entry = Entry(at: instant, order: scheduled, number: number)
        scheduled += 1
        entries.append(entry)
        var child = entries.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard entry.isBefore(entries[parent]) else { break }
            entries[child] = entries[parent]
            child = parent
        }
        entries[child] = entry
        next = entries[0].at
    }

    /// Takes the earliest number out; there must be one.
    package mutating func removeFirst() -> (number: UInt64, at: Instant) {
        let first = entries[0]
        let last = entries.removeLast()
        if !entries.isEmpty { sink(last) }
        next = entries.isEmpty ? .never : entries[0].at
        return (first.number, first.at)
    }

    /// Lets an entry sink from the top to its place.
    private mutating func sink(_ entry: Entry) {
        var parent = 0
        while true {
            var least = 2 * parent + 1
            guard least < entries.count else { break }
            if least + 1 < entries.count, entries[least + 1].isBefore(entries[least]) { least += 1 }
            guard entries[least].isBefore(entry) else { break }
            entries[parent] = entries[least]
            parent = least
        }
        entries[parent] = entry
    }
}
