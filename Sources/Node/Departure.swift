import Core

/// How a node leaves politely: it says so to everybody it is connected to, and goes when all have
/// taken leave, since on a stream everything they asked before has arrived by then.
struct Departure {
    private var hasBegun = false
    /// Those who have not taken leave yet.
    private var awaited: [NodeID] = []

    /// Whether the node has been told to go and nobody is waited for.
    var isOver: Bool { hasBegun && awaited.isEmpty }

    mutating func begin(from nodes: [NodeID], into effects: inout Effects) {
        guard !hasBegun else { return }
        hasBegun = true
        awaited = nodes
        for node in nodes { effects.send(Self.message(.leaving), to: node) }
    }

    /// What one who is told of a departure says.
    func answer(_ leaving: Message) -> Message { Self.message(.farewell) }

    /// A node has taken leave, or is gone itself.
    mutating func heard(from node: NodeID) {
        awaited.removeAll { $0 == node }
    }

    /// Not everybody can answer: some stand still.
    mutating func waitNoLonger() { awaited = [] }

    private static func message(_ kind: Message.Kind) -> Message {
        var message = Message(kind, operation: OperationID(participant: 0, sequence: 0), key: 0)
        message.isBackground = true
        return message
    }
}
