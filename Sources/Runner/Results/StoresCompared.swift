import Core
import Measurement
import Topology
import Workload

/// What the living stores hold after the drain, held against what was acknowledged.
///
/// A put's outcome is definite when it was acknowledged or never sent; after a timeout, a reset or an
/// error nobody knows whether it took effect, and both are right (as in Jepsen's and Maelstrom's
/// indefinite errors).
struct StoresCompared {
    /// Acknowledged puts of measurement.
    let ackedWrites: Int
    /// Acknowledged puts newer than the newest any living node holds for their key.
    let lostWrites: Int
    /// Keys no living node holds.
    let lostKeys: Int
    /// Keys whose newest acknowledged put a living node holds, while who would answer a get has an
    /// older version.
    let staleKeys: Int
    /// Puts of measurement with an indefinite outcome.
    let unknownWrites: Int
    /// Of those, the ones that are the newest any living node holds for their key.
    let unknownApplied: Int

    init(_ outcome: Outcome) {
        let keys = outcome.trial.plan.workload.keys
        var newest = [Version?](repeating: nil, count: keys)
        for node in outcome.record.nodes {
            for (key, version) in node.stored ?? [] where Int(key) < keys {
                let held = newest[Int(key)] ?? version
                newest[Int(key)] = max(held, version)
            }
        }
        let puts = outcome.measured.filter { $0.kind == .put }
        let acked = puts.filter { $0.status == .ok }
        ackedWrites = acked.count
        lostWrites = acked.count { write in
            newest[Int(write.key)].map { $0 < write.version } ?? true
        }
        lostKeys = newest.count { $0 == nil }
        staleKeys = Self.staleKeys(outcome, acked, newest)
        let unknown = puts.filter { $0.isIndefinite }
        unknownWrites = unknown.count
        unknownApplied = unknown.count { newest[Int($0.key)] == $0.version }
    }

    private static func staleKeys(
        _ outcome: Outcome, _ acked: [OperationSample], _ newest: [Version?]
    ) -> Int {
        var newestAcked = [Version?](repeating: nil, count: newest.count)
        for write in acked {
            let key = Int(write.key)
            newestAcked[key] = max(newestAcked[key] ?? write.version, write.version)
        }
        let answers = answers(outcome, keys: newest.count)
        return newest.indices.count { key in
            guard let acked = newestAcked[key], let held = newest[key], held >= acked else {
                return false
            }
            return answers[key].map { $0 < acked } ?? false
        }
    }

    /// What a get of each key would be answered with: the version at the first living holder in order
    /// of preference that has the key.
    private static func answers(_ outcome: Outcome, keys: Int) -> [Version?] {
        let topology = outcome.trial.topology
        let view = View(nodeCount: topology.members.count)
        var best = [(rank: Int, version: Version)?](repeating: nil, count: keys)
        for (index, node) in outcome.record.nodes.enumerated() where node.stored != nil {
            view[NodeID(index)] = .up
        }
        for (index, node) in outcome.record.nodes.enumerated() {
            for (key, version) in node.stored ?? [] where Int(key) < keys {
                var found: Int?
                topology.visitHolders(of: key, view: view) { rank, holder in
                    if holder == NodeID(index) { found = rank }
                    return found == nil
                }
                guard let rank = found else { continue }
                if let first = best[Int(key)], first.rank <= rank { continue }
                best[Int(key)] = (rank, version)
            }
        }
        return best.map { $0?.version }
    }
}

extension OperationSample {
    /// The version under which a put is stored.
    fileprivate var version: Version {
        Version(
            intendedNanoseconds: intendedNanoseconds, participant: participant, sequence: sequence)
    }

    /// Whether it was sent, and nobody can tell whether it took effect.
    ///
    /// What was refused or not sent at last may have been sent by an attempt before.
    fileprivate var isIndefinite: Bool {
        switch status {
        case .timeout, .reset, .unfinished, .error: attempts > 0
        case .refused, .unsent: attempts > 1
        case .ok, .nodeDown: false
        }
    }
}
