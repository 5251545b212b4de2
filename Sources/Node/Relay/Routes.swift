import Core
import Topology

/// The first step of a shortest way to every node, by breadth-first search over the links that stand.
///
/// Found anew only when links have changed, in storage that it keeps.
struct Routes {
    private let id: NodeID
    private let overlay: Overlay
    /// By node: the neighbour over which the way begins; nil where none leads.
    private var firstSteps: [NodeID?]
    /// The nodes found so far, nearest first.
    private var found: [NodeID] = []

    init(from id: NodeID, over overlay: Overlay) {
        self.id = id
        self.overlay = overlay
        firstSteps = Array(repeating: nil, count: overlay.neighbors.count)
        found.reserveCapacity(overlay.neighbors.count)
    }

    subscript(node: NodeID) -> NodeID? { firstSteps[node.position] }

    /// Whom this node believes in, of its neighbours, is its own to tell.
    mutating func find(over states: LinkStates, view: View) {
        for node in firstSteps.indices { firstSteps[node] = nil }
        found.removeAll(keepingCapacity: true)
        for (index, neighbor) in overlay.neighbors[id.position].enumerated()
        where view[neighbor] != .down && states.stands(index, of: id) {
            firstSteps[neighbor.position] = neighbor
            found.append(neighbor)
        }
        var next = 0
        while next < found.count {
            let node = found[next]
            next += 1
            for (index, other) in overlay.neighbors[node.position].enumerated()
            where other != id && firstSteps[other.position] == nil {
                guard states.stands(index, of: node) else { continue }
                firstSteps[other.position] = firstSteps[node.position]
                found.append(other)
            }
        }
    }
}
