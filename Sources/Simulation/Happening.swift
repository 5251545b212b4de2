import Core
import Faults
import Node

/// One entry of the simulation's schedule.
enum Happening {
    /// A message reaches the far end of its connection, or the receiver's link where that takes time.
    case arrival(Parcel)
    /// A message is through the receiver's link.
    case delivery(Parcel)
    /// A packet of a datagram reaches the receiver's link.
    case fragmentArrival(Fragment)
    /// A packet of a datagram is through the receiver's link.
    case fragmentDelivery(Fragment)
    /// A dial reaches the node dialed.
    case dialArrival(from: NodeID, incarnation: UInt32, to: NodeID)
    /// The answer to a dial reaches the node that dialed; nil: refused.
    case dialAnswer(from: NodeID, incarnation: UInt32, to: NodeID, connection: UInt32?)
    /// The hello of a new connection reaches the node that was dialed.
    case hello(from: NodeID, to: NodeID, connection: UInt32)
    /// The end of a connection reaches one of its ends.
    case reset(at: NodeID, from: NodeID, connection: UInt32)
    /// A time a node asked for.
    case timer(NodeID, incarnation: UInt32, Timer, due: Instant)
    /// Something that needs no network: given to a node as it is.
    case event(Event, NodeID, incarnation: UInt32)
    /// A fault's stroke falls.
    case stroke(Stroke, NodeID, fault: Int)
}

/// A message on its way over a connection.
struct Parcel {
    var message: Message
    var sender: NodeID
    var receiver: NodeID
    var connection: UInt32
    /// When the first of its bytes came where it is now.
    var firstByte: Instant
}

extension Happening {
    /// The way something takes through the network.
    struct Way {
        var from: NodeID
        var to: NodeID
        var isDial = false
    }

    /// The way it takes, nil for what needs no network.
    var way: Way? {
        switch self {
        case .arrival(let parcel): Way(from: parcel.sender, to: parcel.receiver)
        case .hello(let from, let to, _): Way(from: from, to: to)
        case .dialArrival(let from, _, let to): Way(from: from, to: to, isDial: true)
        case .dialAnswer(let dialer, _, let dialed, _): Way(from: dialed, to: dialer)
        case .reset(let node, let from, _): Way(from: from, to: node)
        // Datagrams do not wait at a cut, but end there.
        case .fragmentArrival, .fragmentDelivery: nil
        case .delivery, .timer, .event, .stroke: nil
        }
    }

    /// Whether it opens a connection, whoever runs at the other end by then.
    var isOpening: Bool {
        switch self {
        case .dialArrival, .hello: true
        default: false
        }
    }
}
