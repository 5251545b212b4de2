/// A node's position in its arm's node order; unique within one trial.
package struct NodeID: Hashable, Comparable, Sendable {
    package let index: Int32

    package init(_ index: Int) {
        self.index = Int32(index)
    }

    package var position: Int { Int(index) }

    package static func < (left: NodeID, right: NodeID) -> Bool {
        left.index < right.index
    }
}
