import Core
import Emulation
import Glibc
import Links
import Measurement
import NodeProcess
import Transport

/// The runner's hold on the switch of one trial, and what the switch has said.
final class EmulatedNetwork {
    let handle: NodeHandle
    private let nodeCount: Int
    private var networks: [Int32] = []
    private var hasUserNamespace = false
    private(set) var isReady = false
    /// What it has reported of the measurement; complete with `hasReported`.
    private(set) var record = NetworkRecord()
    private(set) var hasReported = false

    /// Starts the switch's process, which then makes its networks.
    init(_ plan: SwitchPlan, executable: String, on loop: EventLoop) throws(SystemError) {
        handle = try NodeHandle(name: "switch", executable: executable, on: loop)
        nodeCount = plan.network.links.count
        do throws(SystemError) {
            try handle.channel.send([SwitchCommand.plan.line] + plan.lines + ["."])
        } catch {
            handle.destroy()
            throw error
        }
    }

    /// What a node's process needs, beside its name and its parent, to enter its network.
    func arguments(for node: NodeID) -> [String] {
        let process = "/proc/\(handle.pid)"
        return ["\(process)/fd/\(networks[node.position])"]
            + (hasUserNamespace ? ["\(process)/ns/user"] : [])
    }

    /// It counts what it carries in that time.
    func begin(_ measurement: Range<Instant>) throws(SystemError) {
        try handle.channel.send(SwitchCommand.begin(measurement).line)
    }

    /// These ways are not clear from now on, and all others are.
    func set(_ ways: [SwitchCommand.Way]) throws(SystemError) {
        try handle.channel.send((ways.map { .way($0) } + [SwitchCommand.apply]).map(\.line))
    }

    /// Asks what became of the packets.
    func askReport() throws(SystemError) {
        record = NetworkRecord()
        hasReported = false
        try handle.channel.send(SwitchCommand.report.line)
    }

    /// Takes a line the switch has said.
    ///
    /// - Returns: What is wrong, if the switch cannot go on.
    func take(_ line: String) -> String? {
        switch SwitchReport(line: line) {
        case .network(let descriptor): networks.append(descriptor)
        case .ready(let hasUserNamespace):
            guard networks.count == nodeCount else { return "it made \(networks.count) networks" }
            self.hasUserNamespace = hasUserNamespace
            isReady = true
        case .link(let link): record.links.append(link)
        case .bin(let bin): record.bins.append(bin)
        case .fidelity(let fidelity):
            record.fidelity = fidelity
            hasReported = true
        case .failed(let text): return text
        case nil: return "it said '\(line)'"
        }
        return nil
    }
}
