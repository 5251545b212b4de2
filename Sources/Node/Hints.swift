import Core
import Topology

/// What this node owes the others: writes they are to hold and have not confirmed, the newest of each
/// key (hinted hand-off: DeCandia et al., Dynamo, SOSP 2007).
///
/// Its memory is bounded. Beyond that nothing is remembered, and it is left to the comparison of
/// holders to find what a node lacks.
struct Hints {
    /// By node, then by key.
    private var owed: [[Key: Version]]
    private var owedCount = 0
    /// What is to be sent now, by node, the first key last.
    private var due: [[Key]]
    private var dueCount = 0
    private var isReachable: [Bool]

    /// Writes remembered at most, all nodes together: some 3 MB.
    static let most = 1 << 16

    init(nodeCount: Int) {
        owed = Array(repeating: [:], count: nodeCount)
        due = Array(repeating: [], count: nodeCount)
        isReachable = Array(repeating: false, count: nodeCount)
    }

    /// Whether somebody who can be reached has not confirmed all that it is owed.
    var isAwaited: Bool { owed.indices.contains { isReachable[$0] && !owed[$0].isEmpty } }

    /// Whether something is to be sent.
    var isDue: Bool { dueCount > 0 }

    /// Remembers a write until the node confirms it or a newer one.
    mutating func owe(_ write: Message, to node: NodeID) {
        let known = owed[node.position][write.key]
        if let known, known >= write.version { return }
        if known == nil {
            guard owedCount < Self.most else { return }
            owedCount += 1
        }
        owed[node.position][write.key] = write.version
    }

    /// A node has what it confirms.
    mutating func confirmed(_ write: Message, by node: NodeID) {
        guard let known = owed[node.position][write.key], known <= write.version else { return }
        owed[node.position].removeValue(forKey: write.key)
        owedCount -= 1
    }

    /// A node can be reached again: what was on the way to it before may not have arrived.
    mutating func reached(_ node: NodeID) {
        unreachable(node)
        isReachable[node.position] = true
        guard !owed[node.position].isEmpty else { return }
        due[node.position] = owed[node.position].keys.sorted(by: >)
        dueCount += due[node.position].count
    }

    /// A node cannot be reached: what it is owed waits.
    mutating func unreachable(_ node: NodeID) {
        isReachable[node.position] = false
        dueCount -= due[node.position].count
        due[node.position] = []
    }

    /// The next key to be sent, and to whom; nil when nothing is due.
    mutating func takeDue() -> (key: Key, to: NodeID)? {
        guard dueCount > 0 else { return nil }
        for index in due.indices {
            while let key = due[index].popLast() {
                dueCount -= 1
                // It may have been confirmed meanwhile.
                if owed[index][key] != nil { return (key, NodeID(index)) }
            }
        }
        return nil
    }
}
