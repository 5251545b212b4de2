/// How one planned operation ended: a closed set, one for each operation.
@usableFromInline
package enum Status: UInt8, Sendable, CaseIterable {
    /// Answered as asked.
    case ok = 0
    /// No holder was believed alive, or the connection was refused: given up at once.
    case refused = 1
    /// The connection was lost in flight.
    case reset = 2
    /// No answer in time.
    case timeout = 3
    /// Answered with an error or a bad frame.
    case error = 4
    /// The participant's own queue was full, or it never got to it.
    case unsent = 5
    /// Still open after drain.
    case unfinished = 6
    /// The participant itself was stopped by an asked fault.
    case nodeDown = 7

    /// The name in result files.
    package var name: String {
        switch self {
        case .ok: "ok"
        case .refused: "refused"
        case .reset: "reset"
        case .timeout: "timeout"
        case .error: "error"
        case .unsent: "unsent"
        case .unfinished: "unfinished"
        case .nodeDown: "node_down"
        }
    }
}
