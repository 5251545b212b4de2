package import Core

/// What one node wrote down of one message of a traced operation: that it sent it, or received it.
package struct MessageTrace: Equatable, Sendable, BitwiseCopyable {
    /// Relative to the start of measurement, in nanoseconds.
    package var atNanoseconds: Nanoseconds
    package var participant: UInt32
    package var sequence: UInt32
    /// Node positions.
    package var from: Int32
    package var to: Int32
    package var frameBytes: UInt32
    package var key: Key
    package var kind: Message.Kind
    package var attempt: UInt8
    package var isBackground: Bool
    package var isReceipt: Bool

    package init(
        _ message: Message, from: NodeID, to: NodeID, atNanoseconds: Nanoseconds, isReceipt: Bool
    ) {
        self.atNanoseconds = atNanoseconds
        participant = message.operation.participant
        sequence = message.operation.sequence
        self.from = from.index
        self.to = to.index
        frameBytes = UInt32(Frame.byteCount(of: message))
        key = message.key
        kind = message.kind
        attempt = message.attempt
        isBackground = message.isBackground
        self.isReceipt = isReceipt
    }
}
