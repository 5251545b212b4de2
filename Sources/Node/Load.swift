import Core
import Workload

/// What a participant issues next: the plan's operations in an open or a closed loop.
struct Load {
    private let outstanding: Int?
    private let measureNanoseconds: Nanoseconds
    private let warmupNanoseconds: Nanoseconds
    private var stream: OperationStream
    /// A closed loop's operations that its lanes think about before they issue them.
    private var waiting = SlotTable<Operation>()
    private let thinksAtAll: Bool
    /// How many operations have been taken from the stream to be issued.
    private(set) var begunCount = 0
    private var next: Operation?
    private(set) var isOver = false
    private var hasBegun = false
    private var start = Instant.never
    /// A closed loop's lanes that will issue another operation.
    private var lanesLeft = 0

    /// Whether the end of one operation makes the next one begin.
    var isClosed: Bool { outstanding != nil }

    /// Whether an answer brings the next operation forth at once.
    var goesOnAtOnce: Bool { isClosed && !thinksAtAll }

    /// The end of the node's last stop.
    private var goesOnAt = Instant(nanoseconds: .min)

    /// How long a closed loop waits after an operation that failed, so that it never asks a dead
    /// server as fast as it can.
    static var pauseAfterFailureNanoseconds: Nanoseconds { .milliseconds(10) }

    init(plan: OperationPlan, participant: Int, firstSequence: Int) {
        if case .closed(let outstanding) = plan.workload.loop {
            self.outstanding = outstanding
        } else {
            outstanding = nil
        }
        measureNanoseconds = plan.schedule.measureNanoseconds
        warmupNanoseconds = plan.schedule.warmupNanoseconds
        stream = plan.stream(participant: participant)
        thinksAtAll = !plan.workload.thinkTime.isZero
        guard outstanding != nil else { return }
        for _ in 0..<firstSequence { _ = stream.next() }
    }

    /// Starts issuing; a node that comes back begins at `from`, and what lies before is not made up.
    ///
    /// One that was told to leave before it took part issues nothing.
    mutating func begin(start: Instant, from: Instant, into effects: inout Effects) {
        guard !isOver else { return }
        hasBegun = true
        self.start = start
        if let outstanding {
            let first = max(start + -warmupNanoseconds, from)
            lanesLeft = outstanding
            for _ in 0..<outstanding { wakeLane(after: 0, at: first, into: &effects) }
        } else {
            next = stream.next()
            skip(until: from, start: start, into: &effects)
        }
    }

    /// The operation that is due, and asks to be woken for the one after it.
    mutating func takeDue(
        start: Instant, at now: Instant, into effects: inout Effects
    ) -> Operation? {
        guard let due = next, start + due.intendedNanoseconds <= now else { return nil }
        next = stream.next()
        begunCount += 1
        wakeForNext(start: start, into: &effects)
        return due
    }

    /// The next operation of a closed loop that does not think, nil once measurement has ended.
    mutating func takeNext(at instant: Instant) -> (operation: Operation, intended: Nanoseconds)? {
        guard let intended = intended(at: instant), let operation = stream.next() else {
            endLane()
            return nil
        }
        begunCount += 1
        return (operation, intended)
    }

    /// The operation that a lane has thought about, nil once measurement has ended.
    mutating func takeWaiting(
        _ slot: UInt32, at instant: Instant
    ) -> (operation: Operation, intended: Nanoseconds)? {
        guard let intended = intended(at: instant) else {
            endLane()
            return nil
        }
        return (waiting.remove(slot), intended)
    }

    /// What would have been intended while the node stood still is intended for when it goes on.
    private func intended(at instant: Instant) -> Nanoseconds? {
        let intended = (goesOnAt > instant ? goesOnAt : instant) - start
        return !isOver && intended < measureNanoseconds ? intended : nil
    }

    /// An operation has ended; in a closed loop its lane goes on.
    mutating func ended(failed: Bool, at now: Instant, into effects: inout Effects) {
        guard outstanding != nil, !isOver else { return }
        wakeLane(
            after: failed ? Self.pauseAfterFailureNanoseconds : 0, at: now, into: &effects)
    }

    /// Gives a closed loop's lane its next operation, to be issued once it has thought as long as that
    /// operation asks for, at least for `shortest`.
    private mutating func wakeLane(
        after shortest: Nanoseconds, at now: Instant, into effects: inout Effects
    ) {
        guard now + shortest - start < measureNanoseconds, let operation = stream.next() else {
            return endLane()
        }
        begunCount += 1
        let due = now + max(shortest, operation.thinkNanoseconds)
        // Nobody waits for a thought that outlasts measurement; its operation is nobody's then.
        guard due - start < measureNanoseconds else { return endLane() }
        effects.wake(Timer(.laneReady, number: waiting.insert(operation)), at: due)
    }

    private mutating func endLane() {
        lanesLeft -= 1
        if lanesLeft <= 0 { isOver = true }
    }

    /// Passes over what was intended before an instant.
    mutating func skip(until instant: Instant, start: Instant, into effects: inout Effects) {
        goesOnAt = instant
        guard outstanding == nil, hasBegun else { return }
        while let operation = next, start + operation.intendedNanoseconds < instant {
            next = stream.next()
        }
        wakeForNext(start: start, into: &effects)
    }

    mutating func stop() {
        isOver = true
        next = nil
    }

    private mutating func wakeForNext(start: Instant, into effects: inout Effects) {
        if let next {
            effects.wake(Timer(.operationDue), at: start + next.intendedNanoseconds)
        } else {
            isOver = true
        }
    }
}
