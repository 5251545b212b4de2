/// The node says goodbye, answers what it has been asked, and ends; with `for_s` it comes back after
/// that time, empty.
package enum Leave: Fault {
    package static let action = "leave"
    package static let summary = "the node says goodbye and goes; with for_s it comes back, empty"
    package static let needsConnections = true

    package static func steps(_ order: FaultOrder) -> [FaultStep] {
        stroke(.leave, undoneBy: .start, order)
    }
}
