import Core

/// Whether what is sent is cut into packets, each of which can be lost: a matter of tier and transport.
struct PacketRule {
    private let network: Section
    private let transport: Section

    init(_ document: CheckedDocument) {
        network = document["network"]
        transport = document["transport"]
    }

    /// Whether the file asks for a tier and a transport without packets; not where either is broken.
    var lacksPackets: Bool {
        guard network.isSound("tier"), transport.isSound("protocol"), let tier else { return false }
        return !tier.hasPackets(over: carrier)
    }

    /// What says that something which acts on packets cannot be had.
    func refusal(_ key: String, _ value: String) -> Problem {
        let name = network.text("tier")
        return .value(
            .notAvailable(
                carrier.hasConnections
                    ? .packets(key, value, tier: name) : .ownPackets(key, value, tier: name)))
    }

    /// What says that a queue drops nothing.
    var queueRemark: Remark {
        carrier.hasConnections
            ? .streamsWait(tier: network.text("tier")) : .nodesWait(tier: network.text("tier"))
    }

    private var tier: Network.Tier? { Network.Tier(rawValue: network.text("tier")) }

    private var carrier: TransportProtocol { TransportProtocol(transport) }
}

extension TransportProtocol {
    /// What `[transport]` asks for.
    init(_ section: Section) {
        self = TransportProtocol(rawValue: section.text("protocol")) ?? .tcp
    }
}
