import Core
import Measurement
import Topology
import Workload

/// What the living stores hold after the drain, held against what was acknowledged.
struct StoresCompared {
    /// Acknowledged puts of measurement.
    let ackedWrites: Int
    /// Acknowledged puts newer than the newest any living node holds for their key.
    let lostWrites: Int
    /// Keys no living node holds.
    let lostKeys: Int

    init(_ outcome: Outcome) {
        let keys = outcome.trial.plan.workload.keys
        var newest = [Version?](repeating: nil, count: keys)
        for node in outcome.record.nodes {
            for (key, version) in node.stored ?? [] where Int(key) < keys {
                let held = newest[Int(key)] ?? version
                newest[Int(key)] = max(held, version)
            }
        }
        let acked = outcome.measured.filter { $0.kind == .put && $0.status == .ok }
        ackedWrites = acked.count
        lostWrites = acked.count { write in
            guard let held = newest[Int(write.key)] else { return true }
            return held
                < Version(
                    intendedNanoseconds: write.intendedNanoseconds,
                    participant: write.participant, sequence: write.sequence)
        }
        lostKeys = newest.count { $0 == nil }
    }
}
