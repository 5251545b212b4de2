import Core

/// Arrivals that wait for their time, those of one sender in the order in which they came.
struct ArrivalLine {
    private struct Entry {
        var due: Instant
        var arrival: Arrival
    }

    private struct Queue {
        var entries: [Entry] = []
        var head = 0
        var lastDue = Instant(nanoseconds: .min)

        var isEmpty: Bool { head == entries.count }

        mutating func removeFirst() -> Entry {
            let entry = entries[head]
            head += 1
            // A queue that is never empty gives back what has left it all the same.
            if isEmpty || head > 1_024 && 2 * head > entries.count {
                entries.removeFirst(head)
                head = 0
            }
            return entry
        }
    }

    /// By sender; empty until something waits.
    private var queues: [Queue] = []
    /// A sender for each thing that waits.
    private var heap = TimedHeap()

    var isEmpty: Bool { heap.isEmpty }

    /// When the next thing is due.
    var next: Instant { heap.next }

    /// Whether something from this sender waits.
    func holds(_ sender: NodeID) -> Bool {
        queues.indices.contains(sender.position) && !queues[sender.position].isEmpty
    }

    /// Nothing overtakes what came before it, though it may be due earlier.
    mutating func add(_ arrival: Arrival, from sender: NodeID, due: Instant) {
        let index = sender.position
        while queues.count <= index { queues.append(Queue()) }
        let due = max(due, queues[index].lastDue)
        queues[index].lastDue = due
        queues[index].entries.append(Entry(due: due, arrival: arrival))
        heap.schedule(UInt64(index), at: due)
    }

    /// The next thing whose time has come.
    mutating func removeDue(
        at now: Instant
    ) -> (arrival: Arrival, sender: NodeID, due: Instant)? {
        guard heap.next <= now, !heap.isEmpty else { return nil }
        let index = Int(heap.removeFirst().number)
        let entry = queues[index].removeFirst()
        return (entry.arrival, NodeID(index), entry.due)
    }
}
