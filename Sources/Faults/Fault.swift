package import Core

/// What can befall a node's process; the runner and the simulator carry it out.
package enum Stroke: UInt8, Sendable {
    /// Dies at once, memory and connections with it.
    case kill
    /// Starts anew, with nothing in memory.
    case start
    /// Stands still, connections open.
    case freeze
    /// Goes on where it stood.
    case thaw
}

/// One stroke at its time, in nanoseconds from the start of measurement.
package struct FaultStep: Equatable, Sendable {
    package var stroke: Stroke
    package var atNanoseconds: Nanoseconds

    package init(_ stroke: Stroke, atNanoseconds: Nanoseconds) {
        self.stroke = stroke
        self.atNanoseconds = atNanoseconds
    }
}

/// One way of breaking nodes: what is done to them, and how it is undone.
package protocol Fault: Sendable, SendableMetatype {
    /// The name an experiment file gives in `action`.
    static var action: String { get }

    /// One sentence for people choosing a fault.
    static var summary: String { get }

    /// Whether `for_s` says something, and whether it must be there.
    static var duration: FaultDuration { get }

    /// The strokes in time order; a length of nil means that the fault is never undone.
    static func steps(atNanoseconds: Nanoseconds, forNanoseconds: Nanoseconds?) -> [FaultStep]
}

/// What `for_s` means to a fault.
package enum FaultDuration: Sendable {
    /// May be left out: then it is never undone.
    case optional
    /// Says nothing: the fault is over at once.
    case none
}

/// One fault at one node of an arm, as the runner and the simulator carry it out.
package struct PlannedFault: Equatable, Sendable {
    /// Its position among the experiment's `[[fault]]` entries, from 0.
    package var number: Int
    package var action: String
    package var node: NodeID
    /// In time order.
    package var steps: [FaultStep]

    package init(number: Int, action: String, node: NodeID, steps: [FaultStep]) {
        self.number = number
        self.action = action
        self.node = node
        self.steps = steps
    }
}
