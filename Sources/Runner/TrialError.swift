import Core
package import Measurement
package import Simulation
package import Transport

/// The phases of a trial on real processes, each with a time limit.
package enum TrialPhase: String, Sendable {
    case network = "making the nodes' networks"
    case spawn = "starting the nodes"
    case join = "connecting the nodes"
    case load = "running the load"
    case drain = "waiting for open operations"
    case collect = "collecting what the nodes recorded"
}

/// Why a trial could not be finished.
package enum TrialError: Error, Equatable, Sendable {
    /// A node process could not be started.
    case spawn(node: String, SystemError)
    /// The user may have no more processes; `limit` is nil where another limit than theirs is met.
    case tooFewProcesses(node: String, needed: Int, limit: Int?)
    /// What was started as a node is some other program.
    case noNode(path: String, how: String)
    /// A node ended that nobody asked to end.
    case died(node: String, how: String, during: TrialPhase, lastWords: [String])
    /// A node says that it cannot go on.
    case failed(node: String, during: TrialPhase, text: String)
    /// A node says that the host has refused it something: space on the disk, a socket.
    case refused(node: String, during: TrialPhase, text: String)
    /// A phase took longer than it may; these nodes were still missing.
    case timeLimit(TrialPhase, seconds: Double, missing: [String])
    /// Over links that lose, limit or delay, these nodes did not get through to all others.
    case unconnected(seconds: Double, missing: [String])
    /// SIGINT or SIGTERM.
    case interrupted
    /// The host refused something the runner itself needs.
    case system(SystemError)
    case samples(SampleFileError)
    case simulation(SimulationError)

    /// Whether the host could not do it, rather than the trial went wrong.
    package var isOfHost: Bool {
        switch self {
        case .spawn, .tooFewProcesses, .noNode, .refused, .system, .samples(.file): true
        case .died, .failed, .timeLimit, .unconnected, .interrupted, .samples, .simulation: false
        }
    }

    package var message: String {
        switch self {
        case .tooFewProcesses(let node, let needed, let limit?):
            "\(node) could not be started: this user may have \(limit) processes and threads at a "
                + "time (ulimit -u), and this trial takes \(needed) beside all others: raise the "
                + "limit, or take fewer participants"
        case .tooFewProcesses(let node, let needed, nil):
            "\(node) could not be started: this host allows no more processes (pids.max of the "
                + "control group, or kernel.pid_max), and this trial takes \(needed): raise the "
                + "limit, or take fewer participants"
        case .noNode(let path, let how):
            "the node program \"\(path)\" is something else, it \(how) before it listened: build it "
                + "with `swift build -c release --product topolab-node`"
        case .spawn(let node, let error):
            "\(node) could not be started: \(error.message)"
        case .died(let node, let how, let phase, let lastWords):
            "\(node) \(how) while \(phase.rawValue)" + Self.quote(lastWords)
        case .failed(let node, let phase, let text), .refused(let node, let phase, let text):
            "\(node) gave up while \(phase.rawValue): \(text)"
        case .timeLimit(let phase, let seconds, let missing):
            "\(phase.rawValue) took longer than \(Int(seconds.rounded(.up))) s; still missing: "
                + Self.some(of: missing)
        case .unconnected(let seconds, let missing):
            "connecting the nodes took longer than \(Int(seconds.rounded(.up))) s over links that lose, "
                + "limit or delay what it takes: ask less of [network.link]; still missing: "
                + Self.some(of: missing)
        case .interrupted: "interrupted"
        case .system(let error): error.message
        case .samples(let error): error.description
        case .simulation(.interrupted): "interrupted"
        case .simulation(.timeStandsStill(let at)):
            "virtual time stands still at \(Double(at) / 1e9) s: in a closed loop something must "
                + "take time, and who holds what it asks for crosses no link; give requests a "
                + "service time (--set workload.service_time_us=100), participants a think time "
                + "(--set workload.think_ms=1) or, where all holders are other nodes, the links a "
                + "delay (--set network.link.delay_ms=1)"
        }
    }

    private static func some(of names: [String]) -> String {
        names.prefix(5).joined(separator: ", ")
            + (names.count > 5 ? " and \(names.count - 5) more" : "")
    }

    private static func quote(_ lastWords: [String]) -> String {
        lastWords.isEmpty
            ? "; it said nothing on standard error"
            : "; its last words:\n" + lastWords.map { "  | \($0)" }.joined(separator: "\n")
    }
}
