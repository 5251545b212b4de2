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
                    law: $0.law, measured: Double($0.count), expected: 0, allowed: 0,
                    isIdentity: true)
            }
        }
    }

    private typealias Breaches = (law: CheckedLaw, count: Int)

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
        return (.answersAcrossCuts, breaches)
    }

    private func isBetween(_ cut: AppliedFault, _ one: NodeID, _ other: NodeID) -> Bool {
        (cut.node == one && cut.cutFrom.contains(other))
            || (cut.node == other && cut.cutFrom.contains(one))
    }

    /// How long it takes on real processes until every node has been told of a cut.
    private var tellingNanoseconds: Nanoseconds { isVirtual ? 0 : .milliseconds(100) }

    /// A put that all holders believed alive have acknowledged survives any r - 1 deaths, where nothing
    /// but deaths befalls: by a cut, or where patience has run out with one, a holder is believed dead
    /// that is not.
    private var lostWrites: Breaches? {
        let enough = trial.topology.holdersPerKey - 1
        guard trial.settings.acknowledge == .all, trial.joining.isEmpty, canReachEachOther,
            deaths.isEmpty || !(wasSuspected || losesMessages),
            deaths.isEmpty || (areOnlyDeaths && deaths.count <= enough)
        else { return nil }
        return (.lostWrites, StoresCompared(outcome).lostWrites)
    }

    /// Whether deaths, and those still to join, leave a way between any two of the living: over an overlay,
    /// a holder to which none leads is believed dead.
    private var canReachEachOther: Bool {
        guard let overlay = trial.topology.overlay else { return true }
        let dead = Set(deaths.map(\.node)).union(trial.joining)
        let living = overlay.neighbors.indices.map { NodeID($0) }.filter { !dead.contains($0) }
        guard let first = living.first else { return true }
        let ways = overlay.distances(from: first) { !dead.contains($0) && !dead.contains($1) }
        return living.allSatisfy { ways[$0.position] != nil }
    }

    /// Whether a message may be gone though both its ends live: a datagram of which a packet is lost,
    /// finds a queue or a socket full or a way cut.
    private var losesMessages: Bool {
        guard !trial.transport.hasConnections else { return false }
        return !trial.network.deliversInTime
            || outcome.record.nodes.contains { $0.counters.datagramsDropped > 0 }
            || faults.contains { !$0.cutFrom.isEmpty || $0.action == PacketLoss.action }
    }

    /// Whether anybody was held for dead because it did not answer in time.
    private var wasSuspected: Bool {
        outcome.record.nodes.contains { $0.notices.contains { $0.how == .attemptTimeout } }
    }

    private var deaths: [AppliedFault] {
        faults.filter { $0.applied != nil && Self.isDeath($0) }
    }

    private var areOnlyDeaths: Bool { faults.allSatisfy(Self.isDeath) }

    private static func isDeath(_ fault: AppliedFault) -> Bool {
        fault.stopsNode && fault.action != Pause.action
    }

    /// Everything converges after the last fault is healed: with repair, all first holders of a key hold
    /// the same version or nothing; without, those that have never died hold the same version.
    ///
    /// Without repair it is not asked where deaths and cuts meet, since who comes back meanwhile hands
    /// nothing on to those it cannot reach, nor where a node may be believed down that is not, nor where
    /// copies may be lost on their way: each way writes are missed for good. Nor is it asked of links with rates, before which they may wait long.
    private var disagreements: Breaches? {
        let end = trial.schedule.measureNanoseconds
        guard canReachEachOther, trial.setting.isRepairing || missesNoWrite,
            trial.network.links.allSatisfy({ $0.upBitsPerSecond == nil }),
            trial.network.links.allSatisfy({ $0.downBitsPerSecond == nil }),
            faults.allSatisfy({ fault in
                fault.applied == nil || fault.ready.map { $0 + settlingNanoseconds < end } ?? false
            }), outcome.record.nodes.allSatisfy({ $0.counters.queueFull == 0 })
        else { return nil }
        return (.disagreeingReplicas, trial.setting.isRepairing ? keysApart : versionsApart)
    }

    private var missesNoWrite: Bool {
        trial.settings.detection == .connection && !losesMessages
            && (deaths.isEmpty || areOnlyDeaths)
    }

    /// Holders that differ from the first living one, absence included: nobody that lives to the end may
    /// lack what another has.
    private var keysApart: Int {
        let underWay = keysUnderWay
        let stores = outcome.record.nodes.map { node in
            node.stored.map { Dictionary(uniqueKeysWithValues: $0.map { ($0.key, $0.version) }) }
        }
        return (0..<Key(trial.plan.workload.keys)).reduce(0) { breaches, key in
            guard !underWay.contains(key) else { return breaches }
            let versions = (0..<trial.topology.holdersPerKey)
                .compactMap { stores[trial.topology.holder(of: key, rank: $0).position] }
                .map { $0[key] }
            return breaches + versions.dropFirst().count { $0 != versions[0] }
        }
    }

    private var versionsApart: Int {
        let underWay = keysUnderWay
        let dead = Set(deaths.map(\.node))
        var versions: [Key: Version] = [:]
        var breaches = 0
        for index in outcome.record.nodes.indices where !dead.contains(NodeID(index)) {
            for (key, version) in outcome.record.nodes[index].stored ?? []
            where trial.topology.isHolder(NodeID(index), of: key) && !underWay.contains(key) {
                let first = versions[key] ?? version
                if first != version { breaches += 1 }
                versions[key] = first
            }
        }
        return breaches
    }

    /// Keys of which a copy may be on its way when the trial ends: nobody waits for those that
    /// `acknowledge` does not ask for, and without repair a provider may carry out at any time what its
    /// client has given up.
    private var keysUnderWay: Set<Key> {
        let puts = outcome.operations.filter { $0.kind == .put }
        let end = max(
            trial.schedule.measureNanoseconds, outcome.operations.map(\.doneNanoseconds).max() ?? 0)
        let longest = longestWayNanoseconds + (isVirtual ? 0 : settlingNanoseconds)
        let isRepairing = trial.setting.isRepairing
        return Set(
            puts.filter {
                $0.doneNanoseconds > end - longest || (!isRepairing && $0.status != .ok)
            }.map(\.key))
    }

    /// Over an overlay a copy takes link after link, and around the dead more of them.
    private var longestWayNanoseconds: Nanoseconds {
        guard let overlay = trial.topology.overlay else {
            return trial.network.longestDelayNanoseconds
        }
        let distances = overlay.neighbors.indices.flatMap {
            overlay.distances(from: NodeID($0)).compactMap(\.self)
        }
        return Int64(2 * (distances.max() ?? 1)) * trial.network.longestDelayNanoseconds
    }

    /// What was held up has arrived by then, and with repair holders have compared what they have.
    private var settlingNanoseconds: Nanoseconds {
        .milliseconds(500) + 2 * trial.network.longestDelayNanoseconds
            + (trial.setting.isRepairing ? trial.settings.attemptTimeoutNanoseconds : 0)
    }

    private var isVirtual: Bool {
        outcome.record.nodes.allSatisfy { $0.cpuUserNanoseconds == nil }
    }
}
