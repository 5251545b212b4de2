package import Core
package import Faults

/// One `[[fault]]`: what befalls whom, from when to when.
package struct FaultSpecification: Sendable, Equatable {
    /// Its position among the experiment's faults, from 0.
    package let number: Int
    /// The fault's name in the registry.
    package let action: String
    /// Whom it hits.
    package let target: FaultTarget
    /// When it strikes, from the start of measurement; before its end.
    package let atNanoseconds: Nanoseconds
    /// How long until it is undone; nil for never.
    package let forNanoseconds: Nanoseconds?
}
