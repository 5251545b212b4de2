import Core
import Workload

/// What a participant issues next: the plan's operations in an open or a closed loop.
struct Load {
    private let outstanding: Int?
    private let measureNanoseconds: Nanoseconds
    private let warmupNanoseconds: Nanoseconds
    private var stream: OperationStream
    private var next: Operation?
    private(set) var isOver = false
    private var hasBegun = false

    /// Whether the end of one operation makes the next one begin.
    var isClosed: Bool { outstanding != nil }

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
        if outstanding != nil { for _ in 0..<firstSequence { _ = stream.next() } }
    }

    /// Starts issuing; a node that comes back begins at `from`, and what lies before is not made up.
    mutating func begin(start: Instant, from: Instant, into effects: inout Effects) {
        hasBegun = true
        if let outstanding {
            let first = max(start + -warmupNanoseconds, from)
            for _ in 0..<outstanding { effects.wake(Timer(.laneReady), at: first) }
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
        wakeForNext(start: start, into: &effects)
        return due
    }

    /// A closed loop's next operation and when it is intended, nil once measurement has ended.
    ///
    /// What would have been intended while the node stood still is intended for when it goes on.
    mutating func takeNext(
        at instant: Instant, start: Instant
    ) -> (operation: Operation, intended: Nanoseconds)? {
        let intended = max(instant, goesOnAt) - start
        guard !isOver, intended < measureNanoseconds, let operation = stream.next() else {
            isOver = true
            return nil
        }
        return (operation, intended)
    }

    /// An operation has ended; in a closed loop its lane goes on.
    mutating func ended(failed: Bool, at now: Instant, into effects: inout Effects) {
        guard outstanding != nil, !isOver else { return }
        let pause = failed ? Self.pauseAfterFailureNanoseconds : 0
        effects.wake(Timer(.laneReady), at: now + pause)
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

    mutating func stop() { isOver = true }

    private mutating func wakeForNext(start: Instant, into effects: inout Effects) {
        if let next {
            effects.wake(Timer(.operationDue), at: start + next.intendedNanoseconds)
        } else {
            isOver = true
        }
    }
}
