/// One of the exchanges that both the nodes and bare C carry out.
package enum Exchange: String, CaseIterable, Sendable {
    /// One client that asks one thing at a time: what a wake-up costs.
    case pingPong = "ping_pong"
    /// 64 client processes that ask one thing at a time each: what a server can do.
    case manyClients = "many_clients"
    /// One client that asks 64 things at a time: what one participant can do.
    case deepQueue = "deep_queue"

    /// What it is, for people.
    package var title: String {
        switch self {
        case .pingPong: "1 client, 1 outstanding"
        case .manyClients: "64 clients, 1 outstanding each"
        case .deepQueue: "1 client, 64 outstanding"
        }
    }

    package var participants: Int { self == .manyClients ? 64 : 1 }

    /// How often either side is measured: 65 processes on two processors vary the most.
    var rounds: Int { self == .manyClients ? 15 : 5 }

    /// Operations each participant keeps out.
    package var outstanding: Int { self == .deepQueue ? 64 : 1 }

    /// What bare C exchanges: 64 bytes as they are, but where computing is what takes the time, the
    /// same frames as the nodes.
    package var areFramesBare: Bool { self == .deepQueue }

    /// The same in bare C.
    var bareShape: BaselineExchange.Shape {
        BaselineExchange.Shape(
            clients: participants, outstanding: outstanding, frames: areFramesBare)
    }

    /// What the nodes exchange: values of this length, in bytes.
    ///
    /// With a head of 52 bytes and half gets, half puts, where a value goes one way and a bare head the
    /// other, 64 bytes go each way on average: as many as the echo's.
    package static let valueBytes = 24
    package static let readShare = 0.5
    /// Keys asked for, all alike.
    package static let keys = 1024
}
