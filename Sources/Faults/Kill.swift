package import Core

/// The process dies; with `for_s` it is started again after that time, empty.
package enum Kill: Fault {
    package static let action = "kill"
    package static let summary = "the node dies; with for_s it starts again, empty"
    package static let duration = FaultDuration.optional

    package static func steps(
        atNanoseconds start: Nanoseconds, forNanoseconds length: Nanoseconds?
    ) -> [FaultStep] {
        var steps = [FaultStep(.kill, atNanoseconds: start)]
        if let length { steps.append(FaultStep(.start, atNanoseconds: start + length)) }
        return steps
    }
}
