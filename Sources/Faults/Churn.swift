import Core
import Glibc

/// Each node hit leaves and comes back again and again, up and down for exponential times: what users
/// of peer-to-peer systems do (Stutzbach and Rejaie, IMC 2006, measure how long).
package enum Churn: Fault {
    package static let action = "churn"
    package static let summary = "the nodes leave and return at random until for_s is over"
    package static let needsConnections = true
    package static let meanUp = FaultParameter(
        "mean_up_s", .number(0.01...86_400), meaning: "mean time until a node leaves")
    package static let meanDown = FaultParameter(
        "mean_down_s", .number(0.01...86_400), meaning: "mean time until a node returns")
    package static let parameters = [meanUp, meanDown]

    package static func plan(_ order: FaultOrder, in scene: FaultScene) -> [PlannedFault] {
        let window = scene.window(of: order)
        var absences: [PlannedFault] = []
        for node in scene.picks(of: order, aim: aim) {
            // A node's comings and goings are its own, whoever else is hit, and the same in every arm.
            var random = scene.random(of: order, at: node)
            var moment = window.lowerBound + exponential(order.number(meanUp), &random)
            while moment < window.upperBound {
                let back = moment + exponential(order.number(meanDown), &random)
                absences.append(
                    PlannedFault(
                        number: order.number, action: action, node: node,
                        steps: [
                            FaultStep(.leave, atNanoseconds: moment),
                            FaultStep(.start, atNanoseconds: min(back, window.upperBound)),
                        ]))
                moment = back + exponential(order.number(meanUp), &random)
            }
        }
        return absences.inOrder
    }

    private static func exponential(_ mean: Double, _ random: inout SeededRandom) -> Nanoseconds {
        .seconds(-mean * log1p(-random.nextUnit()))
    }
}
