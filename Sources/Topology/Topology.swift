package import Core

/// Who exists, who connects to whom, and who answers for a key: all that sets two topologies apart.
///
/// Pure functions of (node, key, view of the living): no sockets, no clocks, no memory of the past.
/// Every node runs the same program; a topology only says who serves. A new one is a folder beside
/// `ClientServer` and `Mesh`, and a line in `TopologyRegistry`.
package protocol Topology: Sendable, SendableMetatype {
    /// The name an experiment file gives in `kind`.
    static var kind: String { get }

    /// One sentence for people choosing a topology.
    static var summary: String { get }

    /// The keys of its own that `[[topology]]` takes.
    static var parameters: [TopologyParameter] { get }

    /// - Throws: `TopologyContradiction` when the numbers do not go together.
    init(_ setting: TopologySetting) throws(TopologyContradiction)

    /// All nodes of the arm, in node order: `NodeID(i)` is `members[i]`.
    var members: [Member] { get }

    /// Whom a node dials when it starts; of the two ends of a link, exactly one dials.
    func dials(of node: NodeID) -> [NodeID]

    /// How many nodes hold each key, at least 1.
    var holdersPerKey: Int { get }

    /// The holder of a key at a place in the order of preference, `rank` in 0 ..< holdersPerKey.
    func holder(of key: Key, rank: Int) -> NodeID

    /// Where a request goes next, nil when nobody is left to ask.
    ///
    /// `asked` are the holders, by rank, that have already said that they cannot help.
    func next(for key: Key, at node: NodeID, view: View, asked: RankSet) -> NodeID?
}

extension Topology {
    /// The node itself if it holds the key, else the first holder believed up, else the first that
    /// is only suspected.
    package func next(for key: Key, at node: NodeID, view: View, asked: RankSet) -> NodeID? {
        var suspected: NodeID?
        var up: NodeID?
        for rank in 0..<holdersPerKey {
            if asked.contains(rank) { continue }
            let holder = holder(of: key, rank: rank)
            if holder == node { return node }
            switch view[holder] {
            case .up: up = up ?? holder
            case .suspected: suspected = suspected ?? holder
            case .down: break
            }
        }
        return up ?? suspected
    }

    /// The node's place in a key's order of preference, nil when it does not hold the key.
    package func rank(of node: NodeID, for key: Key) -> Int? {
        (0..<holdersPerKey).first { holder(of: key, rank: $0) == node }
    }

    /// Whom a node has links to, dialed by itself or by the other end, in node order.
    package func neighbors(of node: NodeID) -> [NodeID] {
        let dialed = Set(dials(of: node))
        return members.indices.map { NodeID($0) }.filter {
            dialed.contains($0) || ($0 != node && dials(of: $0).contains(node))
        }
    }

    /// The node in which a participant lives.
    package func node(ofParticipant participant: Int) -> NodeID? {
        members.firstIndex { $0.participant == participant }.map { NodeID($0) }
    }
}

/// Ranks in a key's order of preference, each below 64.
@usableFromInline
package struct RankSet: Equatable, Sendable {
    @usableFromInline var bits: UInt64 = 0

    @inlinable package init() {}

    package var count: Int { bits.nonzeroBitCount }

    @inlinable package func contains(_ rank: Int) -> Bool { bits & (1 << UInt64(rank)) != 0 }

    @inlinable package mutating func insert(_ rank: Int) { bits |= 1 << UInt64(rank) }

    package mutating func remove(_ rank: Int) { bits &= ~(1 << UInt64(rank)) }
}
