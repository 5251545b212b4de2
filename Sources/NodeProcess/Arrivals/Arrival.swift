import Core

/// Something that has come from another node over the host's own network.
enum Arrival {
    case message(Message, frameBytes: Int)
    case connected(dialed: Bool)
    case dialFailed
    case lost

    /// What it takes of a link's time.
    func bytes(over transport: TransportProtocol) -> Int {
        if case .message(_, let bytes) = self { bytes + transport.bytesPerMessage } else { 0 }
    }

    /// How many ways it has taken there and back by now: a dial is answered after a round trip, and
    /// the hello comes after that.
    var ways: (there: Int, back: Int) {
        switch self {
        case .message, .lost: (1, 0)
        case .connected(dialed: true), .dialFailed: (1, 1)
        case .connected(dialed: false): (2, 1)
        }
    }
}
