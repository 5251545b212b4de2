import Core

/// One piece of news of SWIM's: which state a member is in, as of which of its incarnations.
///
/// Packed into 64 bits:
///
/// |  bits | what                                                   |
/// |------:|--------------------------------------------------------|
/// |  0-31 | incarnation                                            |
/// | 32-39 | state; 0 means that the word holds no news             |
/// | 40-63 | the member's position in the arm's node order          |
struct MemberUpdate: Equatable, Sendable {
    /// Of two states of one incarnation the later here is believed.
    enum State: UInt8, Sendable {
        /// Not met yet; nobody spreads that.
        case unknown = 0
        case alive = 1
        case suspected = 2
        case dead = 3
    }

    var node: NodeID
    var state: State
    /// Raised by the member itself alone, whenever it is wrongly called suspected or dead.
    var incarnation: UInt32

    init(_ node: NodeID, _ state: State, incarnation: UInt32) {
        self.node = node
        self.state = state
        self.incarnation = incarnation
    }

    /// The news in a word from anywhere, of a member that may not exist; nil where it holds none.
    init?(word: UInt64) {
        guard let state = State(rawValue: UInt8(truncatingIfNeeded: word >> 32)),
            state != .unknown
        else { return nil }
        self.init(
            NodeID(Int(word >> 40)), state, incarnation: UInt32(truncatingIfNeeded: word))
    }

    var word: UInt64 {
        UInt64(node.position) << 40 | UInt64(state.rawValue) << 32 | UInt64(incarnation)
    }

    /// Whether this news of a member is to be believed over that.
    func overrides(_ other: MemberUpdate) -> Bool {
        (incarnation, state.rawValue) > (other.incarnation, other.state.rawValue)
    }
}

/// What SWIM writes into the fields of a message that only operations need.
///
/// | field        | pings, acks and ping requests say there            |
/// |--------------|----------------------------------------------------|
/// | ticket       | the number of the probe                            |
/// | key          | for whom a member pings, or whom it shall ping     |
/// | service time | the sender's own incarnation                       |
/// | operation    | the first piece of news                            |
/// | version      | the second and the third                           |
extension Message {
    static let newsCapacity = 3

    init(_ kind: Kind, probe number: UInt32, about node: NodeID, incarnation: UInt32) {
        self.init(
            kind, operation: OperationID(participant: 0, sequence: 0),
            key: Key(truncatingIfNeeded: node.index))
        isBackground = true
        ticket = number
        serviceNanoseconds = Nanoseconds(incarnation)
        version = Version(intendedNanoseconds: 0, participant: 0, sequence: 0)
    }

    var senderIncarnation: UInt32 { UInt32(truncatingIfNeeded: serviceNanoseconds) }

    /// The news it brings, at most three.
    var news: [MemberUpdate] {
        get {
            [
                UInt64(high: operation.participant, low: operation.sequence),
                UInt64(bitPattern: version.intendedNanoseconds),
                UInt64(high: version.participant, low: version.sequence),
            ].compactMap { MemberUpdate(word: $0) }
        }
        set {
            func word(_ index: Int) -> UInt64 {
                index < newValue.count ? newValue[index].word : 0
            }
            operation = OperationID(participant: word(0).high, sequence: word(0).low)
            version = Version(
                intendedNanoseconds: Int64(bitPattern: word(1)),
                participant: word(2).high, sequence: word(2).low)
        }
    }
}

extension UInt64 {
    fileprivate init(high: UInt32, low: UInt32) { self = UInt64(high) << 32 | UInt64(low) }

    fileprivate var high: UInt32 { UInt32(truncatingIfNeeded: self >> 32) }

    fileprivate var low: UInt32 { UInt32(truncatingIfNeeded: self) }
}
