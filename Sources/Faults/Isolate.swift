import Core

/// Nothing gets to the node or away from it; connections stay, and what is under way waits.
package enum Isolate: Fault {
    package static let action = "isolate"
    package static let summary = "the node goes on, cut off from all others"

    package static func plan(_ order: FaultOrder, in scene: FaultScene) -> [PlannedFault] {
        scene.picks(of: order, aim: aim).map { node in
            let cut = Impairment.cut(Cut(from: scene.members.indices.map { $0 != node.position }))
            return PlannedFault(
                number: order.number, action: action, node: node,
                steps: stroke(.impair(cut), undoneBy: .relieve, order))
        }
    }
}
