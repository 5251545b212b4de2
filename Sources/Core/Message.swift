/// A key of the store: its rank in the workload's key space, 0 the most popular.
@usableFromInline package typealias Key = UInt32

/// One planned operation's identity: which participant issues it, and as its how-manieth.
@usableFromInline
package struct OperationID: Hashable, Sendable {
    @usableFromInline package var participant: UInt32
    @usableFromInline package var sequence: UInt32

    @inlinable package init(participant: UInt32, sequence: UInt32) {
        self.participant = participant
        self.sequence = sequence
    }
}

/// What one node sends another: a small value without heap storage.
///
/// Its payload is content identity (key, version) and length; the bytes themselves are made where a
/// frame is encoded and verified where it is decoded, so a simulated payload costs nothing.
@usableFromInline
package struct Message: Equatable, Sendable {
    /// What the receiver is asked or told.
    @usableFromInline
    package enum Kind: UInt8, Sendable, BitwiseCopyable, CaseIterable {
        /// Asks a holder for a key's value.
        case get = 1
        /// Asks a holder to store a value; carries content.
        case put = 2
        /// Answers a get; carries content.
        case value = 3
        /// Answers a get: this holder has nothing under that key.
        case absent = 4
        /// Answers a put: stored, and acknowledged by as many holders as asked for.
        case stored = 5
        /// Hands a put on to a further holder; carries content.
        case replicate = 6
        /// Answers a replicate.
        case replicated = 7
        /// Answers a get or put that could not be carried out.
        case failed = 8
        /// Says that the sender is about to go: it shall be asked nothing more.
        case leaving = 9
        /// Answers `leaving`: nothing more will come, and everything asked before has arrived.
        case farewell = 14
        /// Says nothing but that its sender lives.
        case heartbeat = 10
        /// Asks a member whether it lives.
        case ping = 11
        /// Answers a ping.
        case ack = 12
        /// Asks a member to ping another one, which the sender cannot reach.
        case pingRequest = 13
        /// Answers what was to be passed on: no way leads there.
        case unreachable = 15
        /// Answers what was to be passed on: it was, and the next node on the way is gone.
        case interrupted = 16
        /// Tells of a link that was lost, or stands again.
        case linkState = 17
        /// Asks another holder whether it has the same versions of a range of keys; its operation says
        /// who asks.
        case compare = 18
        /// Answers `compare`: what differs has been sent or asked before this.
        case compared = 19
    }

    @usableFromInline package var kind: Kind
    /// Heartbeats, membership, upkeep and repair, as against the operations of the plan.
    @usableFromInline package var isBackground = false
    /// Belongs to an operation intended inside measurement.
    @usableFromInline package var isMeasured = false
    /// 1 for an operation's first attempt.
    @usableFromInline package var attempt: UInt8 = 1
    /// Node-to-node requests so far, this one included.
    @usableFromInline package var hops: UInt16 = 1
    @usableFromInline package var operation: OperationID
    /// The asking node's own handle for the operation, echoed in the answer.
    @usableFromInline package var ticket: UInt32 = 0
    @usableFromInline package var key: Key
    @usableFromInline package var version: Version = .initial
    /// How long a provider shall hold the request, in nanoseconds: 0 to 2^48 - 1, some 78 hours.
    @usableFromInline package var serviceNanoseconds: Nanoseconds = 0
    /// Length of the content, in bytes.
    @usableFromInline package var contentBytes: UInt32 = 0
    /// Of what is passed on: whom a request is for, whom an answer is from; nil for what concerns the
    /// two ends of a connection alone.
    @usableFromInline package var farEnd: NodeID?

    @inlinable package init(_ kind: Kind, operation: OperationID, key: Key) {
        self.kind = kind
        self.operation = operation
        self.key = key
    }

    /// Whether it serves failure detection or routing alone; its operation, version and service time
    /// then say what these put there.
    package var isDetection: Bool {
        switch kind {
        case .heartbeat, .ping, .ack, .pingRequest, .linkState: true
        default: false
        }
    }

    /// An answer to this message, with everything echoed that the asking node needs.
    package func answer(_ kind: Kind) -> Message {
        var answer = self
        answer.kind = kind
        answer.contentBytes = 0
        answer.serviceNanoseconds = 0
        return answer
    }
}
