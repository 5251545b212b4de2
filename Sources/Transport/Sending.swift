/// What became of a message given to a transport.
package enum Sending: Equatable, Sendable {
    /// Taken: written with the next flush, or lost with the connection.
    case sent
    /// Not taken: the receiver reads more slowly than this node writes.
    case queueFull
    /// Not taken: there is no connection to that node.
    case notConnected
}
