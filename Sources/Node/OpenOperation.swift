import Core
import Topology

/// An operation that has been issued and has not ended.
struct OpenOperation {
    let operation: Operation
    /// Relative to the start of measurement, in nanoseconds.
    let intended: Nanoseconds
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

    init(_ operation: Operation, intended: Nanoseconds, at node: NodeID) {
        self.operation = operation
        self.intended = intended
        target = node
    }

    var phase: Phase { intended < 0 ? .warmup : .measure }

    /// Takes note that a holder is asked now, which makes it the only one.
    mutating func noteAsking(_ holder: NodeID, from node: NodeID, atNanoseconds moment: Nanoseconds)
    {
        target = holder
        hedge = nil
        if holder != node { hops += 1 }
        if sent == nil { sent = moment }
    }

    /// The write's place among all writes of its key.
    func version(participant: UInt32) -> Version {
        Version(
            intendedNanoseconds: intended, participant: participant,
            sequence: operation.sequence)
    }
}
