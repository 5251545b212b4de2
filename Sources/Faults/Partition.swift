import Core

/// The network falls into groups that do not reach each other; within each, all goes on.
///
/// Participants are divided in node order, by shares; who is no participant, such as a dedicated
/// server, is in the first group. `one_way`: only what earlier groups send to later ones is held up.
package enum Partition: Fault {
    package static let action = "partition"
    package static let summary = "the participants fall into groups that do not reach each other"
    package static let aim = FaultAim.everybody
    package static let groups = FaultParameter(
        "groups", .numbers(0.0001...1), standard: .numbers([0.5, 0.5]),
        meaning: "the groups' shares of the participants, in node order")
    package static let oneWay = FaultParameter(
        "one_way", .flag, standard: .flag(false),
        meaning: "whether later groups still reach earlier ones")
    package static let parameters = [groups, oneWay]

    package static func plan(_ order: FaultOrder, in scene: FaultScene) -> [PlannedFault] {
        let groupOf = groupOfNodes(order, scene.members)
        return scene.members.indices.filter { groupOf[$0] > 0 }.map { index in
            // Of two nodes, the later group's is cut off from the earlier group's.
            let cut = Cut(
                from: groupOf.map { $0 < groupOf[index] },
                isOneWay: order.flag(oneWay))
            return PlannedFault(
                number: order.number, action: action, node: NodeID(index),
                steps: stroke(.impair(.cut(cut)), undoneBy: .relieve, order))
        }
    }

    package static func contradiction(in order: FaultOrder) -> FaultContradiction? {
        let shares = order.numbers(groups)
        let sum = shares.reduce(0, +)
        guard shares.count < 2 || abs(sum - 1) > 0.001 else { return nil }
        return FaultContradiction(
            parameter: groups.name, value: "[\(shares.map { "\($0)" }.joined(separator: ", "))]",
            expected: "two shares or more that add up to 1, such as [0.5, 0.5]")
    }

    /// Each node's group, from 0: cumulative shares of the participants, rounded to nearest.
    static func groupOfNodes(_ order: FaultOrder, _ members: [Member]) -> [Int] {
        let count = members.count { $0.participant != nil }
        var ends: [Int] = []
        var sum = 0.0
        for share in order.numbers(groups) {
            sum += share
            ends.append(Int((sum * Double(count)).rounded()))
        }
        return members.map { member in
            guard let participant = member.participant else { return 0 }
            return ends.firstIndex { participant < $0 } ?? ends.count - 1
        }
    }
}
