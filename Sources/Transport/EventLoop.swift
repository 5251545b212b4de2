import CLinux
package import Core

/// Waits for descriptors and deadlines on one thread; not to be shared between threads.
///
/// A handler is kept alive for as long as its descriptor is watched.
package final class EventLoop {
    /// Who hears of a descriptor, found by its number.
    private struct Watch {
        var handler: (any EventHandler)?
        /// Goes up whenever the number is watched anew, so that an event which was already on its
        /// way when the descriptor was closed and its number reused is told from the new one's.
        var generation: UInt32 = 0
    }

    /// From here on a deadline is far away: a timer that stands costs a wait nothing, where a time
    /// limit of its own costs it a microsecond.
    private static var farNanoseconds: Nanoseconds { .milliseconds(5) }
    /// What the standing timer's events are known by; no descriptor has this number.
    private static var timerToken: UInt64 { .max }

    private let epoll: Descriptor
    private let timer: Descriptor
    /// When the standing timer expires; never later than a far deadline that is waited for.
    private var timerExpiry = Instant.never
    private let events: UnsafeMutablePointer<epoll_event>
    private var watches: [Watch] = []
    private var isTurning = false

    /// Also lets timed waits of the calling thread end to the nanosecond (PR_SET_TIMERSLACK).
    ///
    /// - Throws: `SystemError` when the process has no descriptor left.
    package init() throws(SystemError) {
        epoll = try Descriptor(adopting: cl_epoll_create(), from: "epoll_create1")
        timer = try Descriptor(adopting: cl_timer_create(), from: "timerfd_create")
        events = .allocate(capacity: Int(CL_EVENTS_MAX))
        try SystemError.check(cl_timer_slack_off(), "prctl")
        try SystemError.check(
            cl_epoll_add(epoll.raw, timer.raw, Interest.readable.rawValue, Self.timerToken),
            "epoll_ctl")
    }

    deinit {
        events.deallocate()
    }

    /// Tells `handler` from the next turn on, level-triggered unless `interest` says otherwise, until
    /// the descriptor is forgotten.
    ///
    /// A descriptor must be forgotten before it is closed.
    ///
    /// - Throws: `SystemError` when the kernel cannot watch it.
    package func watch(
        _ fd: Int32, for interest: Interest, _ handler: any EventHandler
    ) throws(SystemError) {
        let index = Int(fd)
        while watches.count <= index { watches.append(Watch()) }
        precondition(watches[index].handler == nil, "descriptor \(fd) is watched already")
        watches[index].generation &+= 1
        try SystemError.check(
            cl_epoll_add(epoll.raw, fd, interest.rawValue, token(of: fd)), "epoll_ctl")
        watches[index].handler = handler
    }

    /// Watches a descriptor for this from now on; what is the case already is told anew.
    ///
    /// - Throws: `SystemError` when the kernel cannot.
    package func change(_ fd: Int32, to interest: Interest) throws(SystemError) {
        try SystemError.check(
            cl_epoll_change(epoll.raw, fd, interest.rawValue, token(of: fd)), "epoll_ctl")
    }

    /// Stops watching; the handler hears nothing more, not even of what is ready by now.
    package func forget(_ fd: Int32) {
        let index = Int(fd)
        guard index < watches.count, watches[index].handler != nil else { return }
        _ = cl_epoll_remove(epoll.raw, fd)
        watches[index].handler = nil
    }

    /// Waits once, then tells the handlers of everything that is ready.
    ///
    /// - Parameter deadline: Ends the wait when nothing is ready by then, and never earlier; in
    ///   the past, the turn only looks; `.never` waits for as long as it takes.
    /// - Throws: `SystemError` when the wait fails; ENOSYS on a Linux before 5.11.
    package func turn(until deadline: Instant) throws(SystemError) {
        precondition(!isTurning, "a handler must not turn the loop that calls it")
        isTurning = true
        defer { isTurning = false }
        var isEarly: Bool
        repeat {
            let count = try wait(until: deadline)
            for index in 0..<count { dispatch(events[index]) }
            // The deadline that the timer was set for may have given way to a later one.
            isEarly =
                count == 1 && events[0].data.u64 == Self.timerToken && Monotonic.now() < deadline
        } while isEarly
    }

    private func wait(until deadline: Instant) throws(SystemError) -> Int {
        var limit = deadline
        if timerExpiry <= deadline {
            limit = .never
        } else if deadline > Monotonic.now() + Self.farNanoseconds {
            try SystemError.check(
                cl_timer_set(timer.raw, deadline.nanoseconds), "timerfd_settime")
            timerExpiry = deadline
            limit = .never
        }
        return Int(
            try SystemError.check(
                cl_epoll_wait(epoll.raw, events, limit.nanoseconds), "epoll_pwait2"))
    }

    private func dispatch(_ event: epoll_event) {
        guard event.data.u64 != Self.timerToken else {
            timerExpiry = .never
            _ = cl_timer_take(timer.raw)
            return
        }
        let watch = watches[Int(UInt32(truncatingIfNeeded: event.data.u64))]
        guard watch.generation == UInt32(event.data.u64 >> 32), let handler = watch.handler else {
            return
        }
        handler.ready(Readiness(rawValue: event.events))
    }

    private func token(of fd: Int32) -> UInt64 {
        UInt64(watches[Int(fd)].generation) << 32 | UInt64(UInt32(bitPattern: fd))
    }
}
