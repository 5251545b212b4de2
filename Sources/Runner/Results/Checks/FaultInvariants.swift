import Core
import Faults
import Links
import Measurement
import Node
import Topology
import Workload

/// What must hold of a trial's data whatever breaks: each check counts breaches, of which there must
/// be none.
struct FaultInvariants {
    let outcome: Outcome

    private var trial: TrialPlan { outcome.trial }
    private var faults: [AppliedFault] { outcome.record.faults }

    /// Those that say something of what befell this trial.
    var all: [Check] {
        guard !faults.isEmpty else { return [] }
        return [answersAcrossCuts, lostWrites, disagreements].compactMap { breaches in
            breaches.map {
                Check(
                    name: $0.name, measured: Double($0.count), expected: 0, allowed: 0,
                    isIdentity: true)
            }
        }
    }

    private typealias Breaches = (name: String, count: Int)

    /// No node answers for a part of the network it is cut off from: operations sent and answered
    /// within a cut, by a node beyond it.
    private var answersAcrossCuts: Breaches? {
        let cuts = faults.filter { !$0.cutFrom.isEmpty && $0.applied != nil }
        guard !cuts.isEmpty else { return nil }
        let breaches = outcome.operations.count { operation in
            guard operation.status == .ok, operation.servedBy >= 0,
                let participant = trial.topology.node(
                    ofParticipant: Int(operation.participant))
            else { return false }
            let server = NodeID(Int(operation.servedBy))
            return cuts.contains { cut in
                isBetween(cut, participant, server)
                    && operation.sentNanoseconds >= (cut.applied ?? .max) + tellingNanoseconds
                    && operation.doneNanoseconds < (cut.healed ?? .max)
            }
        }
        return ("answers_across_cuts", breaches)
    }

    private func isBetween(_ cut: AppliedFault, _ one: NodeID, _ other: NodeID) -> Bool {
        (cut.node == one && cut.cutFrom.contains(other))
            || (cut.node == other && cut.cutFrom.contains(one))
    }

    /// How long it takes on real processes until every node has been told of a cut.
    private var tellingNanoseconds: Nanoseconds { isVirtual ? 0 : .milliseconds(100) }

    /// A put that all holders believed alive have acknowledged survives any r - 1 deaths, where nothing
    /// but deaths befalls: by a cut, a holder is believed dead that is not.
    private var lostWrites: Breaches? {
        let enough = trial.topology.holdersPerKey - 1
        guard trial.settings.acknowledge == .all, trial.joining.isEmpty,
            deaths.isEmpty || (areOnlyDeaths && deaths.count <= enough)
        else { return nil }
        return ("lost_writes", StoresCompared(outcome).lostWrites)
    }

    private var deaths: [AppliedFault] {
        faults.filter { $0.applied != nil && Self.isDeath($0) }
    }

    private var areOnlyDeaths: Bool { faults.allSatisfy(Self.isDeath) }

    private static func isDeath(_ fault: AppliedFault) -> Bool {
        fault.stopsNode && fault.action != Pause.action
    }

    /// Everything converges after the last fault is healed: holders that have never died, and with
    /// repair all, hold the same versions.
    ///
    /// Not asked of links with rates, before which it may wait for long. Nor where deaths and cuts meet: who comes back while others cannot be reached does not know
    /// what they lack. Nor, without repair, where a node may be believed down that is not: it misses
    /// writes for good.
    private var disagreements: Breaches? {
        let end = trial.schedule.measureNanoseconds
        guard trial.network.links.allSatisfy({ $0.upBitsPerSecond == nil }),
            trial.network.links.allSatisfy({ $0.downBitsPerSecond == nil }),
            deaths.isEmpty || areOnlyDeaths,
            trial.setting.isRepairing || trial.settings.detection == .connection,
            faults.allSatisfy({ fault in
                fault.applied == nil || fault.ready.map { $0 + settlingNanoseconds < end } ?? false
            }), outcome.record.nodes.allSatisfy({ $0.counters.queueFull == 0 })
        else { return nil }
        let dead = trial.setting.isRepairing ? [] : Set(deaths.map(\.node))
        var versions: [Key: Version] = [:]
        var breaches = 0
        for index in outcome.record.nodes.indices where !dead.contains(NodeID(index)) {
            for (key, version) in outcome.record.nodes[index].stored ?? []
            where trial.topology.isHolder(NodeID(index), of: key) {
                let first = versions[key] ?? version
                if first != version { breaches += 1 }
                versions[key] = first
            }
        }
        return ("disagreeing_replicas", breaches)
    }

    /// What was held up has arrived by then.
    private var settlingNanoseconds: Nanoseconds {
        .milliseconds(500) + 2 * trial.network.longestDelayNanoseconds
    }

    private var isVirtual: Bool {
        outcome.record.nodes.allSatisfy { $0.cpuUserNanoseconds == nil }
    }
}
