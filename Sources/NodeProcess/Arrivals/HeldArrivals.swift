package import Core

/// What has come from other nodes and is not let in yet, since it would still be on its way.
///
/// Loopback has no distance and no links that could be cut: the receiver holds back what would not
/// have arrived, in each sender's order, hellos and ends of connections included. A stream waits at a
/// cut until that is mended; datagrams are gone.
struct HeldArrivals {
    /// Nil where nothing but faults lies between the nodes.
    private var downlink: Downlink?
    private let losesAtCuts: Bool
    /// What is on its way to this node.
    private var line = ArrivalLine()
    /// What is before or on this node's own link.
    private var link = ArrivalLine()
    /// What has waited for a cut way, which is mended.
    private var released = ArrivalLine()
    /// By sender; empty while all ways are clear and nothing waits for one.
    private var ways: [Way] = []

    private struct Way {
        var condition = PathCondition.clear
        var isDialCut = false
        /// What has come to the cut.
        var stopped: [Arrival] = []
        /// Dialed while the way was cut.
        var awaitsDial = false
    }

    /// Whether everything that comes is let in at once: asked for every message.
    private(set) var areClear: Bool

    init(_ downlink: Downlink? = nil, losesAtCuts: Bool = false) {
        self.downlink = downlink
        self.losesAtCuts = losesAtCuts
        areClear = downlink == nil
    }

    /// When something is to be let in next.
    var next: Instant {
        min(released.next, min(line.next, link.next))
    }

    /// Takes note of all ways that are not clear; the others are.
    mutating func set(_ impaired: [ImpairedWay], nodeCount: Int) {
        if ways.isEmpty { ways = Array(repeating: Way(), count: nodeCount) }
        for index in ways.indices {
            ways[index].condition = .clear
            ways[index].isDialCut = false
        }
        for way in impaired where ways.indices.contains(way.sender.position) {
            ways[way.sender.position].condition = way.condition
            ways[way.sender.position].isDialCut = way.isDialCut
        }
        for index in ways.indices where !ways[index].condition.isCut {
            for arrival in ways[index].stopped {
                released.add(arrival, from: NodeID(index), due: Instant(nanoseconds: .min))
            }
            ways[index].stopped = []
        }
        forgetIfClear()
    }

    /// Whether what comes from a node may go on at once; if not, it is held, or lost to a cut.
    mutating func admits(_ arrival: Arrival, from sender: NodeID, at now: Instant) -> Bool {
        guard !areClear else { return true }
        let condition = ways.isEmpty ? .clear : ways[sender.position].condition
        if losesAtCuts, condition.isCut { return false }
        if downlink == nil, condition == .clear, !isOnItsWay(from: sender) { return true }
        let legs = Nanoseconds(arrival.ways.there + arrival.ways.back)
        let delay =
            (downlink?.delay(of: arrival, from: sender) ?? 0) + legs * condition.delayNanoseconds
        line.add(arrival, from: sender, due: now + delay)
        return false
    }

    /// The next thing whose time has come.
    mutating func removeDue(at now: Instant) -> (arrival: Arrival, sender: NodeID)? {
        defer { forgetIfClear() }
        while true {
            if let entry = link.removeDue(at: now) { return (entry.arrival, entry.sender) }
            guard let (arrival, sender, due, isAtOnce) = takeArrived(at: now) else { return nil }
            guard downlink?.isShaped == true else { return (arrival, sender) }
            let over = downlink?.pass(arrival, from: sender, last: due, isAtOnce: isAtOnce)
            link.add(arrival, from: sender, due: over ?? due)
        }
    }

    /// What has come to this node's link, and was not stopped by a cut.
    private mutating func takeArrived(
        at now: Instant
    ) -> (arrival: Arrival, sender: NodeID, due: Instant, isAtOnce: Bool)? {
        if let (arrival, sender, _) = released.removeDue(at: now) {
            return (arrival, sender, now, true)
        }
        while let (arrival, sender, due) = line.removeDue(at: now) {
            guard !ways.isEmpty, ways[sender.position].condition.isCut else {
                return (arrival, sender, due, false)
            }
            if !losesAtCuts { ways[sender.position].stopped.append(arrival) }
        }
        return nil
    }

    /// Whether a node cannot be dialed now; then it is remembered.
    mutating func holdsDial(to node: NodeID) -> Bool {
        guard !ways.isEmpty, ways[node.position].isDialCut else { return false }
        ways[node.position].awaitsDial = true
        return true
    }

    /// The nodes whose dials have waited and may go on.
    mutating func takeDials() -> [NodeID] {
        let ready = ways.indices.filter { ways[$0].awaitsDial && !ways[$0].isDialCut }
        for index in ready { ways[index].awaitsDial = false }
        forgetIfClear()
        return ready.map { NodeID($0) }
    }

    /// Whether what is sent to a node waits somewhere on its way.
    func isCut(from node: NodeID) -> Bool {
        isOnItsWay(from: node) || (!ways.isEmpty && ways[node.position].isDialCut)
    }

    private func isOnItsWay(from node: NodeID) -> Bool {
        line.holds(node) || link.holds(node) || released.holds(node)
            || (!ways.isEmpty && !ways[node.position].stopped.isEmpty)
    }

    private mutating func forgetIfClear() {
        let isClear = ways.allSatisfy {
            $0.condition == .clear && !$0.isDialCut && !$0.awaitsDial && $0.stopped.isEmpty
        }
        if isClear { ways = [] }
        areClear = downlink == nil && isClear && line.isEmpty && released.isEmpty
    }
}

/// A way that is not as it should be, as the runner tells the node at its end.
package struct ImpairedWay: Equatable, Sendable {
    package var sender: NodeID
    package var condition: PathCondition
    /// Whether the two nodes cannot connect, since one of the directions is cut.
    package var isDialCut: Bool

    package init(from sender: NodeID, _ condition: PathCondition, isDialCut: Bool) {
        self.sender = sender
        self.condition = condition
        self.isDialCut = isDialCut
    }
}
