import CLinux
import Core
import Glibc
package import Measurement
import Node
package import Topology
package import Transport

/// One node on real sockets: a process, a thread, an event loop.
///
/// It does what the runner says over the control channel, which is also its lifeline: when the
/// channel closes, the runner is gone, and so is the node.
package final class NodeProcess {
    private let loop: EventLoop
    private let control: LineChannel
    private let topologies: TopologyRegistry
    private var host: NodeHost?
    private var assignmentLines: [String]?
    private var hasJoined = false
    private var hasDrained = false
    private var isOver = false
    /// The process's exit status.
    private var status: Int32 = 0
    /// Whether the runner has said something, or is gone.
    private var isSpokenTo = false

    /// The descriptor under which a node finds its control channel.
    package static let controlDescriptor: Int32 = 3

    /// Runs the node whose control channel is descriptor 3 until it is told to leave.
    ///
    /// Its arguments are its name and its parent, and where it is to enter a network of its own,
    /// that network's path and, if there is one, its user namespace's.
    ///
    /// - Parameter topologies: What the assignment may name; the standard ones, or more.
    /// - Returns: The process's exit status.
    package static func main(topologies: TopologyRegistry) -> Int32 {
        // Ctrl-C and a stopped service reach every process of a group; when to leave is the
        // runner's to say. A file too large is an error like a full disk.
        for number in [SIGINT, SIGTERM, SIGHUP, SIGXFSZ] { signal(number, SIG_IGN) }
        guard let parent = CommandLine.arguments.dropFirst(2).first.flatMap({ Int32($0) }) else {
            complain(
                "a node is started by topolab, with its name and its parent; see topolab --help")
            return 2
        }
        // Before all else, since only a process of one thread may enter a user namespace, and
        // entering makes the kernel forget whom to die with.
        let networks = CommandLine.arguments.dropFirst(3)
        if let network = networks.first {
            let code = cl_namespace_join(networks.dropFirst().first, network)
            guard code == 0 else {
                complain(SystemError("enter the network \(network)", code: -code).message)
                return 1
            }
        }
        // The parent may have gone before the kernel was told to mind it.
        guard cl_die_with_parent(SIGKILL) == 0, getppid() == parent else { return 1 }
        _ = cl_timer_slack_off()
        do throws(SystemError) {
            let process = try NodeProcess(topologies: topologies)
            return try process.run()
        } catch {
            Self.complain(error.message)
            return 1
        }
    }

    private init(topologies: TopologyRegistry) throws(SystemError) {
        self.topologies = topologies
        loop = try EventLoop()
        control = try LineChannel(Descriptor(adopting: Self.controlDescriptor), on: loop)
        control.heard = { [unowned self] in isSpokenTo = true }
    }

    private func run() throws(SystemError) -> Int32 {
        while host == nil, !isOver {
            try loop.turn(until: .never)
            try listen()
        }
        // The host is the node for the rest of the process's life.
        if let host {
            while !isOver {
                try host.turn()
                try report(host)
                if isSpokenTo { try listen() }
            }
        }
        return status
    }

    /// Does what the runner has said by now.
    private func listen() throws(SystemError) {
        isSpokenTo = false
        while !isOver, let line = control.nextLine() {
            do throws(NodeFailure) {
                try obey(line)
            } catch {
                Self.complain(error.message)
                try control.send(error.report.line)
                return end(with: 1)
            }
            // It may already be done: nobody to connect to, nothing to issue.
            if let host { try report(host) }
        }
        if control.isClosed, !isOver { end(with: 1) }
    }

    private func end(with status: Int32) {
        isOver = true
        self.status = status
    }

    private func obey(_ line: String) throws(NodeFailure) {
        if assignmentLines != nil {
            try takeAssignment(line)
            return
        }
        guard let command = Command(line: line) else { throw .unknownCommand(line) }
        switch command {
        case .assign where host == nil: assignmentLines = []
        case .assign: throw .unknownCommand(line)
        case .dial(let absent): host?.dialPeers(except: absent)
        case .begin(let start, let from): host?.begin(measurementStart: start, from: from)
        case .slow(let factor): host?.slow(factor: factor)
        case .ways(let ways): host?.set(ways)
        case .leave: host?.leave()
        case .finish: try finish()
        case .exit: isOver = true
        }
    }

    private func takeAssignment(_ line: String) throws(NodeFailure) {
        guard line == "." else {
            assignmentLines?.append(line)
            return
        }
        let lines = assignmentLines ?? []
        assignmentLines = nil
        let assignment: Assignment
        do throws(AssignmentError) {
            assignment = try Assignment(lines: lines)
        } catch {
            throw .assignment(error)
        }
        host = try NodeHost(assignment, topologies: topologies, loop: loop)
        try send(Report.listening.line)
    }

    private func finish() throws(NodeFailure) {
        guard let host else { return }
        try host.end()
        var lines = host.stored.map { Report.stored($0.key, $0.version).line }
        lines.append(Report.finished.line)
        do throws(SystemError) {
            try control.send(lines)
        } catch {
            throw .system(error)
        }
    }

    /// Tells the runner, once each, that all neighbours are connected and that the load is over.
    private func report(_ host: NodeHost) throws(SystemError) {
        if let failure = host.failure {
            Self.complain(failure.message)
            try control.send(failure.report.line)
            isOver = true
        }
        if !hasJoined, let joinedAt = host.joinedAt {
            hasJoined = true
            try control.send(Report.joined(at: joinedAt).line)
        }
        if host.hasLeft {
            try control.send(Report.left.line)
            isOver = true
        }
        if !hasDrained, host.hasDrained {
            hasDrained = true
            try control.send(Report.drained.line)
        }
    }

    private func send(_ line: String) throws(NodeFailure) {
        do throws(SystemError) {
            try control.send(line)
        } catch {
            throw .system(error)
        }
    }

    /// Last words go to standard error, whose end the runner keeps.
    private static func complain(_ text: String) {
        let bytes = Array((text + "\n").utf8)
        _ = write(STDERR_FILENO, bytes, bytes.count)
    }
}

/// Why a node cannot go on.
package enum NodeFailure: Error, Equatable {
    case unknownCommand(String)
    case assignment(AssignmentError)
    case contradiction(TopologyContradiction)
    case samples(SampleFileError)
    case system(SystemError)
    case log(FileFailure)

    /// What the runner is told.
    var report: Report {
        switch self {
        case .samples(.file), .log, .system: .refused(message)
        case .unknownCommand, .assignment, .contradiction, .samples: .failed(message)
        }
    }

    package var message: String {
        switch self {
        case .unknownCommand(let line): "the runner said '\(line)', which no node knows"
        case .assignment(let error): error.message
        case .contradiction(let error):
            "\(error.parameter) = \(error.value) does not go: expected \(error.expected)"
        case .samples(let error): error.description
        case .system(let error): error.message
        case .log(let error): error.description
        }
    }
}
