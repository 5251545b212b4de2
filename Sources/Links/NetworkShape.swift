package import Core

/// What all of a trial's nodes are to find between them.
package struct NetworkShape: Equatable, Sendable {
    /// Each node's access link, by node order.
    package var links: [LinkShape]
    /// The region each node is in, by node order; empty where there are none.
    package var regions: [Int]
    /// One-way delays between regions, from row to column, on top of the links'.
    package var regionDelays: [[Nanoseconds]]

    package init(
        links: [LinkShape], regions: [Int] = [], regionDelays: [[Nanoseconds]] = []
    ) {
        self.links = links
        self.regions = regions
        self.regionDelays = regionDelays
    }

    /// Nothing but what the host itself takes.
    package static func clear(nodeCount: Int) -> NetworkShape {
        NetworkShape(links: Array(repeating: LinkShape(), count: nodeCount))
    }

    /// Whether chance has no part in it.
    package var isCertain: Bool {
        links.allSatisfy {
            $0.jitterNanoseconds == 0 && $0.loss == 0 && $0.duplicate == 0 && $0.reorder == 0
        }
    }

    /// Whether a way takes the same time for everybody and everything that takes it.
    package var isConstant: Bool { links.allSatisfy(\.isConstant) }

    /// Whether packets are lost, doubled or overtaken, which TCP takes time to repair.
    package var troublesPackets: Bool {
        links.contains { $0.loss > 0 || $0.duplicate > 0 || $0.reorder > 0 }
    }

    /// Whether what is sent is there within the longest delay: before a rate bytes wait, and what is lost
    /// TCP sends again when it sees fit.
    package var deliversInTime: Bool {
        !troublesPackets
            && links.allSatisfy { $0.upBitsPerSecond == nil && $0.downBitsPerSecond == nil }
    }

    package var isClear: Bool {
        regions.isEmpty && links.allSatisfy(\.isClear)
    }

    /// No way takes longer by its delays alone; of normal jitter, but for one packet in 10^9.
    package var longestDelayNanoseconds: Nanoseconds {
        2 * (links.map { $0.delayNanoseconds + $0.longestJitterNanoseconds }.max() ?? 0)
            + (regionDelays.joined().max() ?? 0)
    }

    /// One way between the regions of two nodes.
    package func regionDelay(from sender: NodeID, to receiver: NodeID) -> Nanoseconds {
        regions.isEmpty ? 0 : regionDelays[regions[sender.position]][regions[receiver.position]]
    }

    /// One way from node to node, without jitter and without the time bytes take.
    package func delay(from sender: NodeID, to receiver: NodeID) -> Nanoseconds {
        sender == receiver
            ? 0
            : links[sender.position].delayNanoseconds + regionDelay(from: sender, to: receiver)
                + links[receiver.position].delayNanoseconds
    }
}
