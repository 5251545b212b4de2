import Core

/// Everything to and from the node takes longer, each way.
package enum Delay: Fault {
    package static let action = "delay"
    package static let summary = "the node's link gets delay_ms slower, each way"
    package static let delay = FaultParameter(
        "delay_ms", .number(0.001...60_000), meaning: "delay that is added, one way")
    package static let parameters = [delay]

    package static func steps(_ order: FaultOrder) -> [FaultStep] {
        let added = Nanoseconds.seconds(order.number(delay) / 1_000)
        return stroke(.impair(.delay(added)), undoneBy: .relieve, order)
    }
}
