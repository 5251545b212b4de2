package import Core

/// One way of breaking nodes or the ways between them: what is done, and how it is undone.
///
/// Pure functions of what was asked: a new fault is a file beside this one and a line in
/// `FaultRegistry`. The runner and the simulator carry its strokes out without knowing its name.
package protocol Fault: Sendable, SendableMetatype {
    /// The name an experiment file gives in `action`.
    static var action: String { get }

    /// One sentence for people choosing a fault.
    static var summary: String { get }

    /// Whether `for_s` says something, and whether it must be there.
    static var duration: FaultDuration { get }

    /// Whom it can hit.
    static var aim: FaultAim { get }

    /// Whether it acts on packets, which streams have on the emulated tier alone.
    static var needsPackets: Bool { get }

    /// Whether others learn of it by their connections alone, which datagrams do without.
    static var needsConnections: Bool { get }

    /// The keys of its own that `[[fault]]` takes.
    static var parameters: [FaultParameter] { get }

    /// What is done to one node it hits, in time order.
    static func steps(_ order: FaultOrder) -> [FaultStep]

    /// Everything it does in one trial; left out, each node that is picked gets its `steps`.
    static func plan(_ order: FaultOrder, in scene: FaultScene) -> [PlannedFault]

    /// What is wrong with the numbers asked for, nil where nothing is.
    static func contradiction(in order: FaultOrder) -> FaultContradiction?
}

extension Fault {
    package static var duration: FaultDuration { .optional }
    package static var aim: FaultAim { .present }
    package static var needsPackets: Bool { false }
    package static var needsConnections: Bool { false }
    package static var parameters: [FaultParameter] { [] }

    package static func steps(_ order: FaultOrder) -> [FaultStep] { [] }

    package static func plan(_ order: FaultOrder, in scene: FaultScene) -> [PlannedFault] {
        let steps = steps(order)
        return scene.picks(of: order, aim: aim).map { node in
            PlannedFault(number: order.number, action: action, node: node, steps: steps)
        }
    }

    package static func contradiction(in order: FaultOrder) -> FaultContradiction? { nil }

    /// A blow at the time asked for, and its undoing where a length was given.
    static func stroke(
        _ blow: Stroke, undoneBy undoing: Stroke, _ order: FaultOrder
    ) -> [FaultStep] {
        let start = order.atNanoseconds
        var steps = [FaultStep(blow, atNanoseconds: start)]
        if let length = order.forNanoseconds {
            steps.append(FaultStep(undoing, atNanoseconds: start + length))
        }
        return steps
    }
}

/// What `for_s` means to a fault.
package enum FaultDuration: Sendable {
    /// May be left out: then it is never undone.
    case optional
    /// Must be there.
    case required
    /// Says nothing: the fault is over at once, or never.
    case none
}

/// Whom a fault can hit.
package enum FaultAim: Sendable {
    /// Nodes that are there from the start.
    case present
    /// Participants that are still to come.
    case joining
    /// Everybody: it takes no target.
    case everybody
}

/// What can be done to a node; the runner and the simulator carry it out.
package enum Stroke: Equatable, Sendable {
    /// Dies at once, memory and connections with it.
    case kill
    /// Starts anew, with nothing in memory.
    case start
    /// Stands still, connections open.
    case freeze
    /// Goes on where it stood.
    case thaw
    /// Says goodbye, answers what it has been asked, and ends.
    case leave
    /// Goes on under worse conditions.
    case impair(Impairment)
    /// The conditions that this fault made worse are again as before.
    case relieve

    /// Whether the node serves nobody from here on, until it starts or goes on.
    package var stopsNode: Bool {
        switch self {
        case .kill, .freeze, .leave: true
        case .start, .thaw, .impair, .relieve: false
        }
    }
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

    /// Whether it takes the node itself away, as against making its conditions worse.
    package var stopsNode: Bool { steps.contains { $0.stroke.stopsNode } }

    /// Whom it cuts the node off from, in one direction at least, in node order.
    package var cutFrom: [NodeID] {
        for step in steps {
            guard case .impair(.cut(let cut)) = step.stroke else { continue }
            return cut.others.indices.filter { cut.others[$0] }.map { NodeID($0) }
        }
        return []
    }
}
