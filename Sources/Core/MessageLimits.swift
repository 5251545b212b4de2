/// What the fields of any message of one trial stay within.
///
/// Held against every frame where it enters a node, so that nothing behind needs to doubt a key or a
/// number: whoever sends what no member of the run would send loses the connection.
package struct MessageLimits: Equatable, Sendable {
    /// How many nodes there are.
    package var nodes: Int
    /// How many participants issue operations.
    package var participants: Int
    /// How many keys there are.
    package var keys: Int
    /// The longest a request asks to be held, in nanoseconds.
    package var serviceNanoseconds: Nanoseconds

    package init(
        nodes: Int, participants: Int, keys: Int, serviceNanoseconds: Nanoseconds
    ) {
        self.nodes = nodes
        self.participants = participants
        self.keys = keys
        self.serviceNanoseconds = serviceNanoseconds
    }

    /// No limits but those of the frame itself.
    package static let none = MessageLimits(
        nodes: .max, participants: .max, keys: .max, serviceNanoseconds: .max)

    /// Holds a message against the limits.
    ///
    /// Tickets, attempts and hops are echoed or looked up, never trusted; versions are only compared.
    ///
    /// - Throws: `Frame.Malformed` naming the first field that is out of range.
    package func check(_ message: Message) throws(Frame.Malformed) {
        if let farEnd = message.farEnd, farEnd.position >= nodes {
            throw .farEnd(UInt32(farEnd.index))
        }
        switch message.kind {
        case .get, .put:
            guard Int(message.operation.participant) < participants else {
                throw .participant(message.operation.participant)
            }
            guard message.serviceNanoseconds <= serviceNanoseconds else {
                throw .service(message.serviceNanoseconds)
            }
            guard Int(message.key) < keys else { throw .key(message.key) }
        case .value, .absent, .stored, .failed, .replicate, .replicated, .unreachable, .interrupted,
            .compare, .compared:
            guard Int(message.key) < keys else { throw .key(message.key) }
        default:
            // What is about nodes names one in the place of the key, or says 0 there.
            guard Int(message.key) < nodes else { throw .key(message.key) }
        }
    }
}
