/// What the network between the nodes did during measurement, where it carries packets: emulated, or
/// datagrams in virtual time.
package struct NetworkRecord: Equatable, Sendable {
    /// By node order.
    package var links: [LinkCounters] = []
    /// By 100 ms of measurement.
    package var bins: [Bin] = []
    /// Nil in virtual time, where nothing is ever late.
    package var fidelity: SwitchFidelity?

    /// What came from the nodes in 100 ms, and what of it was dropped on its way, for any reason.
    package struct Bin: Equatable, Sendable {
        package var packets: UInt64
        package var bytes: UInt64
        package var dropped: UInt64

        package init(packets: UInt64 = 0, bytes: UInt64 = 0, dropped: UInt64 = 0) {
            self.packets = packets
            self.bytes = bytes
            self.dropped = dropped
        }
    }

    package init() {}
}

/// How far the emulated network may be believed.
package struct SwitchFidelity: Equatable, Sendable {
    /// How late packets left the switch, in nanoseconds: median, p99 and maximum.
    package var lateP50: UInt64 = 0
    package var lateP99: UInt64 = 0
    package var lateMaximum: UInt64 = 0
    /// Packets dropped though nobody asked for it.
    package var unasked: UInt64 = 0
    /// The processor time the switch used, in nanoseconds.
    package var cpuNanoseconds: UInt64 = 0

    package init() {}
}

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
    /// Sent by the node on a way that was cut, or caught by a cut on its way to it.
    package var cut: UInt64 = 0
    /// Doubled by the node's link, as asked, in either direction.
    package var duplicated: UInt64 = 0
    /// That the link might have lost, since its queue had room, in either direction.
    package var crossed: UInt64 = 0
    /// From the node: counted bytes that were over its link.
    package var passedBytes: UInt64 = 0
    /// To the node: on their way when measurement began, and ended in it.
    package var underWayBefore: UInt64 = 0
    /// To the node: begun in measurement, and on their way at its end.
    package var underWayAfter: UInt64 = 0
    /// How late packets were handed to the node, in nanoseconds, all together.
    package var lateNanoseconds: UInt64 = 0
    /// The latest of them.
    package var lateMaximum: UInt64 = 0

    package init() {}
}
