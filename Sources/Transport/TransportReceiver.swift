package import Core

/// What a node hears from its transport, always from within a turn of the event loop.
///
/// It may send, dial, flush and close from within any of these.
package protocol TransportReceiver: AnyObject {
    /// A whole and verified message has arrived; `frameBytes` is what it took on the connection.
    func received(_ message: Message, frameBytes: Int, from node: NodeID)

    /// Messages to `node` can be sent from now on.
    func connected(_ node: NodeID, dialed: Bool)

    /// The connection is gone, with whatever was still queued; exactly once per `connected`.
    func lost(_ node: NodeID, _ reason: Loss)

    /// A dial came to nothing.
    func dialFailed(_ node: NodeID, _ error: SystemError)
}

/// Why a connection is gone.
package enum Loss: Error, Equatable, Sendable {
    /// The other side closed it.
    case closed
    /// The system gave it up, such as for a reset or for want of any answer.
    case reset(SystemError)
    /// The other side sent what is no frame.
    case malformed(Frame.Malformed)
    /// The same node has connected anew.
    case replaced
    /// Whoever was dialed is not the node it should be.
    case stranger
}

/// What became of a message given to a transport.
package enum Sending: Equatable, Sendable {
    /// Taken: written with the next flush, or lost with the connection.
    case sent
    /// Not taken: the receiver reads more slowly than this node writes.
    case queueFull
    /// Not taken: there is no connection to that node.
    case notConnected
}
