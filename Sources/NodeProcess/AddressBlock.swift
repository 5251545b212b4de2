package import Core
package import Transport

/// The addresses of one run's nodes: a block 127.B.0.0/16 that no other run uses.
package struct AddressBlock: Hashable, Sendable {
    /// B, 1 through 254.
    package var block: UInt8
    /// The one port all nodes listen on.
    package var port: UInt16

    package init(block: UInt8, port: UInt16) {
        self.block = block
        self.port = port
    }

    private static let nodesPerRow = 250

    /// Where the runner listens for as long as it owns the block.
    package var claim: Endpoint { endpoint(row: 0, place: 1) }

    package func endpoint(of node: NodeID) -> Endpoint {
        endpoint(
            row: 1 + node.position / Self.nodesPerRow, place: 1 + node.position % Self.nodesPerRow)
    }

    private func endpoint(row: Int, place: Int) -> Endpoint {
        let address = 127 << 24 | UInt32(block) << 16 | UInt32(row) << 8 | UInt32(place)
        return Endpoint(address: address, port: port)
    }
}
