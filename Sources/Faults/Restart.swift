package import Core

/// The process dies and is started again at once, empty.
package enum Restart: Fault {
    package static let action = "restart"
    package static let summary = "the node dies and starts again at once, empty"
    package static let duration = FaultDuration.none

    package static func steps(
        atNanoseconds start: Nanoseconds, forNanoseconds length: Nanoseconds?
    ) -> [FaultStep] {
        [FaultStep(.kill, atNanoseconds: start), FaultStep(.start, atNanoseconds: start)]
    }
}
