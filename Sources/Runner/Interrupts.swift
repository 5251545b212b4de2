import CLinux
package import Transport

/// SIGINT, SIGTERM and SIGHUP as something a loop waits for, instead of an end in mid-sentence.
package final class Interrupts: EventHandler {
    private let signals: Descriptor
    /// One of them has come.
    package private(set) var isRaised = false

    /// Blocks the signals in this process, before any other thread exists.
    package init(on loop: EventLoop) throws(SystemError) {
        signals = try Descriptor(adopting: cl_signals_open(), from: "signalfd")
        try loop.watch(signals.raw, for: .readable, self)
    }

    /// From now on a signal ends the program at once with that status, after some words: when all
    /// that is left to do can be done again.
    package static func endProgram(status: Int32, saying words: String) {
        cl_signals_end_with(words, status)
    }

    package func ready(_ events: Readiness) { look() }

    /// Looks for a signal without a turn of the loop; whether one has come, now or before.
    @discardableResult
    package func look() -> Bool {
        while cl_signals_take(signals.raw) > 0 { isRaised = true }
        return isRaised
    }
}
