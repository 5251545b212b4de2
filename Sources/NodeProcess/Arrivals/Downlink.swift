import Core
import Links

/// What lies between other nodes and this one, at its end: the way's delay, then this node's own link.
struct Downlink {
    /// Whether what comes queues before this node's link, or depends on chance.
    let isShaped: Bool
    private let network: NetworkShape
    private let node: NodeID
    private let transport: TransportProtocol
    private let seed: UInt64
    private let repetition: Int
    private var down: LinkDirection
    /// By sender, where its uplink's delay is a matter of chance: what that chance is here.
    private var jitters: [LinkDirection?]

    init(_ assignment: Assignment, _ network: NetworkShape) {
        self.network = network
        node = assignment.node
        transport = assignment.transport
        seed = assignment.seed
        repetition = assignment.repetition
        isShaped = !network.isConstant
        down = LinkDirection(
            .down, of: network.links[node.position], at: node, seed: seed, repetition: repetition)
        jitters = Array(repeating: nil, count: network.links.count)
    }

    /// How long something is on its way: to this node's link where that is shaped, else over it.
    mutating func delay(of arrival: Arrival, from sender: NodeID) -> Nanoseconds {
        let (there, back) = arrival.ways
        let way = network.delay(from: sender, to: node)
        let others =
            Nanoseconds(there - 1) * way
            + Nanoseconds(back) * network.delay(from: node, to: sender)
        guard isShaped else { return others + way }
        let own = network.links[node.position].delayNanoseconds
        let link = network.links[sender.position]
        guard link.jitterNanoseconds > 0 else { return others + way - own }
        return others + way - own - link.delayNanoseconds + jitteredDelay(link, from: sender)
    }

    private mutating func jitteredDelay(_ link: LinkShape, from sender: NodeID) -> Nanoseconds {
        let index = sender.position
        var direction =
            jitters[index]
            ?? LinkDirection(
                to: node, of: link, from: sender, seed: seed, repetition: repetition)
        let now = Instant(nanoseconds: 0)
        let delay = direction.pass(0, coming: Bucket.Passage(first: now, last: now)).last - now
        jitters[index] = direction
        return delay
    }

    /// When something that reaches this node's link, whole at `last`, is over it.
    ///
    /// `isAtOnce` says whether its first byte came no earlier than its last.
    mutating func pass(
        _ arrival: Arrival, from sender: NodeID, last: Instant, isAtOnce: Bool
    ) -> Instant {
        let rate = network.links[sender.position].upBitsPerSecond
        let bytes = arrival.bytes(over: transport)
        let rest = max(0, bytes - Bucket.packetBytes)
        let trickle = rate.map { Nanoseconds(8e9 * Double(rest) / $0) } ?? 0
        return down.pass(
            bytes,
            coming: Bucket.Passage(
                first: isAtOnce ? last : last + -trickle, last: last)
        ).last
    }
}
