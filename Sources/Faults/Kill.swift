/// The process dies; with `for_s` it is started again after that time, empty.
package enum Kill: Fault {
    package static let action = "kill"
    package static let summary = "the node dies; with for_s it starts again, empty"

    package static func steps(_ order: FaultOrder) -> [FaultStep] {
        stroke(.kill, undoneBy: .start, order)
    }
}
