/// A participant that was not there yet comes, empty; with `for_s` it leaves again after that time.
package enum Join: Fault {
    package static let action = "join"
    package static let summary = "a participant that was not there yet comes (participants.joining)"
    package static let aim = FaultAim.joining

    package static func steps(_ order: FaultOrder) -> [FaultStep] {
        stroke(.start, undoneBy: .leave, order)
    }
}
