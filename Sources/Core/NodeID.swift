/// A node's position in its arm's node order; unique within one trial.
///
/// Compared on every message: its operators are inlinable, since the compiler's own are called
/// through a table of the standard library's from other modules.
package struct NodeID: Hashable, Comparable, Sendable {
    package let index: Int32

    @inlinable package init(_ index: Int) {
        self.index = Int32(index)
    }

    @inlinable package var position: Int { Int(index) }

    @inlinable package static func == (left: NodeID, right: NodeID) -> Bool {
        left.index == right.index
    }

    @inlinable package static func != (left: NodeID, right: NodeID) -> Bool {
        left.index != right.index
    }

    @inlinable package static func < (left: NodeID, right: NodeID) -> Bool {
        left.index < right.index
    }
}
