package import Core

/// What a node hears from its transport, always from within a turn of the event loop.
///
/// It may send, dial, flush and close from within any of these.
package protocol TransportReceiver: AnyObject {
    /// A whole and verified message has arrived; `frameBytes` is its frame.
    func received(_ message: Message, frameBytes: Int, from node: NodeID)

    /// Messages to `node` can be sent from now on.
    func connected(_ node: NodeID, dialed: Bool)

    /// The connection is gone, with whatever was still queued; exactly once per `connected`.
    func lost(_ node: NodeID, _ reason: Loss)

    /// A dial came to nothing.
    func dialFailed(_ node: NodeID, _ error: SystemError)
}
