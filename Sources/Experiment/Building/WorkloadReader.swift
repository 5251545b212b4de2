import Workload

/// Reads `[workload]`: what is done, how long one waits for it, and whether all of it can be done.
struct WorkloadReader {
    private(set) var section: Section
    private(set) var findings = Findings()
    private let schedule: Section

    /// The most operations of a trial, each of which leaves a sample in a file mapped to memory.
    private static let maximumOperations = 50_000_000.0
    private static let shortestAttemptMilliseconds = 1.0

    init(_ section: Section, schedule: Section) {
        self.section = section
        self.schedule = schedule
    }

    mutating func read() -> RequestWorkload {
        checkPlannedOperations()
        resolveTimeouts()
        return RequestWorkload(
            loop: loop,
            arrivals: section.optionalText("arrivals") == "constant" ? .constant : .poisson,
            readShare: section.number("read_share"), keys: section.integer("keys"),
            popularity: popularity, valueBytes: section.integer("value_bytes"))
    }

    private var loop: RequestWorkload.Loop {
        if let outstanding = section.optionalInteger("outstanding") {
            return .closed(outstanding: outstanding)
        }
        return .open(ratePerSecond: section.number("rate_per_s"))
    }

    private var popularity: RequestWorkload.Popularity {
        section.optionalNumber("zipf_exponent").map { .zipf(exponent: $0) } ?? .uniform
    }

    private mutating func checkPlannedOperations() {
        guard let rate = section.optionalNumber("rate_per_s"), section.isSound("rate_per_s"),
            schedule.isSound("warmup_s", "measure_s")
        else { return }
        let seconds = schedule.number("warmup_s") + schedule.number("measure_s")
        let count = (rate * seconds).rounded()
        guard count > Self.maximumOperations else { return }
        findings.report(
            .contradiction(
                .tooManyOperations(
                    count, ratePerSecond: rate, seconds: seconds,
                    maximum: Self.maximumOperations)),
            at: section.place(of: "rate_per_s"))
    }

    /// Fills in the timeouts that follow from others, and holds those that are given against them.
    private mutating func resolveTimeouts() {
        let timeout = section.number("timeout_ms")
        let attempts = Double(section.integer("retries") + 1)
        if section.isGiven("attempt_timeout_ms") {
            checkAttemptTimeout(timeout)
        } else if timeout / attempts < Self.shortestAttemptMilliseconds {
            checkRetries(timeout)
        }
        section.derive("attempt_timeout_ms", .number(timeout / attempts))
        section.derive("objective_ms", .number(timeout))
    }

    private mutating func checkAttemptTimeout(_ timeout: Double) {
        guard section.isSound("timeout_ms", "attempt_timeout_ms") else { return }
        let attempt = section.number("attempt_timeout_ms")
        guard attempt > timeout else { return }
        findings.report(
            .contradiction(
                .conflict(
                    "attempt_timeout_ms", value: digits(attempt),
                    expected: "at most \(digits(timeout)), the value of timeout_ms")),
            at: section.place(of: "attempt_timeout_ms"))
    }

    private mutating func checkRetries(_ timeout: Double) {
        guard section.isSound("timeout_ms", "retries", "attempt_timeout_ms") else { return }
        let attempts = Int(timeout / Self.shortestAttemptMilliseconds)
        findings.report(
            .contradiction(
                .conflict(
                    "retries", value: digits(section.integer("retries")),
                    expected: "at most \(digits(attempts - 1)), so that each attempt has "
                        + "1 ms of the \(digits(timeout)) ms of timeout_ms")),
            at: section.place(of: "retries"))
    }
}
