import CLinux
import Core
import Glibc
import NodeProcess
import Transport
import Workload

/// An exchange in bare C: its server and clients are started, told when, and asked what they did.
final class BaselineExchange {
    /// Who exchanges what in bare C.
    struct Shape {
        var clients: Int
        /// Operations each client keeps out.
        var outstanding: Int
        var frames: Bool
    }

    private let shape: Shape
    private let schedule: Schedule
    private let site: CalibrationSite
    private var server: NodeHandle?
    private var clients: [NodeHandle] = []
    private var phase = TrialPhase.spawn

    private static let limitNanoseconds: Nanoseconds = .seconds(15)
    /// Until every client has been told.
    private static let leadNanoseconds: Nanoseconds = .milliseconds(100)

    init(_ shape: Shape, _ schedule: Schedule, at site: CalibrationSite) {
        self.shape = shape
        self.schedule = schedule
        self.site = site
    }

    deinit {
        destroy()
    }

    /// Runs it once; whatever happens, none of its processes is left.
    ///
    /// - Throws: `TrialError`, as trials do.
    func run() throws(TrialError) -> Side {
        defer { destroy() }
        let server = try start("c-server", ["server", number], on: site.processors.server)
        self.server = server
        guard case .listening(let port) = try report(of: server) else {
            throw .failed(node: server.name, during: phase, text: "it does not listen")
        }
        for index in 0..<shape.clients {
            clients.append(
                try start(
                    "c-client-\(index)", ["client", number, "\(port)", "\(shape.outstanding)"],
                    on: site.processors.clients))
        }
        phase = .join
        for client in clients { _ = try report(of: client) }
        try tellWhen()
        phase = .load
        let asked = try clients.map { client throws(TrialError) in try counts(of: client) }
        phase = .collect
        try send("finish", to: server)
        return side(server: try counts(of: server), clients: asked)
    }

    private var number: String {
        "\((shape.frames ? CL_BASELINE_FRAMES : CL_BASELINE_ECHO).rawValue)"
    }

    private func destroy() {
        let all = [server].compactMap { $0 } + clients
        for handle in all { handle.signal(SIGKILL) }
        for handle in all { handle.destroy() }
    }

    private func start(
        _ name: String, _ arguments: [String], on processor: Int32
    ) throws(TrialError) -> NodeHandle {
        do throws(SystemError) {
            let handle = try NodeHandle(
                name: name, executable: site.selfExecutable,
                arguments: [BaselineProcess.argument] + arguments, on: site.environment.loop)
            Processors.pin(handle.pid, to: processor)
            return handle
        } catch {
            throw .spawn(node: name, error)
        }
    }

    /// All begin at one instant, as nodes do.
    private func tellWhen() throws(TrialError) {
        let start = Monotonic.now() + Self.leadNanoseconds + schedule.warmupNanoseconds
        let times = cl_baseline_schedule(
            warmup_from_ns: (start + -schedule.warmupNanoseconds).nanoseconds,
            measure_from_ns: start.nanoseconds,
            measure_until_ns: (start + schedule.measureNanoseconds).nanoseconds)
        for client in clients { try send(times.line, to: client) }
    }

    private func send(_ line: String, to handle: NodeHandle) throws(TrialError) {
        do throws(SystemError) {
            try handle.channel.send(line)
        } catch {
            throw .system(error)
        }
    }

    private func counts(of handle: NodeHandle) throws(TrialError) -> BaselineReport.Counts {
        guard case .done(let counts) = try report(of: handle) else {
            throw .failed(node: handle.name, during: phase, text: "it does not say what it did")
        }
        return counts
    }

    /// Waits for a process's next line.
    private func report(of handle: NodeHandle) throws(TrialError) -> BaselineReport {
        let deadline = Monotonic.now() + Self.limitNanoseconds
        while Monotonic.now() < deadline {
            if let line = handle.channel.nextLine(), let report = BaselineReport(line: line) {
                return report
            }
            if let end = handle.end {
                throw .died(
                    node: handle.name, how: end.how, during: phase, lastWords: handle.lastWords)
            }
            if site.environment.interrupts.isRaised { throw .interrupted }
            do throws(SystemError) {
                try site.environment.loop.turn(until: deadline)
            } catch {
                throw .system(error)
            }
        }
        throw .timeLimit(
            phase, seconds: Self.limitNanoseconds.inSeconds, missing: [handle.name])
    }

    private func side(
        server: BaselineReport.Counts, clients: [BaselineReport.Counts]
    ) -> Side {
        let measured = clients.reduce(0) { $0 + Double($1.measured) }
        return Side(
            operationsPerSecond: measured / schedule.measureNanoseconds.inSeconds,
            p50Nanoseconds: Spread(clients.map { Double($0.p50Nanoseconds) }).median,
            p99Nanoseconds: Spread(clients.map { Double($0.p99Nanoseconds) }).median,
            client: Effort(clients), server: Effort([server]))
    }
}

extension Effort {
    fileprivate init(_ counts: [BaselineReport.Counts]) {
        func total(_ number: KeyPath<BaselineReport.Counts, Int64>) -> Double {
            counts.reduce(0) { $0 + Double($1[keyPath: number]) }
        }
        let operations = max(1, total(\.operations))
        self.init(
            user: total(\.userNanoseconds) / operations / 1e3,
            system: total(\.systemNanoseconds) / operations / 1e3,
            waits: total(\.waits) / operations)
    }
}
