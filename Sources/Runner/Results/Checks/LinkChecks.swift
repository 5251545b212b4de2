import Core
import Links
import Measurement
import Node
import Workload

/// What must hold of the packets between the nodes; where there are none there is nothing to check.
struct LinkChecks {
    private let network: NetworkRecord
    private let trial: TrialPlan
    private let hadFaults: Bool

    init?(_ outcome: Outcome) {
        guard let network = outcome.record.network else { return nil }
        self.network = network
        trial = outcome.trial
        hadFaults = !outcome.record.faults.isEmpty
    }

    var all: [Check] { [packets, losses].compactMap(\.self) }

    private func sum(_ count: (LinkCounters) -> UInt64) -> Double {
        network.links.reduce(0) { $0 + Double(count($1)) }
    }

    /// Every packet that was sent or doubled in measurement, or was on its way before, has been handed
    /// over or dropped for a reason in it, or is on its way after it; but for those dropped unasked.
    private var packets: Check {
        let begun = sum(\.sentPackets) + sum(\.duplicated) + sum(\.underWayBefore)
        let ended =
            sum(\.receivedPackets) + sum(\.lost) + sum(\.queueFull) + sum(\.cut)
            + sum(\.underWayAfter)
        return Check(
            law: .linkPackets, measured: ended, expected: begun,
            allowed: Double(network.fidelity?.unasked ?? 0), isIdentity: true)
    }

    /// Links lose the share that was asked, within four standard errors; a fault that loses or cuts
    /// something has its own, and is checked without.
    private var losses: Check? {
        guard !hadFaults, trial.network.links.contains(where: { $0.loss > 0 }) else {
            return nil
        }
        var expected = 0.0
        var variance = 0.0
        for (link, count) in zip(trial.network.links, network.links) {
            let crossed = Double(count.crossed)
            expected += link.loss * crossed
            // Losses in a row say as much as one.
            variance += link.loss * (1 - link.loss) * crossed * (2 * link.lossBurst - 1)
        }
        return Check(
            law: .linkLosses, measured: sum(\.lost), expected: expected,
            allowed: 4 * variance.squareRoot() + 2, isIdentity: true)
    }
}
