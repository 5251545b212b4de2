import Core

/// Each node's connection, if any: a table of fixed size.
///
/// Not an array, since every access to one that a class stores is checked for exclusivity at run
/// time, which would cost more than the look-up.
struct ConnectionTable: ~Copyable {
    private let slots: UnsafeMutableBufferPointer<Connection?>

    init(nodeCount: Int) {
        slots = .allocate(capacity: nodeCount)
        slots.initialize(repeating: nil)
    }

    deinit {
        slots.deinitialize()
        slots.deallocate()
    }

    subscript(node: NodeID) -> Connection? {
        get {
            slots[checked(node)]
        }
        nonmutating set {
            slots[checked(node)] = newValue
        }
    }

    /// Everything in the table, in the order of nodes.
    var all: [Connection] { slots.compactMap { $0 } }

    private func checked(_ node: NodeID) -> Int {
        let position = node.position
        precondition(position >= 0 && position < slots.count, "no node \(position)")
        return position
    }
}
