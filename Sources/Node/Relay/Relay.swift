import Core
import Topology

/// The part that passes on, hop by hop, what is asked of nodes to which the asking one has no link.
///
/// Recursive: each node on the way remembers whom the request came from, and the answer goes back the
/// same way. A node that finds no way on says so, and one that loses the next node on the way says
/// that; both are answers to whoever asked. `Relay+Links` has how it knows its ways.
final class Relay {
    /// What has been passed on and not been answered.
    private struct Passing {
        /// As it came, or as this node's own part sent it.
        var request: Message
        var previous: NodeID
        var next: NodeID
        /// Tells it from a later one in the same slot.
        var number: UInt32
    }

    /// A request of this node's own that came to nothing on its way.
    struct Failure {
        var request: Message
        var receiver: NodeID
        var reason: Undelivered
    }

    let id: NodeID
    let overlay: Overlay
    let view: View
    /// What is known of all links.
    var states: LinkStates
    var routes: Routes
    /// Neighbours to whom there is a connection.
    var connected: [NodeID] = []
    /// Whether links have changed since the routes were found.
    var areRoutesOld = true
    /// The view's count of changes that it knows of.
    var knownChanges: UInt64 = 0
    /// Nothing is told to others before the load begins.
    var measurementStart: Instant?
    private var passing = SlotTable<Passing>()
    private var passedOn: UInt32 = 0
    private var deadlines = DeadlineQueue()
    private var isTimerSet = false
    private let timeoutNanoseconds: Nanoseconds
    private var failures = ReusedList<Failure>()
    private var failuresHead = 0

    init(_ id: NodeID, over overlay: Overlay, view: View, settings: NodeSettings) {
        self.id = id
        self.overlay = overlay
        self.view = view
        states = LinkStates(overlay)
        routes = Routes(from: id, over: overlay)
        timeoutNanoseconds = settings.timeoutNanoseconds
    }

    /// Whether nobody waits for an answer that is to come this way.
    var isIdle: Bool { passing.count == 0 }

    /// More requests than this many per node on one way, and the nodes on it disagree about it.
    private static let mostHopsPerNode = 2

    /// Sends a request of this node's own on its way.
    func ask(
        _ receiver: NodeID, _ request: Message, at now: Instant, into effects: inout Effects
    ) {
        var request = request
        if overlay.isLinked(id, receiver) {
            request.farEnd = nil
            return effects.sendDirectly(request, to: receiver)
        }
        request.farEnd = receiver
        guard let next = nextStep(to: receiver, at: now, into: &effects) else {
            return fail(request, .notConnected)
        }
        pass(request, to: next, from: id, at: now, into: &effects)
    }

    /// Takes in what is passed on: the message where it has arrived, and from whom it counts as.
    func received(
        _ message: Message, from sender: NodeID, at now: Instant, into effects: inout Effects
    ) -> (message: Message, sender: NodeID)? {
        guard message.kind.isRequest else {
            return answered(message, from: sender, into: &effects)
        }
        // Whoever passed it on last takes the answer back.
        guard let receiver = message.farEnd, receiver != id else { return (message, sender) }
        guard Int(message.hops) < Self.mostHopsPerNode * overlay.neighbors.count,
            let next = nextStep(to: receiver, at: now, into: &effects)
        else {
            effects.sendDirectly(message.answer(.unreachable), to: sender)
            return nil
        }
        var request = message
        request.hops = message.hops == .max ? .max : message.hops + 1
        pass(request, to: next, from: sender, at: now, into: &effects)
        return nil
    }

    /// What was to be passed on was not taken by the transport; whether it was.
    func undelivered(
        _ message: Message, to neighbor: NodeID, _ reason: Undelivered, into effects: inout Effects
    ) -> Bool {
        guard message.farEnd != nil else { return false }
        if message.kind.isRequest, let entry = passing[message.ticket], entry.next == neighbor,
            entry.request.operation == message.operation
        {
            giveUp(message.ticket, reason, into: &effects)
        }
        return true
    }

    /// A neighbour is gone, and all that it was to pass on with it: word of the link goes first.
    func lost(_ neighbor: NodeID, at now: Instant, into effects: inout Effects) {
        connected.removeAll { $0 == neighbor }
        neighborsChanged(at: now, into: &effects)
        for slot in passing.inUse {
            guard let entry = passing[slot] else { continue }
            if entry.next == neighbor {
                giveUp(slot, .interrupted, into: &effects)
            } else if entry.previous == neighbor {
                _ = passing.remove(slot)
            }
        }
    }

    /// Forgets what has gone unanswered for as long as an operation may last.
    func deadline(at now: Instant, into effects: inout Effects) {
        while let first = deadlines.first, first.at <= now || hasEnded(first) {
            deadlines.removeFirst()
            guard let entry = passing[first.slot], entry.number == first.sequence else { continue }
            _ = passing.remove(first.slot)
            if entry.previous == id { fail(entry.request, .notConnected) }
        }
        armTimer(into: &effects)
    }

    /// The oldest of this node's own requests that came to nothing.
    func nextFailure() -> Failure? {
        guard failuresHead < failures.count else {
            failures.removeAll()
            failuresHead = 0
            return nil
        }
        failuresHead += 1
        return failures[failuresHead - 1]
    }

    private func pass(
        _ request: Message, to next: NodeID, from previous: NodeID, at now: Instant,
        into effects: inout Effects
    ) {
        passedOn &+= 1
        let slot = passing.insert(
            Passing(request: request, previous: previous, next: next, number: passedOn))
        deadlines.append(
            DeadlineQueue.Entry(
                at: now + timeoutNanoseconds, slot: slot, sequence: passedOn, attempt: 0)
        ) { hasEnded($0) }
        if !isTimerSet { armTimer(into: &effects) }
        var copy = request
        copy.ticket = slot
        effects.sendDirectly(copy, to: next)
    }

    /// Sends an answer back the way its request came; the answer itself where it came from here.
    private func answered(
        _ answer: Message, from sender: NodeID, into effects: inout Effects
    ) -> (message: Message, sender: NodeID)? {
        guard let entry = passing[answer.ticket], let server = entry.request.farEnd,
            entry.next == sender, answer.farEnd == server, answer.attempt == entry.request.attempt,
            answer.operation == entry.request.operation
        else { return nil }
        _ = passing.remove(answer.ticket)
        var answer = answer
        answer.ticket = entry.request.ticket
        guard entry.previous == id else {
            effects.sendDirectly(answer, to: entry.previous)
            return nil
        }
        switch answer.kind {
        case .unreachable: fail(entry.request, .notConnected)
        case .interrupted: fail(entry.request, .interrupted)
        default: return (answer, server)
        }
        return nil
    }

    private func giveUp(_ slot: UInt32, _ reason: Undelivered, into effects: inout Effects) {
        let entry = passing.remove(slot)
        if entry.previous == id {
            fail(entry.request, reason)
        } else {
            let kind: Message.Kind = reason == .interrupted ? .interrupted : .unreachable
            effects.sendDirectly(entry.request.answer(kind), to: entry.previous)
        }
    }

    private func fail(_ request: Message, _ reason: Undelivered) {
        guard let receiver = request.farEnd else { return }
        failures.append(Failure(request: request, receiver: receiver, reason: reason))
    }

    private func hasEnded(_ entry: DeadlineQueue.Entry) -> Bool {
        passing[entry.slot]?.number != entry.sequence
    }

    private func armTimer(into effects: inout Effects) {
        isTimerSet = deadlines.first != nil
        if let first = deadlines.first { effects.wake(Timer(.relayDeadline), at: first.at) }
    }
}
