package import Core

/// What became of one operation.
///
/// Times are in nanoseconds from the start of measurement. An operation that was never sent has
/// `sent` = `done` = the time it was given up; its status tells.
package struct OperationSample: Equatable, Sendable {
    package var participant: UInt32
    package var sequence: UInt32
    package var phase: Phase
    package var kind: Operation.Kind
    package var status: Status
    package var key: Key
    /// When the plan wanted it issued; in a closed loop, when it could be.
    package var intendedNanoseconds: Nanoseconds
    /// When its first attempt was handed to the transport.
    package var sentNanoseconds: Nanoseconds
    /// When it was answered or given up.
    package var doneNanoseconds: Nanoseconds
    /// Content sent, in bytes.
    package var bytesOut: UInt32 = 0
    /// Content received, in bytes.
    package var bytesIn: UInt32 = 0
    /// Node-to-node requests until the node that answered; 0 when the participant served itself.
    package var hops: UInt16 = 0
    /// Attempts made, the first included.
    package var attempts: UInt16 = 0
    /// The node that answered, by its position, or -1 for none.
    package var servedBy: Int32 = -1

    /// A sample with nothing sent, received or served yet.
    package init(
        participant: UInt32, sequence: UInt32, phase: Phase, kind: Operation.Kind, status: Status,
        key: Key, intendedNanoseconds: Nanoseconds, sentNanoseconds: Nanoseconds,
        doneNanoseconds: Nanoseconds
    ) {
        self.participant = participant
        self.sequence = sequence
        self.phase = phase
        self.kind = kind
        self.status = status
        self.key = key
        self.intendedNanoseconds = intendedNanoseconds
        self.sentNanoseconds = sentNanoseconds
        self.doneNanoseconds = doneNanoseconds
    }
}
