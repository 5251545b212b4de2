import Core

/// What is to happen, earliest first; of two things at one instant, the one scheduled first.
///
/// A binary heap over plain values. The order number makes the order total, so a seed replays exactly.
struct EventHeap {
    struct Entry {
        var at: Instant
        var order: UInt64
        var happening: Happening

        func isBefore(_ other: Entry) -> Bool {
            at == other.at ? order < other.order : at < other.at
        }
    }

    private var entries: [Entry] = []
    private var scheduled: UInt64 = 0

    var next: Instant? { entries.first?.at }

    mutating func schedule(_ happening: Happening, at instant: Instant) {
        entries.append(Entry(at: instant, order: scheduled, happening: happening))
        scheduled += 1
        var child = entries.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard entries[child].isBefore(entries[parent]) else { return }
            entries.swapAt(child, parent)
            child = parent
        }
    }

    mutating func removeFirst() -> Entry {
        let first = entries[0]
        let last = entries.removeLast()
        guard !entries.isEmpty else { return first }
        entries[0] = last
        sink()
        return first
    }

    private mutating func sink() {
        var parent = 0
        while true {
            var least = 2 * parent + 1
            guard least < entries.count else { return }
            if least + 1 < entries.count, entries[least + 1].isBefore(entries[least]) { least += 1 }
            guard entries[least].isBefore(entries[parent]) else { return }
            entries.swapAt(least, parent)
            parent = least
        }
    }
}
