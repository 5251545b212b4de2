import Core
import Links

/// What faults have made of the ways between nodes for the time being.
struct WayTable {
    /// Why a packet gets no further.
    enum End {
        case cut, lost
    }

    private var conditions: [PathCondition]
    private var losses: [LossPattern?]
    private let nodeCount: Int

    /// The table of ways that are not clear, `ways`; all others are.
    ///
    /// A way that loses as it did in `earlier` goes on where it was: another fault's beginning or end
    /// moves nothing in it.
    init(_ ways: [SwitchCommand.Way], _ plan: SwitchPlan, after earlier: WayTable?) {
        nodeCount = plan.network.links.count
        conditions = Array(repeating: .clear, count: nodeCount * nodeCount)
        losses = Array(repeating: nil, count: conditions.count)
        for way in ways {
            let index = index(way.sender, way.receiver)
            conditions[index] = way.condition
            guard way.condition.lostShare > 0 else { continue }
            let isAsBefore = earlier?.conditions[index].lostShare == way.condition.lostShare
            losses[index] =
                (isAsBefore ? earlier?.losses[index] : nil)
                ?? LossPattern(
                    ofFault: way.condition.lostShare, from: way.sender, to: way.receiver,
                    seed: plan.seed, repetition: plan.repetition)
        }
    }

    private func index(_ sender: NodeID, _ receiver: NodeID) -> Int {
        sender.position * nodeCount + receiver.position
    }

    func isOpen(from sender: NodeID, to receiver: NodeID) -> Bool {
        !conditions[index(sender, receiver)].isCut
    }

    /// What ends the next packet's way, nil where it gets on.
    mutating func end(from sender: NodeID, to receiver: NodeID) -> End? {
        let index = index(sender, receiver)
        if conditions[index].isCut { return .cut }
        return losses[index]?.loses() ?? false ? .lost : nil
    }

    func delay(from sender: NodeID, to receiver: NodeID) -> Nanoseconds {
        conditions[index(sender, receiver)].delayNanoseconds
    }
}
