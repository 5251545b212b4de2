/// A node's position in its arm's node order; unique within one trial.
///
/// Small types used on every message are `@usableFromInline` and their functions `@inlinable`: else
/// other modules call a function for each comparison, which a node that runs seldom finds out of the
/// processor's cache.
@usableFromInline
package struct NodeID: Hashable, Comparable, Sendable {
    @usableFromInline package let index: Int32

    @inlinable package init(_ index: Int) {
        self.index = Int32(index)
    }

    @inlinable package var position: Int { Int(index) }

    @inlinable package static func < (left: NodeID, right: NodeID) -> Bool {
        left.index < right.index
    }
}
