import Core
import Workload

/// Reads `[workload]`: what is done, how long one waits for it, and whether all of it can be done.
struct WorkloadReader {
    private(set) var section: Section
    private(set) var findings = Findings()
    private let schedule: Section
    private let participants: Section
    private(set) var traceFiles: TraceFiles

    /// The most operations of a trial, each of which leaves a sample in a file mapped to memory.
    static let maximumOperations = 50_000_000.0
    private static let shortestAttemptMilliseconds = 1.0

    init(
        _ section: Section, schedule: Section, participants: Section, traceFiles: TraceFiles
    ) {
        self.section = section
        self.schedule = schedule
        self.participants = participants
        self.traceFiles = traceFiles
    }

    mutating func read() -> RequestWorkload {
        checkPlannedOperations()
        resolveTimeouts()
        checkServiceTimes()
        let arrivals = readArrivals()
        return RequestWorkload(
            loop: loop(arrivals), arrivals: arrivals, readShare: section.number("read_share"),
            keys: section.integer("keys"), popularity: popularity,
            valueBytes: section.integer("value_bytes"), serviceTime: serviceTime,
            thinkTime: thinkTime)
    }

    private mutating func readArrivals() -> RequestWorkload.Arrivals {
        switch section.optionalText("arrivals") {
        case "constant": return .constant
        case "trace":
            do throws(TraceProblem) {
                return .trace(
                    try traceFiles.trace(
                        section, schedule: schedule, participants: participants.integer("count")))
            } catch {
                findings.report(.trace(error), at: section.place(of: error.key))
                return .trace(OperationTrace(entries: []))
            }
        default: return .poisson
        }
    }

    private mutating func checkServiceTimes() {
        guard section.isSound("service_time_us", "service_high_us"),
            let high = section.optionalNumber("service_high_us")
        else { return }
        let low = section.number("service_time_us")
        guard high < low else { return }
        findings.report(
            .contradiction(
                .conflict(
                    "service_high_us", value: digits(high),
                    expected: "at least \(digits(low)), the value of service_time_us")),
            at: section.place(of: "service_high_us"))
    }

    private var serviceTime: TimeDistribution {
        let time = section.number("service_time_us")
        return switch section.text("service_distribution") {
        case "two-point":
            .twoPoint(
                low: .seconds(time / 1e6), high: .seconds(section.number("service_high_us") / 1e6),
                highShare: section.number("service_high_share"))
        case "exponential" where time > 0: .exponential(meanNanoseconds: time * 1e3)
        default: .fixed(.seconds(time / 1e6))
        }
    }

    private var thinkTime: TimeDistribution {
        let time = section.optionalNumber("think_ms") ?? 0
        return section.optionalText("think_distribution") == "exponential" && time > 0
            ? .exponential(meanNanoseconds: time * 1e6) : .fixed(.seconds(time / 1e3))
    }

    private func loop(_ arrivals: RequestWorkload.Arrivals) -> RequestWorkload.Loop {
        if case .trace(let trace) = arrivals {
            let load = schedule.number("warmup_s") + schedule.number("measure_s")
            return .open(ratePerSecond: Double(max(1, trace.count)) / load)
        }
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
