import Core
import Topology

/// Puts that wait for further holders to confirm them.
struct Replications {
    struct Waiting {
        var request: Message
        var sender: NodeID
        /// Confirmations still missing.
        var needed: Int
        /// The holders, by rank, that have been asked and have not confirmed.
        var silent: RankSet
    }

    /// The ticket of a copy whose confirmation nobody waits for.
    static let nobodyWaits = UInt32.max

    private var waiting = SlotTable<Waiting>()

    var isEmpty: Bool { waiting.count == 0 }

    /// Remembers a put until `needed` of the holders have confirmed it; the copies' ticket.
    mutating func await(
        _ needed: Int, from holders: RankSet, for request: Message, asked sender: NodeID
    ) -> UInt32 {
        waiting.insert(
            Waiting(request: request, sender: sender, needed: needed, silent: holders))
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
}
