/// What one node's access link was asked to carry and what became of it.
package struct LinkCounters: Equatable, Sendable {
    /// From the node: packets it sent, and their counted bytes.
    package var sentPackets: UInt64 = 0
    package var sentBytes: UInt64 = 0
    /// To the node: packets handed over, and their counted bytes.
    package var receivedPackets: UInt64 = 0
    package var receivedBytes: UInt64 = 0
    /// Lost as asked, in either direction.
    package var lost: UInt64 = 0
    /// Dropped because the queue before the link was full, in either direction.
    package var queueFull: UInt64 = 0
    /// Sent by the node on a way that was cut, or arriving from it when it was.
    package var cut: UInt64 = 0
    /// Delivered to the node once more, as asked.
    package var duplicated: UInt64 = 0

    package init() {}
}
