package import Core

/// What one node believes of another.
@usableFromInline
package enum Belief: UInt8, Sendable {
    /// Connected, and nothing speaks against it.
    case up
    /// Connected, but an attempt's time ran out; asked only when nobody better is left.
    case suspected
    /// No connection.
    case down
}

/// What one node believes of all the others: its parts share it, and its membership changes it.
package final class View {
    private var beliefs: [Belief]

    package init(nodeCount: Int) {
        beliefs = Array(repeating: .down, count: nodeCount)
    }

    package subscript(node: NodeID) -> Belief {
        get { beliefs[node.position] }
        set { beliefs[node.position] = newValue }
    }
}
