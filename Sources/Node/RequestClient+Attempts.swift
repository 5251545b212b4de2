import Core
import Measurement
import Topology

/// One operation's way: attempt, answer or failure, the next attempt, the end.
extension RequestClient {
    /// Begins a further attempt at the next holder, or ends the operation where there is none.
    private func attempt(
        _ slot: UInt32, _ failed: OpenOperation, afterFailure failure: Status,
        view: View, at now: Instant, into effects: inout Effects
    ) {
        guard let target = nextHolder(for: failed, view: view) else {
            return finish(slot, failure, at: now, into: &effects)
        }
        var waiting = failed
        waiting.attempts += 1
        waiting.noteAsking(target, from: id, atNanoseconds: now - start)
        open[slot] = waiting
        send(waiting, in: slot, at: now, into: &effects)
    }

    /// Sends the request of an attempt, and sets its time limits.
    func send(
        _ waiting: OpenOperation, in slot: UInt32, at now: Instant, into effects: inout Effects
    ) {
        effects.send(request(for: waiting, slot), to: waiting.target)
        setDeadlines(slot, waiting, at: now, into: &effects)
    }

    /// The next holder to ask: another one than failed last, if one is believed up.
    private func nextHolder(for waiting: OpenOperation, view: View) -> NodeID? {
        let key = waiting.operation.key
        if let failed = topology.rank(of: waiting.target, for: key) {
            var others = waiting.asked
            others.insert(failed)
            if let other = topology.next(for: key, at: id, view: view, asked: others),
                view[other] == .up
            {
                return other
            }
        }
        return topology.next(for: key, at: id, view: view, asked: waiting.asked)
    }

    func answered(
        _ answer: Message, from server: NodeID, view: View, at now: Instant,
        into effects: inout Effects
    ) {
        if mends { mend(answer, from: server, into: &effects) }
        let slot = answer.ticket
        guard let waiting = open[slot],
            waiting.operation.sequence == answer.operation.sequence,
            answer.operation.participant == participant
        else { return }
        switch answer.kind {
        case .absent:
            guard waiting.target == server else { return }
            askFurther(slot, after: server, answer, view: view, at: now, into: &effects)
        case .failed:
            guard waiting.target == server else { return }
            failed(slot, .error, view: view, at: now, into: &effects)
        default:
            if mends { giveBack(answer, asked: waiting.asked, into: &effects) }
            succeeded(slot, answer, by: server, at: now, into: &effects)
        }
    }

    func undelivered(
        _ message: Message, to node: NodeID, _ reason: Undelivered, view: View, at now: Instant,
        into effects: inout Effects
    ) {
        let slot = message.ticket
        if message.kind == .get, open[slot]?.hedge == node {
            open[slot]?.hedge = nil
            return
        }
        guard message.kind == .get || message.kind == .put, let waiting = open[slot],
            message.operation
                == OperationID(
                    participant: participant, sequence: waiting.operation.sequence),
            waiting.target == node, message.attempt == UInt8(truncatingIfNeeded: waiting.attempts)
        else { return }
        switch reason {
        case .queueFull: finish(slot, .unsent, at: now, into: &effects)
        case .notConnected: failed(slot, .refused, view: view, at: now, into: &effects)
        case .interrupted: failed(slot, .reset, view: view, at: now, into: &effects)
        }
    }

    /// A connection is gone, and every operation in flight on it has failed.
    func lost(_ node: NodeID, view: View, at now: Instant, into effects: inout Effects) {
        for slot in open.inUse where open[slot]?.hedge == node { open[slot]?.hedge = nil }
        for slot in open.inUse where open[slot]?.target == node {
            failed(slot, .reset, view: view, at: now, into: &effects)
        }
    }

    /// The oldest attempt or operation may have run out of time.
    func deadline(
        _ purpose: Timer.Purpose, membership: Membership, at now: Instant,
        into effects: inout Effects
    ) {
        while let entry = takeExpired(purpose, at: now) {
            guard let waiting = open[entry.slot], waiting.operation.sequence == entry.sequence
            else { continue }
            if purpose == .operationDeadline {
                finish(entry.slot, .timeout, at: now, into: &effects)
            } else if waiting.attempts == entry.attempt {
                membership.suspect(waiting.target, at: now, into: &effects)
                failed(entry.slot, .timeout, view: membership.view, at: now, into: &effects)
            }
        }
        arm(purpose, into: &effects)
    }

