import Core

/// What is to happen in a simulation, the earliest first; of two things at one instant, the one
/// scheduled first.
struct Agenda {
    private var times = TimedHeap()
    /// By the number that stands in `times`; nil where the number is free.
    private var happenings: [Happening?] = []
    private var freeNumbers: [Int] = []

    var isEmpty: Bool { times.isEmpty }

    /// When the next thing happens; `never` when there is none.
    var next: Instant { times.next }

    mutating func schedule(_ happening: Happening, at instant: Instant) {
        let number = freeNumbers.popLast() ?? happenings.count
        if number == happenings.count { happenings.append(nil) }
        happenings[number] = happening
        times.schedule(UInt64(number), at: instant)
    }

    /// Takes the earliest out; there must be one.
    mutating func removeFirst() -> Happening {
        let number = Int(times.removeFirst().number)
        guard let happening = happenings[number].take() else {
            preconditionFailure("nothing is scheduled under \(number)")
        }
        freeNumbers.append(number)
        return happening
    }
}
