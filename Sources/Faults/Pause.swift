/// The process stands still with its connections open; with `for_s` it goes on after that time.
package enum Pause: Fault {
    package static let action = "pause"
    package static let summary = "the node stands still, its connections open"

    package static func steps(_ order: FaultOrder) -> [FaultStep] {
        stroke(.freeze, undoneBy: .thaw, order)
    }
}
