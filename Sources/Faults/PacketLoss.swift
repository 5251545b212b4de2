import Core

/// A share of the packets to and from the node is lost, each way; what connections carry is sent
/// again by the kernel, later and more slowly.
package enum PacketLoss: Fault {
    package static let action = "loss"
    package static let summary =
        "the node's link loses share_lost of its packets, where there are some"
    package static let needsPackets = true
    package static let share = FaultParameter(
        "share_lost", .number(0.0001...1), meaning: "share of packets that is lost, each way")
    package static let parameters = [share]

    package static func steps(_ order: FaultOrder) -> [FaultStep] {
        stroke(.impair(.loss(share: order.number(share))), undoneBy: .relieve, order)
    }
}
