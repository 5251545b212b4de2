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

    /// The links over which nodes pass on what others ask; nil where whoever asks has a link of its own.
    var overlay: Overlay? { get }

    /// How many nodes hold each key, at least 1.
    var holdersPerKey: Int { get }

    /// The holder of a key at a place in the order of preference, `rank` in 0 ..< holdersPerKey.
    func holder(of key: Key, rank: Int) -> NodeID

    /// Whether the holders of a key are the first in its order of preference that are not down, and not
    /// always the same.
    var isRepairing: Bool { get }

    /// How many nodes a key's order of preference names: its holders, then those that take the place of
    /// one that is down; at most 64.
    var preferencesPerKey: Int { get }

    /// Shows the nodes of a key's order of preference by rank, until `visit` returns false.
    ///
    /// Asked for on the data path: it allocates nothing.
    func visitPreferences(of key: Key, _ visit: (_ rank: Int, NodeID) -> Bool)

    /// Where a request goes next, nil when nobody is left to ask.
    ///
    /// `asked` are the holders, by rank, that have already said that they cannot help.
    func next(for key: Key, at node: NodeID, view: View, asked: RankSet) -> NodeID?
}

extension Topology {
    /// A topology that says nothing of repair has none.
    package var isRepairing: Bool { false }

    /// Nor, of links, does it pass anything on.
    package var overlay: Overlay? { nil }

    package var preferencesPerKey: Int { holdersPerKey }

    package func visitPreferences(of key: Key, _ visit: (_ rank: Int, NodeID) -> Bool) {
        for rank in 0..<holdersPerKey where !visit(rank, holder(of: key, rank: rank)) { return }
    }

    /// Shows the nodes that are to hold a key now, by their rank in its order of preference, until
    /// `visit` returns false.
    ///
    /// Without repair these are always the same; with repair, the first so many that are not down.
    package func visitHolders(of key: Key, view: View, _ visit: (_ rank: Int, NodeID) -> Bool) {
        guard isRepairing else {
            for rank in 0..<holdersPerKey where !visit(rank, holder(of: key, rank: rank)) { return }
            return
        }
        var missing = holdersPerKey
        visitPreferences(of: key) { rank, node in
            if case .down = view[node] { return true }
            missing -= 1
            return visit(rank, node) && missing > 0
        }
    }

    /// The node itself if it holds the key, else the first holder believed up, else the first that
    /// is only suspected.
    package func next(for key: Key, at node: NodeID, view: View, asked: RankSet) -> NodeID? {
        var suspected: NodeID?
        var up: NodeID?
        var isItself = false
        visitHolders(of: key, view: view) { rank, holder in
            if asked.contains(rank) { return true }
            if holder == node {
                isItself = true
                return false
            }
            switch view[holder] {
            case .up: up = up ?? holder
            case .suspected: suspected = suspected ?? holder
            case .down: break
            }
            return true
        }
        return isItself ? node : up ?? suspected
    }

    /// The node's place in a key's order of preference, nil when it can never hold the key.
    package func rank(of node: NodeID, for key: Key) -> Int? {
        guard isRepairing else {
            return (0..<holdersPerKey).first { holder(of: key, rank: $0) == node }
        }
        var found: Int?
        visitPreferences(of: key) { rank, other in
            if other == node { found = rank }
            return found == nil
        }
        return found
    }

    /// Whether a node holds a key before anything has happened.
    package func isHolder(_ node: NodeID, of key: Key) -> Bool {
        (0..<holdersPerKey).contains { holder(of: key, rank: $0) == node }
    }

    /// Whom a node has links to, dialed by itself or by the other end, in node order.
    package func neighbors(of node: NodeID) -> [NodeID] {
        if let overlay { return overlay.neighbors[node.position].sorted() }
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
