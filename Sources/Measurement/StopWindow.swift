package import Core
import Synchronization

/// When a node is stopped by an asked fault: from `from` until `until`, in nanoseconds from the
/// start of measurement; `until` is the largest number while the end is not known.
package struct StopWindow: Equatable, Sendable {
    /// Counts the windows set so far, this one included.
    package var generation: UInt64
    package var from: Nanoseconds
    package var until: Nanoseconds

    /// The window of that generation.
    package init(generation: UInt64, from: Nanoseconds, until: Nanoseconds) {
        self.generation = generation
        self.from = from
        self.until = until
    }

    /// Whether the node was stopped at a moment.
    package func contains(_ moment: Nanoseconds) -> Bool {
        moment >= from && moment < until
    }
}

/// Where one process sets a stop window and another finds it, without either waiting.
///
/// Windows take turns in two slots and the generation is published last, so a reader that finds it
/// unchanged has read a slot nobody was writing.
struct StopWindowCell {
    /// Generation, then from and until of each slot.
    static let byteCount = 40

    private let words: UnsafeMutablePointer<Atomic<UInt64>>

    init(at address: UnsafeMutableRawPointer) {
        words = address.bindMemory(to: Atomic<UInt64>.self, capacity: 5)
    }

    /// The latest window, or nil when `seen` is its generation: then this is one atomic load.
    func read(after seen: UInt64) -> StopWindow? {
        var generation = words[0].load(ordering: .acquiring)
        while generation != seen {
            let slot = 1 + 2 * Int(generation & 1)
            let from = words[slot].load(ordering: .acquiring)
            let until = words[slot + 1].load(ordering: .acquiring)
            let latest = words[0].load(ordering: .acquiring)
            if latest == generation {
                return StopWindow(
                    generation: generation, from: Nanoseconds(bitPattern: from),
                    until: Nanoseconds(bitPattern: until))
            }
            generation = latest
        }
        return nil
    }

    /// Publishes a window; one process may do so at a time.
    func write(from: Nanoseconds, until: Nanoseconds) {
        let generation = words[0].load(ordering: .relaxed) + 1
        let slot = 1 + 2 * Int(generation & 1)
        words[slot].store(UInt64(bitPattern: from), ordering: .releasing)
        words[slot + 1].store(UInt64(bitPattern: until), ordering: .releasing)
        words[0].store(generation, ordering: .releasing)
    }
}
