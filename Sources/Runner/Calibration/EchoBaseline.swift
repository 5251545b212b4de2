/// Bare C alone: 64 bytes there and back over many connections between two processes.
package struct EchoBaseline: Equatable, Sendable {
    /// All of one client, with one message out on each.
    package var connections: Int
    package var outcome: Outcome

    package enum Outcome: Equatable, Sendable {
        case measured([Side])
        /// The host permits too few descriptors.
        case skipped(neededDescriptors: Int)
    }

    static let connectionCounts = [1, 64, 1_000]
    /// Besides its connections, each end has less than this many descriptors.
    static let spareDescriptors = 24
}
