import Core
import Links
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

    /// Whether the next packet is lost, of which faults lose `share` for the time being.
    ///
    /// Losses begin anew where the share has changed.
    mutating func loses(
        _ share: Double, from sender: NodeID, to receiver: NodeID, in plan: OperationPlan
    ) -> Bool {
        guard share > 0 else { return false }
        let way = Way(sender: sender, receiver: receiver)
        var loss: Loss
        if let known = ways[way], known.share == share {
            loss = known
        } else {
            loss = Loss(
                share: share,
                pattern: LossPattern(
                    ofFault: share, from: sender, to: receiver, seed: plan.seed,
                    repetition: plan.repetition))
        }
        defer { ways[way] = loss }
        return loss.pattern.loses()
    }
}
