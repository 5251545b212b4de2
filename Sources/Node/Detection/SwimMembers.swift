import Core

/// What a member of SWIM knows of itself and its neighbours, and what of it is still to be spread.
///
/// News of others is not kept: a node has no use for the state of somebody it has no link to.
struct SwimMembers {
    private struct Entry {
        var isKept = false
        var state = MemberUpdate.State.unknown
        var incarnation: UInt32 = 0
        /// Frames that are still to carry this.
        var spreadsLeft = 0
        /// When a suspect's time to refute is over.
        var condemnedAt = Instant.never
    }

    private var entries: [Entry]
    private let own: NodeID
    private let suspicionNanoseconds: Nanoseconds
    private let spreads: Int

    /// A table where only the node itself is known to live.
    init(of own: NodeID, nodeCount: Int, suspicionNanoseconds: Nanoseconds) {
        self.own = own
        self.suspicionNanoseconds = suspicionNanoseconds
        entries = Array(repeating: Entry(), count: nodeCount)
        // An epidemic reaches all of n in the order of log n frames of each (section 4.1).
        spreads = 3 * (Int.bitWidth - nodeCount.leadingZeroBitCount)
        entries[own.position].isKept = true
        entries[own.position].state = .alive
    }

    subscript(node: NodeID) -> MemberUpdate {
        let entry = entries[node.position]
        return MemberUpdate(node, entry.state, incarnation: entry.incarnation)
    }

    /// Takes in whom the node has links to.
    mutating func keep(_ nodes: [NodeID]) {
        for node in nodes { entries[node.position].isKept = true }
    }

    func isKept(_ node: NodeID) -> Bool {
        entries.indices.contains(node.position) && entries[node.position].isKept
    }

    /// Whether the node takes part, as far as is known: a suspect does until it is declared dead.
    func isMember(_ node: NodeID) -> Bool {
        switch entries[node.position].state {
        case .alive, .suspected: true
        case .unknown, .dead: false
        }
    }

    /// Takes news in if it is any, to be spread in turn; to have met somebody is no news to others.
    ///
    /// - Returns: Whether it was.
    mutating func learn(_ update: MemberUpdate, at now: Instant) -> Bool {
        guard isKept(update.node) else { return false }
        let known = self[update.node]
        guard update.overrides(known) else { return false }
        entries[update.node.position] = Entry(
            isKept: true, state: update.state, incarnation: update.incarnation,
            spreadsLeft: known.state == .unknown ? 0 : spreads,
            condemnedAt: now + suspicionNanoseconds)
        return true
    }

    /// The suspects whose time to refute is over.
    func condemned(at now: Instant) -> [NodeID] {
        entries.indices.filter {
            entries[$0].state == .suspected && entries[$0].condemnedAt <= now
        }.map { NodeID($0) }
    }

    /// Gives every suspect its whole time again.
    mutating func reprieve(at now: Instant) {
        for index in entries.indices { entries[index].condemnedAt = now + suspicionNanoseconds }
    }

    /// What the next frame to a member carries.
    ///
    /// First what is said of the receiver, if it is nothing good: only it can set that right. Then
    /// what has been spread the least.
    mutating func news(for receiver: NodeID) -> [MemberUpdate] {
        var news: [MemberUpdate] = []
        let obituary = self[receiver]
        if obituary.state == .suspected || obituary.state == .dead { news.append(obituary) }
        while news.count < Message.newsCapacity, let index = leastSpread(but: news) {
            entries[index].spreadsLeft -= 1
            news.append(self[NodeID(index)])
        }
        return news
    }

    private func leastSpread(but taken: [MemberUpdate]) -> Int? {
        var best: Int?
        for index in entries.indices
        where entries[index].spreadsLeft > best.map({ entries[$0].spreadsLeft }) ?? 0
            && !taken.contains(where: { $0.node.position == index })
        {
            best = index
        }
        return best
    }
}
