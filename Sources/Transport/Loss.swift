package import Core

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
