/// The topologies an executable knows, in the order people see them.
package struct TopologyRegistry: Sendable {
    package let kinds: [any Topology.Type]

    package init(_ kinds: [any Topology.Type]) {
        self.kinds = kinds
    }

    /// The topologies that are shipped.
    package static let standard = TopologyRegistry([
        ClientServer.self,
        Mesh.self,
    ])

    /// This registry with further topologies at its end.
    package static func + (registry: Self, more: [any Topology.Type]) -> Self {
        TopologyRegistry(registry.kinds + more)
    }

    package subscript(kind: String) -> (any Topology.Type)? {
        kinds.first { $0.kind == kind }
    }
}
