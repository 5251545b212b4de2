/// The node goes on and takes longer for each request: a grey failure, which no connection tells of
/// (Huang et al., HotOS 2017).
package enum Slow: Fault {
    package static let action = "slow"
    package static let summary = "the node's service takes factor times as long"
    package static let factor = FaultParameter(
        "factor", .number(0.001...1_000_000), meaning: "what multiplies service times")
    package static let parameters = [factor]

    package static func steps(_ order: FaultOrder) -> [FaultStep] {
        stroke(.impair(.slow(factor: order.number(factor))), undoneBy: .relieve, order)
    }
}
