package import Core
package import Faults

/// One `[[fault]]`: what befalls whom, from when to when.
package struct FaultSpecification: Sendable, Equatable {
    /// The fault's name in the registry.
    package let action: String
    /// What is asked of it.
    package let order: FaultOrder

    /// Its position among the experiment's faults, from 0.
    package var number: Int { order.number }
    /// Whom it hits; nil where it hits everybody.
    package var target: FaultTarget? { order.target }
    /// When it strikes, from the start of measurement; before its end.
    package var atNanoseconds: Nanoseconds { order.atNanoseconds }
    /// How long until it is undone; nil for never.
    package var forNanoseconds: Nanoseconds? { order.forNanoseconds }
}
