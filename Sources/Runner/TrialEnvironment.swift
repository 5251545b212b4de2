import CLinux
import Core
import Links
import NodeProcess
import Topology
package import Transport
import Workload

/// What trials on real processes share: one loop, one block of addresses, one way to be stopped.
package final class TrialEnvironment {
    package let loop: EventLoop
    package let interrupts: Interrupts
    /// The program every node runs.
    package let nodeExecutable: String
    /// The program that carries the packets between nodes which have networks of their own; nil
    /// where they talk over loopback.
    let switchExecutable: String?
    /// Where each node's packets are written, if anywhere.
    private let captureFolder: String?
    /// Holds the nodes' addresses while others could use them.
    private let claim: AddressClaim?
    let addresses: AddressBlock
    /// Whether nodes have networks of their own.
    var isEmulated: Bool { switchExecutable != nil }
    private let resultFolder: String
    private let runToken: UInt64

    /// Nodes run `nodeExecutable`, all listen on `port`, and record under `resultFolder`/samples.
    ///
    /// Throws a `HostError` when the host cannot give what every trial needs.
    package init(
        nodeExecutable: String, switchExecutable: String? = nil, port: UInt16,
        resultFolder: String, captureFolder: String? = nil
    ) throws(HostError) {
        self.nodeExecutable = nodeExecutable
        self.switchExecutable = switchExecutable
        self.captureFolder = captureFolder
        self.resultFolder = resultFolder
        do throws(SystemError) {
            loop = try EventLoop()
            interrupts = try Interrupts(on: loop)
        } catch {
            throw .system(error)
        }
        if switchExecutable == nil {
            let claim = try AddressClaim(port: port)
            addresses = claim.addresses
            self.claim = consume claim
        } else {
            addresses = .ownNetworks(port: port)
            claim = nil
        }
        runToken = SystemRandomNumberGenerator.token()
    }

    func assignment(of node: NodeID, start: Int, in trial: TrialPlan) -> Assignment {
        var assignment = Assignment(
            node: node, topologyKind: trial.topologyKind, setting: trial.setting, plan: trial.plan,
            addresses: addresses, runToken: runToken &+ UInt64(trial.number),
            samplePath: samplePath(of: node, start: start, in: trial),
            sampleCapacity: trial.sampleCapacity(of: node))
        // Of a trace, a node needs its own participant's operations alone.
        if case .trace(let trace) = trial.plan.workload.arrivals {
            let participant = trial.topology.members[node.position].participant
            assignment.workload.arrivals = .trace(trace.only(participant ?? -1))
        }
        assignment.start = start
        assignment.transport = trial.transport
        assignment.congestion = trial.congestion
        assignment.settings = trial.settings
        assignment.trace = trial.trace
        if trial.nodesShapeLinks, !trial.network.isClear { assignment.network = trial.network }
        assignment.logPath = logPath(of: node, in: trial)
        return assignment
    }

    /// Each node's name, protocol and address, a line each.
    package func directory(of trial: TrialPlan) -> [String] {
        let members = trial.topology.members
        let width = members.map(\.name.count).max() ?? 0
        return members.enumerated().map { index, member in
            let padding = String(repeating: " ", count: width - member.name.count)
            return "\(member.name)\(padding)  \(trial.transport.rawValue) native  "
                + "\(addresses.endpoint(of: NodeID(index)))"
        }
    }

    /// A capture file for each node; none where nothing is captured.
    func capturePaths(of trial: TrialPlan) -> [String] {
        guard let captureFolder else { return [] }
        return trial.topology.members.map {
            "\(captureFolder)/trial-\(trial.number)-\($0.name).pcap"
        }
    }

    func logPath(of node: NodeID, in trial: TrialPlan) -> String {
        resultFolder + "/" + trial.logFileName(of: node)
    }

    func samplePath(of node: NodeID, start: Int, in trial: TrialPlan) -> String {
        resultFolder + "/" + trial.sampleFileName(of: node, start: start)
    }
}

extension SystemRandomNumberGenerator {
    fileprivate static func token() -> UInt64 {
        var generator = SystemRandomNumberGenerator()
        return generator.next()
    }
}

extension TrialPlan {
    /// Records a node is likely to write: its operations, and some room for notices and traces.
    func sampleCapacity(of node: NodeID) -> Int {
        let spare = 1024 + 8 * topology.members.count
        guard let participant = topology.members[node.position].participant else { return spare }
        if let planned = plan.plannedCount(participant: participant) { return planned + spare }
        // A closed loop has no plan; the file grows when this does not do.
        let seconds = (schedule.warmupNanoseconds + schedule.measureNanoseconds).inSeconds
        return Int(seconds * closedLoopRatePerSecond / Double(setting.participants)) + spare
    }
}
