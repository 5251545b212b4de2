import Core
import Links
import Topology
import Workload

/// What faults lose of the packets between two nodes, on top of what their links lose.
struct FaultLosses {
    private struct Way: Hashable {
        var sender: NodeID
        var receiver: NodeID
    }

    private struct Loss {
        var share: Double
        var pattern: LossPattern
    }

    private var ways: [Way: Loss] = [:]

    /// Sets faults' losses apart from the links' own.
    private static let stream: UInt64 = 0x7761_7973

    /// Whether the next packet is lost, of which faults lose `share` for the time being.
    ///
    /// Losses begin anew where the share has changed.
    mutating func loses(
        _ share: Double, from sender: NodeID, to receiver: NodeID, in plan: SimulatedArm
    ) -> Bool {
        guard share > 0 else { return false }
        let way = Way(sender: sender, receiver: receiver)
        var loss: Loss
        if let known = ways[way], known.share == share {
            loss = known
        } else {
            let index = sender.position * plan.topology.members.count + receiver.position
            loss = Loss(
                share: share,
                pattern: LossPattern(
                    share: share, meanBurst: 1,
                    random: SeededRandom(
                        seed: plan.plan.seed, path: Self.stream, UInt64(plan.plan.repetition),
                        UInt64(index))))
        }
        defer { ways[way] = loss }
        return loss.pattern.loses()
    }
}
