package import Core

/// What carries a node's messages to other nodes; loop thread only.
///
/// Sending queues; `flush` writes. Nothing is allocated per message after warm-up.
package protocol Transport: AnyObject {
    /// Who hears of messages and connections, to be set before the first turn.
    ///
    /// Held until `close`, after which nobody is told of anything.
    var receiver: (any TransportReceiver)? { get set }
    /// Where the node listens, with the port the system chose if none was asked for.
    var listening: Endpoint { get }
    /// Open connections at present.
    var connectionCount: Int { get }
    /// What came and was no frame.
    var framesRejected: Int { get }
    /// What came from whoever is no node this one should hear.
    var strangersRefused: Int { get }
    /// Datagrams that came and found no room to wait in; none of a stream.
    var datagramsDropped: Int { get }

    /// Begins to connect to another node, where there are connections.
    func dial(_ node: NodeID)

    /// Whether messages to `node` can be sent.
    func isConnected(_ node: NodeID) -> Bool

    /// Queues a message for the next flush.
    func send(_ message: Message, to node: NodeID) -> Sending

    /// Writes what has been queued since the last flush; what the system does not take, it is given
    /// in later turns, without a flush.
    func flush()

    /// Stops listening, and drops what was not flushed; for good.
    func close()
}
