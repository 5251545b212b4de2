package import Core

/// What one node believes of another.
package enum Belief: UInt8, Sendable {
    /// Nothing speaks against it.
    case up
    /// It did not answer in time; asked only when nobody better is left.
    case suspected
    /// Gone, or never met.
    case down

    @inlinable package static func == (left: Belief, right: Belief) -> Bool {
        switch (left, right) {
        case (.up, .up), (.suspected, .suspected), (.down, .down): true
        default: false
        }
    }
}

/// What one node believes of all the others.
package struct View: Sendable {
    private var beliefs: [Belief]

    package init(nodeCount: Int) {
        beliefs = Array(repeating: .down, count: nodeCount)
    }

    package subscript(node: NodeID) -> Belief {
        get { beliefs[node.position] }
        set { beliefs[node.position] = newValue }
    }
}
