import Core
import Topology

/// What a node knows of the overlay's links: the latest word of each of their ends.
///
/// A link of which nothing was ever said stands.
struct LinkStates {
    private let overlay: Overlay
    /// Where the links of each node begin in the lists below.
    private let firstLinks: [Int]
    /// By node and its links: whether that end says that the link stands.
    private var stands: [Bool]
    /// When that was said, on the clock of who said it; `never` before.
    private var saidAt: [Instant]

    private static let neverSaid = Instant(nanoseconds: .min)

    init(_ overlay: Overlay) {
        self.overlay = overlay
        var count = 0
        firstLinks = overlay.neighbors.map { links in
            count += links.count
            return count - links.count
        }
        stands = Array(repeating: true, count: count)
        saidAt = Array(repeating: Self.neverSaid, count: count)
    }

    /// Whether neither end of a node's `index`-th link says that it is lost.
    func stands(_ index: Int, of node: NodeID) -> Bool {
        let position = node.position
        let other = overlay.neighbors[position][index].position
        return stands[firstLinks[position] + index]
            && stands[firstLinks[other] + overlay.listedAt[position][index]]
    }

    /// What a node itself says of its `index`-th link.
    func says(_ node: NodeID, of index: Int) -> Bool {
        stands[firstLinks[node.position] + index]
    }

    /// Takes word of a link in; whether it is news.
    mutating func learn(_ news: LinkNews) -> Bool {
        guard overlay.neighbors.indices.contains(news.node.position),
            let index = overlay.neighbors[news.node.position].firstIndex(of: news.neighbor)
        else { return false }
        let link = firstLinks[news.node.position] + index
        guard news.saidAt > saidAt[link] else { return false }
        stands[link] = news.stands
        saidAt[link] = news.saidAt
        return true
    }

    /// A node's own word of its `index`-th link, later than all it has said of it before.
    mutating func say(
        _ node: NodeID, _ index: Int, stands isStanding: Bool, at now: Instant
    ) -> LinkNews {
        let link = firstLinks[node.position] + index
        // Nothing is later than what a node gone mad may have said.
        let before = saidAt[link]
        let news = LinkNews(
            node: node, neighbor: overlay.neighbors[node.position][index], stands: isStanding,
            saidAt: now > before || before == .never ? now : before + 1)
        _ = learn(news)
        return news
    }

    /// All that was ever said, the latest of each end of each link.
    var everythingSaid: [LinkNews] {
        overlay.neighbors.indices.flatMap { node in
            overlay.neighbors[node].indices.compactMap { index in
                let link = firstLinks[node] + index
                guard saidAt[link] != Self.neverSaid else { return nil }
                return LinkNews(
                    node: NodeID(node), neighbor: overlay.neighbors[node][index],
                    stands: stands[link], saidAt: saidAt[link])
            }
        }
    }
}

/// One end's word of one of its links, as it spreads from neighbour to neighbour.
///
/// | field               | `linkState` says there                    |
/// |---------------------|-------------------------------------------|
/// | key                 | whose word it is, by position             |
/// | version.participant | the link's other end, likewise            |
/// | version.sequence    | 1 where the link stands, 0 where it is lost |
/// | version.intended    | when that was said                        |
struct LinkNews: Equatable {
    var node: NodeID
    var neighbor: NodeID
    var stands: Bool
    /// On the clock of the node.
    var saidAt: Instant

    init(node: NodeID, neighbor: NodeID, stands: Bool, saidAt: Instant) {
        self.node = node
        self.neighbor = neighbor
        self.stands = stands
        self.saidAt = saidAt
    }

    /// The news in a message from anywhere, of a link that may not exist.
    init?(_ message: Message) {
        guard let node = Int32(exactly: message.key),
            let neighbor = Int32(exactly: message.version.participant)
        else { return nil }
        self.init(
            node: NodeID(Int(node)), neighbor: NodeID(Int(neighbor)),
            stands: message.version.sequence == 1,
            saidAt: Instant(nanoseconds: message.version.intendedNanoseconds))
    }

    var message: Message {
        var message = Message(
            .linkState, operation: OperationID(participant: 0, sequence: 0),
            key: Key(node.position))
        message.isBackground = true
        message.version = Version(
            intendedNanoseconds: saidAt.nanoseconds, participant: UInt32(neighbor.position),
            sequence: stands ? 1 : 0)
        return message
    }
}
