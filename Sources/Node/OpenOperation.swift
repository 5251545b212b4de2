import Core
import Topology

/// An operation that has been issued and has not ended.
struct OpenOperation {
    var operation: Operation
    var phase: Phase
    /// Relative to the start of measurement, in nanoseconds.
    var intended: Nanoseconds
    /// When its first attempt was handed to the transport; nil before.
    var sent: Nanoseconds?
    /// Who has been asked last.
    var target: NodeID
    /// Who has been asked beside the target, since that one took long.
    var hedge: NodeID?
    var attempts: UInt16 = 0
    /// Node-to-node requests so far.
    var hops: UInt16 = 0
    /// The holders, by rank, that answered that they have nothing.
    var asked = RankSet()

    init(_ operation: Operation, phase: Phase, intended: Nanoseconds, at node: NodeID) {
        self.operation = operation
        self.phase = phase
        self.intended = intended
        target = node
    }

    /// The write's place among all writes of its key.
    func version(participant: UInt32) -> Version {
        Version(
            intendedNanoseconds: intended, participant: participant,
            sequence: operation.sequence)
    }
}
