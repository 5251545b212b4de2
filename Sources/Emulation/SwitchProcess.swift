import CLinux
import Core
import Glibc
import Links
import Measurement
package import Transport

/// The switch as a process of its own: it makes the nodes' networks, carries their packets, and does
/// what the runner says over the control channel, which is also its lifeline.
package final class SwitchProcess: EventHandler {
    private let loop: EventLoop
    private let control: LineChannel
    private var planLines: [String]?
    private var plan: SwitchPlan?
    private var carrier: PacketSwitch?
    private var ways: [SwitchCommand.Way] = []
    private var nextFlush = Instant(nanoseconds: .min)
    /// The instants at which the measurement begins and ends, as long as they lie ahead.
    private var marks: [Instant] = []
    /// The processor time used until each mark that has passed.
    private var cpuAtMarks: [UInt64] = []

    /// The descriptor under which the switch finds its control channel.
    package static let controlDescriptor: Int32 = 3

    /// Runs the switch whose control channel is descriptor 3 until the runner is gone.
    ///
    /// - Returns: The process's exit status.
    package static func main() -> Int32 {
        for number in [SIGINT, SIGTERM, SIGHUP, SIGXFSZ] { signal(number, SIG_IGN) }
        guard let parent = CommandLine.arguments.dropFirst(2).first.flatMap({ Int32($0) }) else {
            complain("the switch is started by topolab; see topolab --help")
            return 2
        }
        do throws(SystemError) {
            let process = try SwitchProcess()
            comeFirst()
            guard cl_die_with_parent(SIGKILL) == 0, getppid() == parent else { return 1 }
            return try process.run()
        } catch {
            complain(error.message)
            return 1
        }
    }

    /// A late switch spoils what all nodes measure.
    ///
    /// With a real-time policy it runs as soon as it wakes, whoever else would. Only root may have
    /// one; others take their turn (sched(7)).
    private static func comeFirst() {
        var parameters = sched_param()
        parameters.sched_priority = sched_get_priority_min(SCHED_FIFO)
        sched_setscheduler(0, SCHED_FIFO, &parameters)
    }

    private init() throws(SystemError) {
        loop = try EventLoop()
        control = try LineChannel(Descriptor(adopting: Self.controlDescriptor), on: loop)
    }

    /// Frames have come: they are carried after each turn.
    package func ready(_ events: Readiness) {}

    private func run() throws(SystemError) -> Int32 {
        while !control.isClosed {
            let deadline = carrier?.nextDeadline ?? .never
            try loop.turn(until: min(deadline, marks.first ?? .never))
            carrier?.carry()
            passMarks()
            flushCapture()
            guard try capturesWell() else { return 1 }
            while let line = control.nextLine() {
                guard try obey(line) else { return 1 }
            }
        }
        return 0
    }

    /// - Returns: Whether the switch goes on.
    private func obey(_ line: String) throws(SystemError) -> Bool {
        if let lines = planLines {
            guard line == "." else {
                planLines = lines + [line]
                return true
            }
            planLines = nil
            return try start(lines)
        }
        guard let command = SwitchCommand(line: line) else {
            return try fail("the runner said '\(line)', which the switch does not know")
        }
        switch command {
        case .plan: planLines = []
        case .begin(let time):
            carrier?.count(only: time)
            marks = [time.lowerBound, time.upperBound]
        case .way(let way):
            let nodes = 0..<(plan?.network.links.count ?? 0)
            guard nodes.contains(way.sender.position), nodes.contains(way.receiver.position) else {
                return try fail("the runner told of a way between nodes that are not there")
            }
            ways.append(way)
        case .apply: apply()
        case .report: return try report()
        }
        return true
    }

    /// Captures are looked at above all where a run ends badly: what is older than a second is there.
    private func flushCapture() {
        guard let capture = carrier?.capture, Monotonic.now() >= nextFlush else { return }
        capture.flush()
        nextFlush = Monotonic.now() + .seconds(1)
    }

    private func passMarks() {
        while let mark = marks.first, mark <= Monotonic.now() {
            // What came before the first is none of measurement's; what came before the second is.
            carrier?.takeUnasked(isCounted: !cpuAtMarks.isEmpty)
            marks.removeFirst()
            cpuAtMarks.append(Self.cpuNanoseconds)
        }
    }

    private func start(_ lines: [String]) throws(SystemError) -> Bool {
        guard let plan = SwitchPlan(lines: lines) else {
            return try fail("the switch's plan cannot be read")
        }
        let sandbox: Sandbox
        let carrier: PacketSwitch
        do throws(SandboxError) {
            sandbox = try Sandbox(addresses: plan.addresses)
            let capture = plan.capturePaths.isEmpty ? nil : Capture(paths: plan.capturePaths)
            carrier = try PacketSwitch(plan, sandbox, capture: capture)
        } catch {
            return try fail(error.message)
        }
        guard try capturesWell(in: carrier) else { return false }
        // Entering a user namespace has made the kernel forget whom to die with.
        guard cl_die_with_parent(SIGKILL) == 0 else { return false }
        self.plan = plan
        self.carrier = carrier
        try loop.watch(carrier.descriptor, for: .readable, self)
        let networks = sandbox.accesses.map { SwitchReport.network(descriptor: $0.network).line }
        try control.send(
            networks + [SwitchReport.ready(hasUserNamespace: sandbox.hasUserNamespace).line])
        return true
    }

    private func apply() {
        carrier?.set(ways)
        ways = []
    }

    private func report() throws(SystemError) -> Bool {
        guard let carrier else { return true }
        carrier.capture?.flush()
        guard try capturesWell() else { return false }
        var fidelity = SwitchFidelity()
        fidelity.lateP50 = UInt64(carrier.lateness.percentile(50) ?? 0)
        fidelity.lateP99 = UInt64(carrier.lateness.percentile(99) ?? 0)
        fidelity.lateMaximum = UInt64(carrier.lateness.maximum)
        fidelity.unasked = carrier.unasked
        if let start = cpuAtMarks.first {
            fidelity.cpuNanoseconds = (cpuAtMarks.last ?? start) - start
        }
        var reports = carrier.countersByNow.map { SwitchReport.link($0) }
        reports += carrier.bins.bins.map { .bin($0) }
        try control.send((reports + [.fidelity(fidelity)]).map(\.line))
        return true
    }

    /// Whether packets are still written, where they are; if not, the runner is told why.
    private func capturesWell(in carrier: PacketSwitch? = nil) throws(SystemError) -> Bool {
        guard let failure = (carrier ?? self.carrier)?.capture?.failure else { return true }
        return try fail(
            failure.description + "; what was captured until then is there, and is yours to delete")
    }

    private func fail(_ text: String) throws(SystemError) -> Bool {
        Self.complain(text)
        try control.send(SwitchReport.failed(text).line)
        return false
    }

    private static var cpuNanoseconds: UInt64 {
        let time = ProcessUsage.processorTime()
        return time.userNanoseconds + time.systemNanoseconds
    }

    /// Last words go to standard error, whose end the runner keeps.
    private static func complain(_ text: String) {
        let bytes = Array((text + "\n").utf8)
        _ = write(STDERR_FILENO, bytes, bytes.count)
    }
}
