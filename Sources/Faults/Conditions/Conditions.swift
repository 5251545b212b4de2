package import Core

/// What is wrong at present with the nodes of an arm and the ways between them.
///
/// Faults may overlap: each adds its impairment and later takes just that one away.
package struct Conditions: Sendable {
    private struct Entry {
        var fault: Int
        var node: NodeID
        var impairment: Impairment
    }

    private var entries: [Entry] = []

    package init() {}

    /// Whether nothing is wrong.
    package var areClear: Bool { entries.isEmpty }

    /// Adds what a fault does to a node; `fault` names it, for its relief.
    package mutating func impair(_ node: NodeID, by impairment: Impairment, fault: Int) {
        entries.append(Entry(fault: fault, node: node, impairment: impairment))
    }

    /// Takes away what a fault has done.
    package mutating func relieve(fault: Int) {
        entries.removeAll { $0.fault == fault }
    }

    /// How many times as long a node's service takes.
    package func slowness(of node: NodeID) -> Double {
        entries.reduce(1) { product, entry in
            guard entry.node == node, case .slow(let factor) = entry.impairment else {
                return product
            }
            return product * factor
        }
    }

    /// What a message from `sender` to `receiver` meets.
    package func path(from sender: NodeID, to receiver: NodeID) -> PathCondition {
        var condition = PathCondition.clear
        for entry in entries where entry.node == sender || entry.node == receiver {
            switch entry.impairment {
            case .slow: break
            case .delay(let added): condition.delayNanoseconds += added
            case .loss(let share):
                // Each loses of what the others have left.
                condition.lostShare = 1 - (1 - condition.lostShare) * (1 - share)
            case .cut(let cut):
                let other = entry.node == sender ? receiver : sender
                guard cut.others[other.position] else { continue }
                if entry.node == receiver || !cut.isOneWay { condition.isCut = true }
            }
        }
        return condition
    }

    /// Whether two nodes cannot connect, for which both ways are needed.
    package func isCut(between one: NodeID, and other: NodeID) -> Bool {
        !entries.isEmpty
            && (path(from: one, to: other).isCut || path(from: other, to: one).isCut)
    }
}
