/// The process dies and is started again at once, empty.
package enum Restart: Fault {
    package static let action = "restart"
    package static let summary = "the node dies and starts again at once, empty"
    package static let duration = FaultDuration.none

    package static func steps(_ order: FaultOrder) -> [FaultStep] {
        [
            FaultStep(.kill, atNanoseconds: order.atNanoseconds),
            FaultStep(.start, atNanoseconds: order.atNanoseconds),
        ]
    }
}
