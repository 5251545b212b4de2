import Core
import Measurement
import Node
import Topology
import Workload

@testable import Runner

/// A trial made by hand: what was planned, and what its nodes are said to have recorded.
///
/// Operations come at a constant rate, number g at g / rate and of participant g mod N, so every
/// time is known. Times are in milliseconds from the start of measurement.
struct Scene {
    var trial: TrialPlan
    var record: TrialRecord
    /// By participant; of a closed loop's endless stream the first 100.
    private let planned: [[Operation]]

    init(
        _ kind: any Topology.Type = ClientServer.self, participants: Int = 2,
        ratePerSecond: Double = 10, keys: Int = 4, readShare: Double = 1, warmup: Double = 0.2,
        measure: Double = 1, drain: Double = 0.5, loop: RequestWorkload.Loop? = nil,
        values: [String: Int] = [:]
    ) throws {
        let setting = TopologySetting(participants: participants, keys: keys, values: values)
        let topology = try kind.init(setting)
        let plan = OperationPlan(
            workload: RequestWorkload(
                loop: loop ?? .open(ratePerSecond: ratePerSecond), arrivals: .constant,
                readShare: readShare, keys: keys, popularity: .uniform, valueBytes: 100),
            participants: participants,
            schedule: Schedule(
                warmupNanoseconds: .seconds(warmup), measureNanoseconds: .seconds(measure),
                drainNanoseconds: .seconds(drain)),
            seed: 1, repetition: 1)
        trial = TrialPlan(
            number: 3, label: "arm", topologyKind: kind.kind, topology: topology, setting: setting,
            plan: plan, settings: NodeSettings())
        trial.planHash = "0123456789abcdef"
        record = TrialRecord(nodes: topology.members.map { _ in NodeRecord() })
        planned = (0..<participants).map { participant in
            Array(plan.stream(participant: participant).prefix(plan.workload.isOpen ? .max : 100))
        }
    }

    var outcome: Outcome { Outcome(of: trial, record) }

    /// All planned operations, answered after a time by a node.
    mutating func answerAll(after milliseconds: Double, by server: Int = 0) {
        for participant in planned.indices {
            for operation in planned[participant] {
                end(participant, operation.sequence, .ok, after: milliseconds, by: server)
            }
        }
    }

    /// Records how one planned operation ended; a later word on it takes the place of an earlier.
    mutating func end(
        _ participant: Int, _ sequence: UInt32, _ status: Status, after milliseconds: Double,
        by server: Int = -1, lag: Double = 0, attempts: UInt16 = 1, hops: UInt16 = 1
    ) {
        let planned = planned[participant][Int(sequence)]
        guard let node = trial.topology.node(ofParticipant: participant)?.position else { return }
        let intended = planned.intendedNanoseconds
        var sample = OperationSample(
            participant: UInt32(participant), sequence: sequence, phase: planned.phase,
            kind: planned.kind, status: status, key: planned.key, intendedNanoseconds: intended,
            sentNanoseconds: intended + .of(milliseconds: lag),
            doneNanoseconds: intended + .of(milliseconds: milliseconds))
        sample.attempts = attempts
        sample.hops = hops
        sample.servedBy = Int32(server)
        sample.bytesIn = status == .ok && planned.kind == .get ? 100 : 0
        keep(sample, at: node)
    }

    private mutating func keep(_ sample: OperationSample, at node: Int) {
        let place = Int(sample.sequence)
        if place < record.nodes[node].samples.count,
            record.nodes[node].samples[place].sequence == sample.sequence
        {
            record.nodes[node].samples[place] = sample
        } else {
            record.nodes[node].samples.append(sample)
        }
    }

    /// Says that a fault hit a node.
    mutating func strike(
        _ action: String = "kill", number: Int = 0, node: Int, asked: Double,
        isApplied: Bool = true, healed: Double? = nil, ready: Double? = nil
    ) {
        var fault = AppliedFault(
            number: number, action: action, node: NodeID(node), asked: .of(milliseconds: asked))
        fault.applied = isApplied ? .of(milliseconds: asked) : nil
        fault.healed = healed.map { .of(milliseconds: $0) }
        fault.ready = ready.map { .of(milliseconds: $0) }
        record.faults.append(fault)
    }

    /// Says that a node changed its mind about another.
    mutating func notice(
        _ node: Int, about other: Int, at milliseconds: Double, up: Bool = false,
        _ how: Notice.How = .reset
    ) {
        record.nodes[node].notices.append(
            Notice(
                atNanoseconds: .of(milliseconds: milliseconds), node: Int32(other),
                believedUp: up, how: how))
    }
}

extension Nanoseconds {
    static func of(milliseconds: Double) -> Nanoseconds {
        Nanoseconds((milliseconds * 1e6).rounded())
    }
}

extension Row {
    /// The cell under a column's name.
    subscript(column: String) -> CSVCell? {
        first { $0.column == column }?.cell
    }
}

/// An operation of which only status and times matter, in milliseconds.
func operation(
    _ status: Status = .ok, intended: Double, sent: Double? = nil, done: Double,
    attempts: UInt16 = 1, by server: Int32 = 0
) -> OperationSample {
    var sample = OperationSample(
        participant: 0, sequence: 0, phase: .measure, kind: .get, status: status, key: 0,
        intendedNanoseconds: .of(milliseconds: intended),
        sentNanoseconds: .of(milliseconds: sent ?? intended),
        doneNanoseconds: .of(milliseconds: done))
    sample.attempts = attempts
    sample.servedBy = status == .ok ? server : -1
    return sample
}
