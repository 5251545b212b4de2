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

    /// Every packet sent, once or as a double, is handed over or dropped for a reason, but for what is
    /// on its way when measurement begins or ends.
    private var packets: Check {
        let sent = sum(\.sentPackets) + sum(\.duplicated)
        let ended = sum(\.receivedPackets) + sum(\.lost) + sum(\.queueFull) + sum(\.cut)
        let latest = Nanoseconds(network.fidelity?.lateMaximum ?? 0)
        let longest = trial.network.longestDelayNanoseconds + longestQueue + latest
        let underWay = sent * longest.inSeconds / trial.schedule.measureNanoseconds.inSeconds
        return Check(
            law: .linkPackets, measured: ended, expected: sent,
            allowed: 2 * underWay + 0.002 * sent + 64, isIdentity: true)
    }

    /// Two queues of the longest on a way.
    private var longestQueue: Nanoseconds {
        let limited = trial.network.links.filter {
            $0.upBitsPerSecond != nil || $0.downBitsPerSecond != nil
        }
        return 2 * (limited.map(\.queueNanoseconds).max() ?? 0)
    }

    /// Links lose the share that was asked, within four standard errors; a fault that loses or cuts
    /// something has its own, and is checked without.
    private var losses: Check? {
        guard !hadFaults, trial.network.links.contains(where: { $0.loss > 0 }) else {
            return nil
        }
        var expected = 0.0
        var variance = 0.0
        var unknown = 0.0
        for (link, count) in zip(trial.network.links, network.links) {
            // Each packet meets loss once: from the node, if the queue has room, or to it. Of the lost
            // and the dropped, nobody knows which way they went.
            let sent = Double(count.sentPackets) - Double(count.queueFull) / 2
            let crossed = sent + Double(count.receivedPackets) + Double(count.lost) / 2
            expected += link.loss * crossed
            unknown += link.loss * Double(count.queueFull + count.lost) / 2
            // Losses in a row say as much as one.
            variance += link.loss * (1 - link.loss) * crossed * (2 * link.lossBurst - 1)
        }
        return Check(
            law: .linkLosses, measured: sum(\.lost), expected: expected,
            allowed: 4 * variance.squareRoot() + unknown + 2, isIdentity: true)
    }
}
