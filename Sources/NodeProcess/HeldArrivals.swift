package import Core

/// What has come from nodes to which the way is cut or slow for the time being, and is not let in yet.
///
/// Loopback has no links that could be cut: the receiver holds back what would not have arrived, in
/// order, hellos and ends of connections included.
struct HeldArrivals {
    enum Arrival {
        case message(Message, frameBytes: Int)
        case connected(dialed: Bool)
        case lost
    }

    private struct Entry {
        var due: Instant
        var arrival: Arrival
    }

    /// By sender; empty while all ways are clear and nothing is held.
    private var ways: [Way] = []

    private struct Way {
        var condition = PathCondition.clear
        var isDialCut = false
        var entries: [Entry] = []
        /// Dialed while the way was cut.
        var awaitsDial = false

        /// When the first entry may be let in.
        var next: Instant { condition.isCut ? .never : entries.first?.due ?? .never }
    }

    /// Whether everything that comes is let in at once.
    var areClear: Bool { ways.isEmpty }

    /// When something is to be let in next.
    var next: Instant { ways.reduce(.never) { min($0, $1.next) } }

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
        forgetIfClear()
    }

    /// Whether what comes from a node may go on at once; if not, it is held.
    mutating func admits(_ arrival: Arrival, from sender: NodeID, at now: Instant) -> Bool {
        guard !ways.isEmpty else { return true }
        let index = sender.position
        let way = ways[index]
        if way.entries.isEmpty, way.condition == .clear { return true }
        let due = now + way.condition.delayNanoseconds
        // Nothing overtakes what came before it, though the delay may have shrunk.
        ways[index].entries.append(
            Entry(due: max(due, way.entries.last?.due ?? due), arrival: arrival))
        return false
    }

    /// The next thing whose time has come.
    mutating func removeDue(at now: Instant) -> (arrival: Arrival, sender: NodeID)? {
        guard let index = ways.firstIndex(where: { $0.next <= now }) else { return nil }
        let entry = ways[index].entries.removeFirst()
        forgetIfClear()
        return (entry.arrival, NodeID(index))
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
        !ways.isEmpty && (ways[node.position].isDialCut || !ways[node.position].entries.isEmpty)
    }

    private mutating func forgetIfClear() {
        let isClear = ways.allSatisfy {
            $0.condition == .clear && !$0.isDialCut && !$0.awaitsDial && $0.entries.isEmpty
        }
        if isClear { ways = [] }
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
