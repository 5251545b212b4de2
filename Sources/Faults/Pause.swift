package import Core

/// The process stands still with its connections open; with `for_s` it goes on after that time.
package enum Pause: Fault {
    package static let action = "pause"
    package static let summary = "the node stands still, its connections open"
    package static let duration = FaultDuration.optional

    package static func steps(
        atNanoseconds start: Nanoseconds, forNanoseconds length: Nanoseconds?
    ) -> [FaultStep] {
        var steps = [FaultStep(.freeze, atNanoseconds: start)]
        if let length { steps.append(FaultStep(.thaw, atNanoseconds: start + length)) }
        return steps
    }
}
