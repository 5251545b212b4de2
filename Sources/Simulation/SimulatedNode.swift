import Core
import Measurement
import Node

/// A node's host in virtual time: what a process and its kernel are on the other tiers.
struct SimulatedNode {
    enum State {
        case running
        case frozen
        case dead
    }

    var node: Node
    var state = State.running
    /// Tells a process from the one that ran under the same name before.
    var incarnation: UInt32 = 0
    /// Open connections in the order they were opened: the peer, and which connection it is.
    var connections: [(peer: NodeID, id: UInt32)] = []
    /// What happened while the node stood still, in order.
    var inbox: [Event] = []
    /// Started again, and not yet connected to all the living.
    var isJoining = false
    /// What it has on its disk, in the order written; a kill leaves it.
    var log: [LoggedWrite] = []
    var record = NodeRecord()
    let tally: Tally

    func connection(to peer: NodeID) -> UInt32? {
        connections.first { $0.peer == peer }?.id
    }

    mutating func disconnect(_ peer: NodeID) {
        connections.removeAll { $0.peer == peer }
    }
}
