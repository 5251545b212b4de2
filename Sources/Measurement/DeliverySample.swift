package import Core

/// One receiver's part in an operation that many receive.
package struct DeliverySample: Equatable, Sendable {
    /// Who issued the operation, and as its how-manieth.
    package var participant: UInt32
    package var sequence: UInt32
    /// The receiving node, by its position.
    package var receiver: Int32
    /// How many times it was received.
    package var copies: UInt32
    /// Node-to-node messages on the way of the first copy.
    package var hops: UInt16
    /// When the first copy arrived, in nanoseconds from the start of measurement.
    package var receivedNanoseconds: Nanoseconds

    /// A delivery with these facts.
    package init(
        participant: UInt32, sequence: UInt32, receiver: Int32, copies: UInt32, hops: UInt16,
        receivedNanoseconds: Nanoseconds
    ) {
        self.participant = participant
        self.sequence = sequence
        self.receiver = receiver
        self.copies = copies
        self.hops = hops
        self.receivedNanoseconds = receivedNanoseconds
    }
}
