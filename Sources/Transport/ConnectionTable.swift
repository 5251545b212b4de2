import Core

/// Each node's connection, if any: a table of fixed size.
///
/// Not an array, whose elements are retained by whoever reads them: for every message that would cost
/// more than the look-up.
struct ConnectionTable: ~Copyable {
    private let slots: UnsafeMutableBufferPointer<Unmanaged<Connection>?>

    init(nodeCount: Int) {
        slots = .allocate(capacity: nodeCount)
        slots.initialize(repeating: nil)
    }

    deinit {
        for slot in slots { slot?.release() }
        slots.deallocate()
    }

    subscript(node: NodeID) -> Connection? {
        get {
            slots[checked(node)]?.takeUnretainedValue()
        }
        nonmutating set {
            let former = slots[checked(node)]
            slots[checked(node)] = newValue.map { .passRetained($0) }
            former?.release()
        }
    }

    /// Lends a node's connection without retaining it; it must stay in the table meanwhile.
    func with<Result>(_ node: NodeID, _ body: (Connection) -> Result) -> Result? {
        slots[checked(node)]?._withUnsafeGuaranteedRef(body)
    }

    /// Everything in the table, in the order of nodes.
    var all: [Connection] { slots.compactMap { $0?.takeUnretainedValue() } }

    private func checked(_ node: NodeID) -> Int {
        let position = node.position
        precondition(position >= 0 && position < slots.count, "no node \(position)")
        return position
    }
}
