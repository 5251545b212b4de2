import Core
import Links
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
    /// Open connections in the order they were opened.
    var connections: [SimulatedConnection] = []
    /// What happened while the node stood still, in order.
    var inbox: [Event] = []
    /// What the datagrams among it take of its socket's room.
    var waitingBytes = 0
    /// What waits for the way from its sender to be mended, in order.
    var held: [(from: NodeID, happening: Happening)] = []
    /// Told to leave, and not gone yet.
    var isLeaving = false
    /// Started again, and not yet connected to all the living.
    var isJoining = false
    /// What it has on its disk, in the order written; a kill leaves it.
    var log: [LoggedWrite] = []
    var record = NodeRecord()
    let tally: Tally
    /// Its access link, nil where nothing about it depends on what it carries.
    var link: SimulatedLink?

    func connection(to peer: NodeID) -> UInt32? {
        connections.first { $0.peer == peer }?.id
    }

    /// When something sent now arrives at the peer: in order, though delays may shrink meanwhile.
    mutating func arrival(over connection: UInt32, at instant: Instant) -> Instant {
        guard let index = connections.firstIndex(where: { $0.id == connection }) else {
            return instant
        }
        let arrival = max(instant, connections[index].lastArrival)
        connections[index].lastArrival = arrival
        return arrival
    }

    /// When something is given out at this end that is through its link now: in order as well.
    mutating func delivery(over connection: UInt32, at instant: Instant) -> Instant {
        guard let index = connections.firstIndex(where: { $0.id == connection }) else {
            return instant
        }
        let delivery = max(instant, connections[index].lastDelivery)
        connections[index].lastDelivery = delivery
        return delivery
    }

    /// Whether its socket takes a datagram in: one that runs reads it at once.
    mutating func takes(_ datagram: SimulatedDatagram) -> Bool {
        guard state == .frozen else { return true }
        let bytes = waitingBytes + Datagram.waitingBytes(of: datagram.byteCount)
        guard bytes <= 2 * Datagram.receiveBufferBytes else { return false }
        waitingBytes = bytes
        return true
    }

    mutating func disconnect(_ peer: NodeID) {
        connections.removeAll { $0.peer == peer }
    }
}

/// One end of a connection.
struct SimulatedConnection {
    var peer: NodeID
    /// The same at both ends, and never used again.
    var id: UInt32
    /// When the last thing this end sent arrives.
    var lastArrival = Instant(nanoseconds: .min)
    /// When the last thing this end has received is given out to it.
    var lastDelivery = Instant(nanoseconds: .min)
}

/// Both directions of a node's access link.
struct SimulatedLink {
    var up: LinkDirection
    var down: LinkDirection
}
