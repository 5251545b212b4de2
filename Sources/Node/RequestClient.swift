import Core
import Measurement
import Topology
import Workload

/// The client half: issues its participant's operations and takes each to exactly one status.
final class RequestClient {
    let id: NodeID
    let topology: any Topology
    /// Whether it hands holders what it finds them to lack.
    let mends: Bool
    let participant: UInt32
    let settings: NodeSettings
    /// Whether attempts can outlast their operation, so that it needs a limit of its own.
    let operationsNeedDeadline: Bool
    var open = SlotTable<OpenOperation>()
    var attemptDeadlines = DeadlineQueue()
    var operationDeadlines = DeadlineQueue()
    /// Whether a timer waits for the first entry of each queue; one is enough.
    var isAttemptTimerSet = false
    var isOperationTimerSet = false
    var start = Instant.never
    private var load: Load
    private var isToGoOn = false
    var budget: RetryBudget
    /// When each open attempt at a get asks a second holder as well.
    var hedges = DeadlineQueue()
    var isHedgeTimerSet = false
    var newest = NewestSeen()

    /// More than this many open at once, and further operations end `unsent`.
    static let maximumOpen = 1 << 16

    init(
        _ id: NodeID, in topology: any Topology, participant: Int, plan: OperationPlan,
        firstSequence: Int, settings: NodeSettings
    ) {
        self.id = id
        self.topology = topology
        mends = topology.isRepairing
        self.participant = UInt32(participant)
        self.settings = settings
        operationsNeedDeadline =
            settings.attemptTimeoutNanoseconds * Nanoseconds(settings.retries + 1)
            > settings.timeoutNanoseconds
        budget = RetryBudget(share: settings.retryBudget)
        load = Load(plan: plan, participant: participant, firstSequence: firstSequence)
    }

    var openCount: Int { open.count }

    /// Operations taken from the plan; those a closed loop still thinks about count as well.
    var begunCount: Int { load.begunCount }

    var isLoadOver: Bool { load.isOver }

    func begin(_ measurementStart: Instant, from: Instant, into effects: inout Effects) {
        start = measurementStart
        load.begin(start: start, from: from, into: &effects)
    }

    /// Issues the next planned operation of an open loop.
    func operationDue(view: View, at now: Instant, into effects: inout Effects) {
        guard let operation = load.takeDue(start: start, at: now, into: &effects) else { return }
        issue(operation, intended: operation.intendedNanoseconds, view, now, &effects)
    }

    /// Issues what a closed loop's lane has thought about, intended for the instant it was asked for.
    func laneReady(
        _ slot: UInt32, due: Instant, view: View, at now: Instant, into effects: inout Effects
    ) {
        guard let next = load.takeWaiting(slot, at: due) else { return }
        issue(next.operation, intended: next.intended, view, now, &effects)
    }

    private func issue(
        _ operation: Operation, intended: Nanoseconds, _ view: View, _ now: Instant,
        _ effects: inout Effects
    ) {
        budget.earn()
        var waiting = OpenOperation(operation, intended: intended, at: id)
        if open.count >= Self.maximumOpen {
            recordEnd(of: waiting, .unsent, at: now, into: &effects)
        } else if let holder = topology.next(
            for: operation.key, at: id, view: view, asked: waiting.asked)
        {
            waiting.attempts = 1
            waiting.noteAsking(holder, from: id, atNanoseconds: now - start)
            send(waiting, in: open.insert(waiting), at: now, into: &effects)
        } else {
            recordEnd(of: waiting, .refused, at: now, into: &effects)
        }
    }

    /// Takes an operation out, records how it ended, and lets a closed loop go on.
    func finish(
        _ slot: UInt32, _ status: Status, answer: Message? = nil, by server: NodeID? = nil,
        at now: Instant, into effects: inout Effects
    ) {
        recordEnd(
            of: open.remove(slot), status, answer: answer, by: server, at: now, into: &effects)
    }

    /// Records how an operation ended that is in no slot, or in none any more.
    private func recordEnd(
        of ended: OpenOperation, _ status: Status, answer: Message? = nil,
        by server: NodeID? = nil, at now: Instant, into effects: inout Effects
    ) {
        effects.record(sample(of: ended, status, answer: answer, by: server, at: now))
        var failed = true
        if case .ok = status { failed = false }
        load.ended(failed: failed, at: now, into: &effects)
    }

    /// Ends an operation that has been answered; a closed loop that does not think goes on in the same
    /// event, once that has been taken in.
    ///
    /// After the node's own answer it goes on by a timer: else it could go on for ever in one event.
    func succeeded(
        _ slot: UInt32, _ answer: Message, by server: NodeID, at now: Instant,
        into effects: inout Effects
    ) {
        guard load.goesOnAtOnce, server != id else {
            return finish(slot, .ok, answer: answer, by: server, at: now, into: &effects)
        }
        effects.record(
            sample(of: open.remove(slot), .ok, answer: answer, by: server, at: now))
        isToGoOn = true
    }

    /// Issues the next operation of a closed loop whose last one has just been answered.
    func goOn(view: View, at now: Instant, into effects: inout Effects) {
        guard isToGoOn else { return }
        isToGoOn = false
        guard let next = load.takeNext(at: now) else { return }
        issue(next.operation, intended: next.intended, view, now, &effects)
    }

    private func sample(
        of ended: OpenOperation, _ status: Status, answer: Message?, by server: NodeID?,
        at now: Instant
    ) -> OperationSample {
        var sample = OperationSample(
            participant: participant, sequence: ended.operation.sequence, phase: ended.phase,
            kind: ended.operation.kind, status: status, key: ended.operation.key,
            intendedNanoseconds: ended.intended, sentNanoseconds: ended.sent ?? (now - start),
            doneNanoseconds: now - start)
        sample.bytesOut = ended.operation.kind == .put ? ended.operation.valueBytes : 0
        if let answer, case .value = answer.kind { sample.bytesIn = answer.contentBytes }
        sample.hops = answer?.hops ?? ended.hops
        sample.attempts = ended.attempts
        sample.servedBy = server?.index ?? -1
        return sample
    }

    /// An asked stop is over: what was open, and what fell into it, is not taken up again.
    func stopped(until: Instant, into effects: inout Effects) {
        for slot in open.inUse {
            finish(slot, .nodeDown, at: until, into: &effects)
        }
        load.skip(until: until, start: start, into: &effects)
    }

    /// The node goes: what is open is given up, and nothing more is issued.
    func leave(at now: Instant, into effects: inout Effects) {
        load.stop()
        for slot in open.inUse {
            finish(slot, .nodeDown, at: now, into: &effects)
        }
    }

    /// The trial is over.
    func end(at now: Instant, into effects: inout Effects) {
        load.stop()
        for slot in open.inUse {
            finish(slot, .unfinished, at: now, into: &effects)
        }
    }
}
