/// What is to happen, earliest first; of two things at one instant, the one scheduled first.
///
/// A binary heap over plain values. The order number makes the order total, so that a simulation
/// replays exactly. Inlinable, because a generic that is not costs 20 times as much across modules.
package struct TimedHeap<Element> {
    @usableFromInline
    struct Entry {
        @usableFromInline var at: Instant
        @usableFromInline var order: UInt64
        @usableFromInline var element: Element

        @inlinable
        init(at: Instant, order: UInt64, element: Element) {
            self.at = at
            self.order = order
            self.element = element
        }

        @inlinable
        func isBefore(_ other: Entry) -> Bool {
            at == other.at ? order < other.order : at < other.at
        }
    }

    @usableFromInline var entries: [Entry] = []
    @usableFromInline var scheduled: UInt64 = 0

    @inlinable
    package init() {}

    /// When the next element is due; `never` when there is none.
    @inlinable
    package var next: Instant { entries.first?.at ?? .never }

    @inlinable
    package var isEmpty: Bool { entries.isEmpty }

    @inlinable
    package mutating func schedule(_ element: Element, at instant: Instant) {
        let entry = Entry(at: instant, order: scheduled, element: element)
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
    }

    /// Takes the earliest element out; there must be one.
    @inlinable
    package mutating func removeFirst() -> (element: Element, at: Instant) {
        let first = entries[0]
        let last = entries.removeLast()
        if !entries.isEmpty { sink(last) }
        return (first.element, first.at)
    }

    /// Lets an entry sink from the top to its place.
    @inlinable
    mutating func sink(_ entry: Entry) {
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
