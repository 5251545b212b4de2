import Core
import Faults
import Foundation
import Links
import Measurement
import Node
import Runner
import Simulation
import Testing
import Topology
import TrivialTopology
import Workload

/// All shipped topologies and one that nothing else knows of.
let everyTopology = TopologyRegistry.standard + [Trivial.self]
let everyKind = everyTopology.kinds.map { $0.kind }

/// Whether known answers are asked for at full length.
let isLong = ProcessInfo.processInfo.environment["TOPOLAB_LONG"] == "1"

/// A small simulated trial, to be changed where a test needs it.
struct Trial {
    var kind: String
    var participants = 6
    var values: [String: Int] = [:]
    var isRepairing = false
    var loop = RequestWorkload.Loop.open(ratePerSecond: 300)
    var readShare = 0.8
    var valueBytes = 128
    var arrivals = RequestWorkload.Arrivals.poisson
    var serviceTime = TimeDistribution.fixed(0)
    var thinkTime = TimeDistribution.fixed(0)
    var warmupSeconds = Self.warmupSeconds
    var drainSeconds = 1.0
    var measureSeconds = 2.0
    /// Of each access link, one way; a message passes two of them.
    var linkMilliseconds: Int64 = 5
    /// Changes a node's link.
    var shapeLink: @Sendable (inout LinkShape, Member) -> Void = { _, _ in }
    var seed: UInt64 = 1
    var settings = NodeSettings()
    var transport = TransportProtocol.tcp
    var faults: [PlannedFault] = []
    var isTraced = false
    /// So many participants, the last ones, come only with a `join` fault.
    var joining = 0

    static let keys = 60
    static let warmupSeconds = 0.2

    init(_ kind: String) {
        self.kind = kind
    }

    var topology: any Topology {
        get throws {
            try #require(everyTopology[kind]).init(
                TopologySetting(
                    participants: participants, keys: Self.keys, values: values,
                    isRepairing: isRepairing, seed: seed))
        }
    }

    var plan: OperationPlan {
        OperationPlan(
            workload: RequestWorkload(
                loop: loop, arrivals: arrivals, readShare: readShare, keys: Self.keys,
                popularity: .uniform, valueBytes: valueBytes, serviceTime: serviceTime,
                thinkTime: thinkTime),
            participants: participants,
            schedule: Schedule(
                warmupNanoseconds: .seconds(warmupSeconds),
                measureNanoseconds: .seconds(measureSeconds),
                drainNanoseconds: .seconds(drainSeconds)),
            seed: seed, repetition: 1)
    }

    /// One way between any two nodes.
    var pathNanoseconds: Nanoseconds { 2 * .milliseconds(linkMilliseconds) }

    /// What lies between the nodes: all links alike, or changed as the test asks.
    func network(of topology: any Topology) -> NetworkShape {
        var network = NetworkShape.delayed(
            milliseconds: linkMilliseconds, nodeCount: topology.members.count)
        for (index, member) in topology.members.enumerated() {
            shapeLink(&network.links[index], member)
        }
        return network
    }

    mutating func add(
        _ action: String, _ target: FaultTarget? = nil, at seconds: Double,
        for length: Double? = nil, values: [String: FaultValue] = [:]
    ) throws {
        let fault: any Fault.Type = try #require(FaultRegistry.standard[action])
        let order = FaultOrder(
            number: (faults.last?.number ?? -1) + 1, target: target,
            atNanoseconds: .seconds(seconds), forNanoseconds: length.map { .seconds($0) },
            values: values)
        faults += fault.plan(order, in: try scene)
    }

    var scene: FaultScene {
        get throws {
            FaultScene(
                members: try topology.members, joining: joining, seed: seed, repetition: 1,
                endNanoseconds: .seconds(measureSeconds))
        }
    }

    /// Runs it; what its links and faults are is told to whoever evaluates it only if asked for.
    func run(keepingLinks: Bool = false) throws -> Outcome {
        let plan = plan
        var settings = settings
        settings.valueBytes = UInt32(valueBytes)
        let topology = try topology
        var arm = SimulatedArm(
            topology: topology, plan: plan, settings: settings,
            network: network(of: topology))
        arm.transport = transport
        arm.faults = faults
        let scene = try scene
        arm.joining = Set(topology.members.indices.map { NodeID($0) }.filter(scene.isJoining))
        if isTraced { arm.trace = .everything(participants: participants) }
        let record = try Simulator(arm).run()
        var trial = TrialPlan(
            number: 1, label: kind, topologyKind: kind, topology: topology,
            setting: TopologySetting(
                participants: participants, keys: Self.keys, values: values,
                isRepairing: isRepairing, seed: seed),
            plan: plan, settings: settings)
        trial.transport = transport
        if keepingLinks {
            trial.network = arm.network
            trial.faults = faults
        }
        return Outcome(of: trial, record)
    }
}

extension NetworkShape {
    static func delayed(milliseconds: Int64, nodeCount: Int) -> NetworkShape {
        var link = LinkShape()
        link.delayNanoseconds = .milliseconds(milliseconds)
        return NetworkShape(links: Array(repeating: link, count: nodeCount))
    }
}

extension Outcome {
    func count(_ status: Status) -> Int { measured.count { $0.status == status } }

    /// ok / (planned - node_down), as in trials.csv.
    var availability: Double {
        Double(count(.ok)) / Double(measured.count - count(.nodeDown))
    }

    /// The operations intended in a part of measurement.
    func intended(in seconds: Range<Double>) -> [OperationSample] {
        measured.filter {
            $0.intendedNanoseconds >= .seconds(seconds.lowerBound)
                && $0.intendedNanoseconds < .seconds(seconds.upperBound)
        }
    }

    /// Which node a participant lives in.
    func node(of operation: OperationSample) -> NodeID? {
        trial.topology.members.firstIndex { $0.participant == Int(operation.participant) }.map {
            NodeID($0)
        }
    }

    func holders(of key: Key) -> [NodeID] {
        (0..<trial.topology.holdersPerKey).map { trial.topology.holder(of: key, rank: $0) }
    }
}

extension OperationSample {
    var responseNanoseconds: Nanoseconds { doneNanoseconds - intendedNanoseconds }

    var identity: OperationID { OperationID(participant: participant, sequence: sequence) }
}
