import Core
package import Links
import Transport

/// What a switch is to be between the nodes of one trial.
package struct SwitchPlan: Equatable, Sendable {
    package var network: NetworkShape
    /// With the repetition, what all chance is drawn from.
    package var seed: UInt64
    package var repetition: Int
    /// A capture file for each node, by node order; empty for none.
    package var capturePaths: [String]

    package init(network: NetworkShape, seed: UInt64, repetition: Int, capturePaths: [String] = [])
    {
        self.network = network
        self.seed = seed
        self.repetition = repetition
        self.capturePaths = capturePaths
    }

    /// Where the nodes' own networks are.
    private static let block = AddressBlock.ownNetworks(port: 0)

    /// The node with that address, nil where there is none.
    func node(at address: UInt32) -> NodeID? {
        guard let node = Self.block.node(at: address), node.position < network.links.count else {
            return nil
        }
        return node
    }

    /// The same chances as in virtual time.
    func direction(
        _ way: LinkDirection.Way, of link: LinkShape, at node: NodeID
    ) -> LinkDirection {
        LinkDirection(way, of: link, at: node, seed: seed, repetition: repetition)
    }

    /// The nodes' addresses, by node order and in host order.
    package var addresses: [UInt32] {
        network.links.indices.map { Self.block.endpoint(of: NodeID($0)).address }
    }
}

extension SwitchPlan {
    /// As it travels to the switch, a line each.
    package var lines: [String] {
        ["seed \(seed)", "repetition \(repetition)"] + network.lines
            + capturePaths.map { "capture \($0)" }
    }

    /// Reads lines back; nil where one is not as `lines` writes it.
    package init?(lines: [String]) {
        guard let network = try? NetworkShape(lines: lines) else { return nil }
        self.init(network: network, seed: 0, repetition: 0)
        for line in lines {
            let parts = line.split(separator: " ", maxSplits: 1)
            guard parts.count == 2, take(parts[0], String(parts[1])) else { return nil }
        }
        guard capturePaths.isEmpty || capturePaths.count == network.links.count else { return nil }
    }

    private mutating func take(_ name: Substring, _ rest: String) -> Bool {
        switch name {
        case "seed":
            guard let number = UInt64(rest) else { return false }
            seed = number
        case "repetition":
            guard let number = Int(rest) else { return false }
            repetition = number
        case "capture": capturePaths.append(rest)
        case "link", "links", "regions", "region_delays": break
        default: return false
        }
        return true
    }
}
