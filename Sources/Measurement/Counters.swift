/// What one node counts during a trial.
@usableFromInline
package struct Counters: Equatable, Sendable, BitwiseCopyable {
    /// Operation frames sent for measured operations: requests, answers, replicas, forwards.
    package var messages: UInt64 = 0
    /// Background frames sent during measurement.
    package var backgroundMessages: UInt64 = 0
    /// Frame bytes given to the transport during measurement.
    package var bytesSent: UInt64 = 0
    /// Frame bytes taken from the transport during measurement.
    package var bytesReceived: UInt64 = 0
    /// Operations its participant has taken up, warm-up included, those a closed loop still thought
    /// about as well: what tells which were cut off when it was killed.
    package var operationsBegun: UInt64 = 0
    /// Data connections established when measurement started.
    package var connectionsAtStart: UInt64 = 0
    /// Data connections opened since.
    package var connectionsOpened: UInt64 = 0
    /// Frames refused as malformed.
    package var framesRejected: UInt64 = 0
    /// Connections, or datagrams, of peers that do not belong to the trial.
    package var strangersRefused: UInt64 = 0
    /// Operations not sent because the participant's own queue was full.
    package var queueFull: UInt64 = 0
    /// The longest the node was kept from running in measurement, in nanoseconds: how late its own
    /// clock tick of every 100 ms came.
    package var worstTickNanoseconds: UInt64 = 0
    /// The largest resident memory so far.
    package var memoryPeakBytes: UInt64 = 0
    /// Processor time when measurement started, and now.
    package var cpuUserAtStartNanoseconds: UInt64 = 0
    package var cpuSystemAtStartNanoseconds: UInt64 = 0
    package var cpuUserNowNanoseconds: UInt64 = 0
    package var cpuSystemNowNanoseconds: UInt64 = 0
    /// Datagrams that came and found the node's socket full.
    package var datagramsDropped: UInt64 = 0

    /// Nothing counted.
    package init() {}
}
