import CLinux
import Core

/// What a process of the exchange in bare C tells its parent, a line each.
package enum BaselineReport: Equatable, Sendable {
    /// The server can be connected to, on 127.0.0.1.
    case listening(port: UInt16)
    /// The client is connected, and waits to be told when to ask.
    case connected
    /// It is over.
    case done(Counts)

    /// What `cl_baseline_result` holds.
    package struct Counts: Equatable, Sendable {
        /// Operations answered, those of warm-up included, and processor time for all of them.
        var operations: Int64
        var userNanoseconds: Int64
        var systemNanoseconds: Int64
        var waits: Int64
        /// A client's operations of measurement and their response times; 0 at a server.
        var measured: Int64 = 0
        var p50Nanoseconds: Int64 = 0
        var p99Nanoseconds: Int64 = 0
    }

    init(_ result: cl_baseline_result) {
        self = .done(
            Counts(
                operations: result.operations,
                userNanoseconds: result.user_ns, systemNanoseconds: result.system_ns,
                waits: result.waits,
                measured: result.measured, p50Nanoseconds: result.p50_ns,
                p99Nanoseconds: result.p99_ns))
    }

    package var line: String {
        switch self {
        case .listening(let port): "listening \(port)"
        case .connected: "connected"
        case .done(let counts):
            "done \(counts.operations) \(counts.userNanoseconds) \(counts.systemNanoseconds) "
                + "\(counts.waits) \(counts.measured) "
                + "\(counts.p50Nanoseconds) \(counts.p99Nanoseconds)"
        }
    }

    package init?(line: String) {
        let words = line.split(separator: " ")
        let numbers = words.dropFirst().compactMap { Int64($0) }
        switch (words.first, numbers.count) {
        case ("listening", 1): self = .listening(port: UInt16(clamping: numbers[0]))
        case ("connected", 0): self = .connected
        case ("done", 7):
            self = .done(
                Counts(
                    operations: numbers[0], userNanoseconds: numbers[1],
                    systemNanoseconds: numbers[2], waits: numbers[3], measured: numbers[4],
                    p50Nanoseconds: numbers[5], p99Nanoseconds: numbers[6]))
        default: return nil
        }
    }
}

extension cl_baseline_schedule {
    /// What the parent tells a client: when to ask.
    var line: String { "ask \(warmup_from_ns) \(measure_from_ns) \(measure_until_ns)" }

    init?(line: String) {
        let words = line.split(separator: " ")
        let numbers = words.dropFirst().compactMap { Int64($0) }
        guard words.first == "ask", numbers.count == 3 else { return nil }
        self.init(
            warmup_from_ns: numbers[0], measure_from_ns: numbers[1], measure_until_ns: numbers[2])
    }
}
