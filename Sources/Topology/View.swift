package import Core

/// What one node believes of another.
@usableFromInline
package enum Belief: UInt8, Sendable {
    /// Nothing speaks against it.
    case up
    /// It did not answer in time; asked only when nobody better is left.
    case suspected
    /// Gone, or never met.
    case down
}

/// What one node believes of all the others: its parts share it, and its membership changes it.
package final class View {
    private var beliefs: [Belief]
    /// How often each node has come to be believed down.
    private var losses: [UInt32]
    /// Counts how often a node has come to be believed down, or not down any more.
    package private(set) var changes: UInt64 = 0
    /// Counts how often a node has come to be believed not down any more.
    package private(set) var returns: UInt64 = 0

    package init(nodeCount: Int) {
        beliefs = Array(repeating: .down, count: nodeCount)
        losses = Array(repeating: 0, count: nodeCount)
    }

    package subscript(node: NodeID) -> Belief {
        get { beliefs[node.position] }
        set {
            let wasDown = beliefs[node.position] == .down
            beliefs[node.position] = newValue
            guard wasDown != (newValue == .down) else { return }
            changes += 1
            if wasDown { returns += 1 } else { losses[node.position] += 1 }
        }
    }

    /// What is believed now, whatever is believed later.
    package func copy() -> View {
        let view = View(nodeCount: 0)
        view.beliefs = beliefs
        view.losses = losses
        view.changes = changes
        return view
    }

    /// This view without those that have been down since, even if they are back: what they hold now is
    /// not what they held.
    package func withoutReturned(by later: View) -> View {
        let view = copy()
        for index in beliefs.indices where later.losses[index] != losses[index] {
            if case .down = later.beliefs[index] { continue }
            view.beliefs[index] = .down
        }
        return view
    }
}
