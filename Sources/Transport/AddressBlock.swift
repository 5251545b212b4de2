package import Core

/// The addresses of one run's nodes: a network of 65,536 addresses and a port.
package struct AddressBlock: Hashable, Sendable {
    /// The upper half of every address: 0x7F05 is 127.5.0.0/16.
    package let prefix: UInt16
    /// The one port all nodes listen on.
    package let port: UInt16

    package init(prefix: UInt16, port: UInt16) {
        self.prefix = prefix
        self.port = port
    }

    /// Addresses of this host, 127.B.0.0/16; B is 1 through 254, and no other run uses it.
    package static func loopback(_ block: UInt8, port: UInt16) -> AddressBlock {
        AddressBlock(prefix: 127 << 8 | UInt16(block), port: port)
    }

    /// 10.0.0.0/16, where every node has a network of its own.
    package static func ownNetworks(port: UInt16) -> AddressBlock {
        AddressBlock(prefix: 10 << 8, port: port)
    }

    private static let nodesPerRow = 250

    /// Where the runner listens for as long as it owns the block.
    package var claim: Endpoint { endpoint(row: 0, place: 1) }

    package func endpoint(of node: NodeID) -> Endpoint {
        endpoint(
            row: 1 + node.position / Self.nodesPerRow, place: 1 + node.position % Self.nodesPerRow)
    }

    /// The node with that address, in host order; nil where no node can have it.
    package func node(at address: UInt32) -> NodeID? {
        let row = Int(address >> 8 & 0xFF) - 1
        let place = Int(address & 0xFF) - 1
        guard address >> 16 == UInt32(prefix), row >= 0, 0..<Self.nodesPerRow ~= place else {
            return nil
        }
        return NodeID(row * Self.nodesPerRow + place)
    }

    private func endpoint(row: Int, place: Int) -> Endpoint {
        let address = UInt32(prefix) << 16 | UInt32(row) << 8 | UInt32(place)
        return Endpoint(address: address, port: port)
    }
}
