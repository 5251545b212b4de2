import Core
import Topology

/// Puts that wait for further holders to confirm them.
///
/// For half an attempt's timeout: whoever waits for the answer must not lose patience with this node
/// before this node does with a holder that is silent.
struct Replications {
    struct Waiting {
        var request: Message
        var sender: NodeID
        /// Confirmations still missing.
        var needed: Int
        /// The holders, by rank, that have been asked and have not confirmed.
        var silent: RankSet
        /// Tells it from a later one in the same slot.
        fileprivate var number: UInt32
    }

    /// The ticket of a copy whose confirmation nobody waits for.
    static let nobodyWaits = UInt32.max

    private var waiting = SlotTable<Waiting>()
    private var begun: UInt32 = 0
    private var deadlines = DeadlineQueue()
    private var isTimerSet = false
    private let patienceNanoseconds: Nanoseconds
    /// What ran out while the node itself stood still says nothing of the holders.
    private var stoodStillUntil = Instant(nanoseconds: .min)

    init(attemptTimeout: Nanoseconds) {
        patienceNanoseconds = attemptTimeout / 2
    }

    var isEmpty: Bool { waiting.count == 0 }

    /// Remembers a put until `needed` of the holders have confirmed it; the copies' ticket.
    mutating func await(
        _ needed: Int, from holders: RankSet, for request: Message, asked sender: NodeID,
        at now: Instant, into effects: inout Effects
    ) -> UInt32 {
        begun &+= 1
        let slot = waiting.insert(
            Waiting(
                request: request, sender: sender, needed: needed, silent: holders, number: begun))
        setDeadline(slot, number: begun, at: now)
        if !isTimerSet { arm(into: &effects) }
        return slot
    }

    /// Takes a confirmation in; the put itself when it was the last one needed.
    mutating func confirmed(_ confirmation: Message, by rank: Int) -> Waiting? {
        let slot = confirmation.ticket
        guard var entry = waiting[slot], entry.request.operation == confirmation.operation,
            entry.silent.contains(rank)
        else { return nil }
        entry.silent.remove(rank)
        entry.needed -= 1
        waiting[slot] = entry
        return entry.needed == 0 ? waiting.remove(slot) : nil
    }

    /// The puts that need not wait any longer because a holder is gone.
    ///
    /// `rank` tells the holder's rank for a key, nil where it is none.
    mutating func lost(rank: (Key) -> Int?) -> [Waiting] {
        var done: [Waiting] = []
        for slot in waiting.inUse {
            guard var entry = waiting[slot], let rank = rank(entry.request.key),
                entry.silent.contains(rank)
            else { continue }
            entry.silent.remove(rank)
            entry.needed = min(entry.needed, entry.silent.count)
            waiting[slot] = entry
            if entry.needed == 0 { done.append(waiting.remove(slot)) }
        }
        return done
    }

    /// A put that has waited for too long, to be waited for as long again; nil where there is none.
    mutating func nextOverdue(at now: Instant) -> Waiting? {
        while let entry = deadlines.first, entry.at <= now || hasEnded(entry) {
            deadlines.removeFirst()
            guard !hasEnded(entry), let overdue = waiting[entry.slot] else { continue }
            setDeadline(entry.slot, number: entry.sequence, at: now)
            if entry.at > stoodStillUntil { return overdue }
        }
        return nil
    }

    /// Asks to be woken when the oldest put has waited for too long.
    mutating func arm(into effects: inout Effects) {
        isTimerSet = deadlines.first != nil
        if let first = deadlines.first { effects.wake(Timer(.copyDeadline), at: first.at) }
    }

    /// The node itself stood still.
    mutating func stopped(until instant: Instant) { stoodStillUntil = instant }

    private mutating func setDeadline(_ slot: UInt32, number: UInt32, at now: Instant) {
        let waiting = waiting
        deadlines.append(
            DeadlineQueue.Entry(
                at: now + patienceNanoseconds, slot: slot, sequence: number, attempt: 0)
        ) { waiting[$0.slot]?.number != $0.sequence }
    }

    private func hasEnded(_ entry: DeadlineQueue.Entry) -> Bool {
        waiting[entry.slot]?.number != entry.sequence
    }
}
