import Core
import Links

/// What faults have made of the ways between nodes for the time being.
struct WayTable {
    private var conditions: [PathCondition]
    private var losses: [LossPattern]
    private let nodeCount: Int

    /// The table of ways that are not clear, `ways`; all others are.
    init(_ ways: [SwitchCommand.Way], nodeCount: Int, seed: UInt64) {
        self.nodeCount = nodeCount
        conditions = Array(repeating: .clear, count: nodeCount * nodeCount)
        losses = []
        for way in ways {
            conditions[index(way.sender, way.receiver)] = way.condition
        }
        if ways.contains(where: { $0.condition.lostShare > 0 }) {
            losses = conditions.enumerated().map { index, condition in
                LossPattern(
                    share: condition.lostShare, meanBurst: 1,
                    random: SeededRandom(seed: seed, path: 1 << 32, UInt64(index)))
            }
        }
    }

    private func index(_ sender: NodeID, _ receiver: NodeID) -> Int {
        sender.position * nodeCount + receiver.position
    }

    func isOpen(from sender: NodeID, to receiver: NodeID) -> Bool {
        !conditions[index(sender, receiver)].isCut
    }

    /// Whether the next packet gets on its way: neither cut off nor lost.
    mutating func passes(from sender: NodeID, to receiver: NodeID) -> Bool {
        let index = index(sender, receiver)
        guard !conditions[index].isCut else { return false }
        return losses.isEmpty || !losses[index].loses()
    }

    func delay(from sender: NodeID, to receiver: NodeID) -> Nanoseconds {
        conditions[index(sender, receiver)].delayNanoseconds
    }
}