    func request(for waiting: OpenOperation, _ slot: UInt32) -> Message {
        let operation = waiting.operation
        var request = Message(
            operation.kind == .get ? .get : .put,
            operation: OperationID(participant: participant, sequence: operation.sequence),
            key: operation.key)
        request.isMeasured = waiting.phase == .measure
        request.attempt = UInt8(truncatingIfNeeded: waiting.attempts)
        request.hops = waiting.hops
        request.ticket = slot
        request.serviceNanoseconds = operation.serviceNanoseconds
        if operation.kind == .put {
            request.version = waiting.version(participant: participant)
            request.contentBytes = operation.valueBytes
        }
        return request
    }

    /// A holder has nothing under the key: the next one is asked within the same attempt.
    private func askFurther(
        _ slot: UInt32, after server: NodeID, _ answer: Message, view: View, at now: Instant,
        into effects: inout Effects
    ) {
        // Only a holder can say that it has nothing.
        guard let rank = topology.rank(of: server, for: answer.key) else {
            return failed(slot, .error, view: view, at: now, into: &effects)
        }
        guard var waiting = open[slot] else { return }
        waiting.asked.insert(rank)
        waiting.hops = max(waiting.hops, answer.hops)
        guard
            let next = topology.next(for: answer.key, at: id, view: view, asked: waiting.asked)
        else {
            return finish(slot, .ok, answer: answer, by: server, at: now, into: &effects)
        }
        waiting.noteAsking(next, from: id, atNanoseconds: now - start)
        open[slot] = waiting
        effects.send(request(for: waiting, slot), to: next)
    }

    private func failed(
        _ slot: UInt32, _ status: Status, view: View, at now: Instant,
        into effects: inout Effects
    ) {
        guard let waiting = open[slot] else { return }
        if let hedge = waiting.hedge, status != .timeout {
            // The other one that was asked may still answer.
            open[slot]?.target = hedge
            open[slot]?.hedge = nil
        } else if Int(waiting.attempts) <= settings.retries, budget.spend() {
            attempt(
                slot, waiting, afterFailure: status, view: view, at: now, into: &effects)
        } else {
            finish(slot, status, at: now, into: &effects)
        }
    }
}

/// Time limits, for an attempt and for the whole operation.
extension RequestClient {
    private func setDeadlines(
        _ slot: UInt32, _ waiting: OpenOperation, at now: Instant, into effects: inout Effects
    ) {
        let entry = DeadlineQueue.Entry(
            at: now + settings.attemptTimeoutNanoseconds, slot: slot,
            sequence: waiting.operation.sequence, attempt: waiting.attempts)
        attemptDeadlines.append(entry) { hasEnded($0) }
        if !isAttemptTimerSet { arm(.attemptDeadline, into: &effects) }
        if settings.hedgeNanoseconds > 0 { setHedge(slot, entry, at: now, into: &effects) }
        guard operationsNeedDeadline, waiting.attempts == 1 else { return }
        var whole = entry
        whole.at = now + settings.timeoutNanoseconds
        operationDeadlines.append(whole) { hasEnded($0) }
        if !isOperationTimerSet { arm(.operationDeadline, into: &effects) }
    }

    func hasEnded(_ entry: DeadlineQueue.Entry) -> Bool {
        open[entry.slot]?.operation.sequence != entry.sequence
    }

    /// The next deadline that has passed or whose operation has ended already.
    private func takeExpired(
        _ purpose: Timer.Purpose, at now: Instant
    ) -> DeadlineQueue.Entry? {
        let isAttempt = purpose == .attemptDeadline
        guard let entry = isAttempt ? attemptDeadlines.first : operationDeadlines.first,
            entry.at <= now || hasEnded(entry)
        else { return nil }
        if isAttempt { attemptDeadlines.removeFirst() } else { operationDeadlines.removeFirst() }
        return entry
    }

    private func arm(_ purpose: Timer.Purpose, into effects: inout Effects) {
        let isAttempt = purpose == .attemptDeadline
        let first = isAttempt ? attemptDeadlines.first : operationDeadlines.first
        if isAttempt {
            isAttemptTimerSet = first != nil
        } else {
            isOperationTimerSet = first != nil
        }
        if let first { effects.wake(Timer(purpose), at: first.at) }
    }
}
