import CLinux
import Core

/// One time at which an event loop calls back.
final class Alarm: EventHandler {
    /// What to do when it rings.
    var ring: () -> Void = {}

    private let loop: EventLoop
    private var timer: Descriptor?
    private let fd: Int32

    /// - Throws: `SystemError` when the process has no descriptor left.
    init(loop: EventLoop) throws(SystemError) {
        let timer = try Descriptor(adopting: cl_timer_create(), from: "timerfd_create")
        self.loop = loop
        fd = timer.raw
        self.timer = consume timer
        try loop.watch(fd, for: .readable, self)
    }

    /// Rings at `instant`, in the next turn where that is past, and not at the time set before.
    func set(_ instant: Instant) {
        guard timer != nil else { return }
        // Fails only for what is no timer.
        _ = cl_timer_set(fd, instant.nanoseconds)
    }

    func ready(_ events: Readiness) {
        guard cl_timer_take(fd) == 1 else { return }
        ring()
    }

    /// Rings no more.
    func close() {
        loop.forget(fd)
        timer = nil
    }
}
