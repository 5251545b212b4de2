package import Core

/// A node's change of mind about whether another one is up.
package struct Notice: Equatable, Sendable {
    /// What changed it.
    package enum How: UInt8, Sendable, CaseIterable {
        /// A connection to the other was lost or refused.
        case reset = 0
        /// An attempt went unanswered for too long.
        case attemptTimeout = 1
        /// A connection with the other came about.
        case connected = 2
        /// The other answered.
        case answered = 3
        /// Nothing arrived from the other for too many heartbeats.
        case heartbeat = 4
        /// The other did not answer a probe, or somebody said so.
        case suspicion = 5
        /// The other did not refute its suspicion in time, or somebody said so.
        case confirmed = 6
        /// The other said that it leaves.
        case left = 7
        /// No way leads to the other any more, or one does again.
        case route = 8
        /// The node itself leaves, and those that hold its keys next have them all.
        case handedOver = 9

        /// The name in result files.
        package var name: String {
            switch self {
            case .reset: "reset"
            case .attemptTimeout: "attempt_timeout"
            case .connected: "connected"
            case .answered: "answered"
            case .left: "left"
            case .route: "route"
            case .heartbeat: "heartbeat"
            case .suspicion: "suspicion"
            case .confirmed: "confirmed"
            case .handedOver: "handed_over"
            }
        }
    }

    /// When, in nanoseconds from the start of measurement.
    package var atNanoseconds: Nanoseconds
    /// The other node, by its position.
    package var node: Int32
    package var believedUp: Bool
    package var how: How

    /// A notice of these facts.
    package init(atNanoseconds: Nanoseconds, node: Int32, believedUp: Bool, how: How) {
        self.atNanoseconds = atNanoseconds
        self.node = node
        self.believedUp = believedUp
        self.how = how
    }
}
