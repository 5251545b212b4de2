import Core
import Topology

/// Asking a second holder when the first takes long: less waiting in the tail, more load on everybody
/// (Dean and Barroso, The Tail at Scale, CACM 2013).
extension RequestClient {
    func setHedge(
        _ slot: UInt32, _ attempt: DeadlineQueue.Entry, at now: Instant,
        into effects: inout Effects
    ) {
        guard open[slot]?.operation.kind == .get else { return }
        var entry = attempt
        entry.at = now + settings.hedgeNanoseconds
        hedges.append(entry) { hasEnded($0) }
        if !isHedgeTimerSet { armHedge(into: &effects) }
    }

    /// Gets whose attempt is as old as that are asked of the next holder believed up as well.
    func hedge(view: View, at now: Instant, into effects: inout Effects) {
        while let entry = hedges.first, entry.at <= now {
            hedges.removeFirst()
            guard let waiting = open[entry.slot],
                waiting.operation.sequence == entry.sequence, waiting.attempts == entry.attempt,
                waiting.hedge == nil, let other = otherHolder(for: waiting, view: view)
            else { continue }
            open[entry.slot]?.hedge = other
            effects.send(request(for: waiting, entry.slot), to: other)
        }
        armHedge(into: &effects)
    }

    private func otherHolder(for waiting: OpenOperation, view: View) -> NodeID? {
        let key = waiting.operation.key
        guard waiting.target != id, let rank = topology.rank(of: waiting.target, for: key)
        else { return nil }
        var asked = waiting.asked
        asked.insert(rank)
        return topology.next(for: key, at: id, view: view, asked: asked).flatMap {
            $0 != id && view[$0] == .up ? $0 : nil
        }
    }

    private func armHedge(into effects: inout Effects) {
        isHedgeTimerSet = hedges.first != nil
        if let first = hedges.first { effects.wake(Timer(.hedge), at: first.at) }
    }
}
