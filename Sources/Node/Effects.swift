package import Core
package import Measurement

/// One thing a node wants done.
package enum Effect: Sendable {
    case send(Message, to: NodeID)
    case dial(NodeID)
    case wake(Timer, at: Instant)
    case record(OperationSample)
    case notice(Notice)
    /// A value the store has taken in: to be on the disk before anything after it is told to anyone.
    case persist(Key, Version, contentBytes: UInt32)
}

/// What a node wants done after an event, in order; its host carries it out and empties it.
///
/// Reused from event to event, so that handling one allocates nothing after warm-up.
package struct Effects: Sendable {
    package private(set) var list = ReusedList<Effect>()
    /// What the node sends itself: handled before the event ends, and no message to anyone.
    private var local = ReusedList<Message>()
    private var localHead = 0
    private let node: NodeID
    /// Requests that find their way to the receiver over others, in order.
    private var requests = ReusedList<Addressed>()
    private var requestsHead = 0
    /// Whether requests are to find their way over others.
    var findsWays = false

    /// A request and whom it is for.
    struct Addressed {
        var message: Message
        var receiver: NodeID
    }

    package init(node: NodeID) {
        self.node = node
    }

    /// Empties the list, its storage kept.
    package mutating func removeAll() {
        list.removeAll()
    }

    /// Adds what was taken out before, to be carried out now.
    package mutating func append(_ effects: [Effect]) {
        for effect in effects { list.append(effect) }
    }

    mutating func send(_ message: Message, to receiver: NodeID) {
        if receiver == node {
            local.append(message)
        } else if findsWays, message.kind.isRequest {
            requests.append(Addressed(message: message, receiver: receiver))
        } else {
            list.append(.send(message, to: receiver))
        }
    }

    /// Sends a message to a neighbour, whatever it is.
    mutating func sendDirectly(_ message: Message, to neighbor: NodeID) {
        list.append(.send(message, to: neighbor))
    }

    mutating func dial(_ node: NodeID) { list.append(.dial(node)) }

    mutating func wake(_ timer: Timer, at instant: Instant) {
        list.append(.wake(timer, at: instant))
    }

    mutating func record(_ sample: OperationSample) { list.append(.record(sample)) }

    mutating func notice(_ notice: Notice) { list.append(.notice(notice)) }

    mutating func persist(_ write: Message) {
        list.append(.persist(write.key, write.version, contentBytes: write.contentBytes))
    }

    /// Whether the node has sent itself what is still to be handled.
    var hasLocal: Bool { localHead < local.count }

    /// The oldest message the node has sent itself and not yet handled.
    mutating func nextLocal() -> Message? {
        guard localHead < local.count else {
            local.removeAll()
            localHead = 0
            return nil
        }
        localHead += 1
        return local[localHead - 1]
    }

    /// The oldest request that has not been sent on its way.
    mutating func nextRequest() -> Addressed? {
        guard requestsHead < requests.count else {
            requests.removeAll()
            requestsHead = 0
            return nil
        }
        requestsHead += 1
        return requests[requestsHead - 1]
    }
}
