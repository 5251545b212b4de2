package import Core

/// What an experiment asks of a fault.
package struct FaultOrder: Equatable, Sendable {
    /// Its position among the experiment's `[[fault]]` entries, from 0.
    package var number: Int
    /// Whom it hits; nil where it hits everybody.
    package var target: FaultTarget?
    /// When it strikes, from the start of measurement.
    package var atNanoseconds: Nanoseconds
    /// How long until it is undone; nil for never.
    package var forNanoseconds: Nanoseconds?
    /// Values of the fault's own parameters by name; those not named have their standard value.
    package var values: [String: FaultValue] = [:]

    package init(
        number: Int, target: FaultTarget?, atNanoseconds: Nanoseconds,
        forNanoseconds: Nanoseconds? = nil, values: [String: FaultValue] = [:]
    ) {
        self.number = number
        self.target = target
        self.atNanoseconds = atNanoseconds
        self.forNanoseconds = forNanoseconds
        self.values = values
    }

    /// The value of a parameter.
    func value(of parameter: FaultParameter) -> FaultValue {
        guard let value = values[parameter.name] ?? parameter.standard else {
            preconditionFailure("a checked experiment gives '\(parameter.name)'")
        }
        return value
    }

    func number(_ parameter: FaultParameter) -> Double {
        guard case .number(let number) = value(of: parameter) else {
            preconditionFailure("'\(parameter.name)' is no number")
        }
        return number
    }

    func flag(_ parameter: FaultParameter) -> Bool {
        guard case .flag(let flag) = value(of: parameter) else {
            preconditionFailure("'\(parameter.name)' is neither true nor false")
        }
        return flag
    }

    func numbers(_ parameter: FaultParameter) -> [Double] {
        guard case .numbers(let numbers) = value(of: parameter) else {
            preconditionFailure("'\(parameter.name)' is no list of numbers")
        }
        return numbers
    }
}

/// A key of its own that a fault takes from `[[fault]]`.
package struct FaultParameter: Sendable {
    /// What it takes.
    package enum Form: Sendable {
        case number(ClosedRange<Double>)
        case integer(ClosedRange<Int>)
        case flag
        /// A list of numbers, each in the range.
        case numbers(ClosedRange<Double>)
    }

    package var name: String
    package var form: Form
    /// The value when the file says nothing; nil: it must say something.
    package var standard: FaultValue?
    /// What it is, as a phrase.
    package var meaning: String

    package init(_ name: String, _ form: Form, standard: FaultValue? = nil, meaning: String) {
        self.name = name
        self.form = form
        self.standard = standard
        self.meaning = meaning
    }
}

/// What a fault's own key says.
package enum FaultValue: Equatable, Sendable {
    case number(Double)
    case flag(Bool)
    case numbers([Double])
}

/// A fault's number that does not go with what else was asked.
package struct FaultContradiction: Error, Equatable, Sendable {
    /// The parameter to change.
    package var parameter: String
    package var value: String
    /// What would go.
    package var expected: String

    package init(parameter: String, value: String, expected: String) {
        self.parameter = parameter
        self.value = value
        self.expected = expected
    }
}

/// The arm and the trial a fault is planned for.
package struct FaultScene: Sendable {
    /// All nodes of the arm, in node order.
    package var members: [Member]
    /// So many participants, the last ones, come only with a `join` fault.
    package var joining: Int
    package var seed: UInt64
    package var repetition: Int
    /// When measurement ends.
    package var endNanoseconds: Nanoseconds

    package init(
        members: [Member], joining: Int = 0, seed: UInt64, repetition: Int,
        endNanoseconds: Nanoseconds
    ) {
        self.members = members
        self.joining = joining
        self.seed = seed
        self.repetition = repetition
        self.endNanoseconds = endNanoseconds
    }

    /// The nodes an order hits, in node order.
    func picks(of order: FaultOrder, aim: FaultAim) -> [NodeID] {
        order.target?.picks(in: self, fault: order.number, aim: aim) ?? []
    }

    /// Whether a node is not there until it joins.
    package func isJoining(_ node: NodeID) -> Bool {
        guard joining > 0, let participant = members[node.position].participant else {
            return false
        }
        let participants = members.count { $0.participant != nil }
        return participant >= participants - joining
    }

    /// What a fault decides by chance in this trial, beside whom it hits.
    func random(of order: FaultOrder) -> SeededRandom {
        SeededRandom(seed: seed, path: Self.stream, UInt64(repetition), UInt64(order.number))
    }

    /// The same for one node alone: by its place within the role asked for, so that participants are
    /// struck alike in every arm, whatever stands before them in node order.
    func random(of order: FaultOrder, at node: NodeID) -> SeededRandom {
        SeededRandom(
            seed: seed, path: Self.stream, UInt64(repetition), UInt64(order.number),
            UInt64(place(of: node, in: order.target)))
    }

    /// A node's place among the target's role; one hit by its name counts as a participant if it is one.
    private func place(of node: NodeID, in target: FaultTarget?) -> Int {
        let isParticipant = members[node.position].participant != nil
        let role = target?.role ?? (isParticipant ? .participant : .provider)
        return role.nodes(among: members).firstIndex(of: node) ?? node.position
    }

    /// The nodes of a role that are there from the start, in node order.
    package func present(_ role: FaultRole) -> [NodeID] {
        role.nodes(among: members).filter { !isJoining($0) }
    }

    /// From when to when a fault that goes on strikes: to the end of measurement at most.
    func window(of order: FaultOrder) -> Range<Nanoseconds> {
        let start = order.atNanoseconds
        let end = order.forNanoseconds.map { start + $0 } ?? endNanoseconds
        return start..<max(start, min(end, endNanoseconds))
    }

    /// Sets faults' own chances apart from their picks and from the workload.
    private static let stream: UInt64 = 0xFA18
}

extension [PlannedFault] {
    /// By the time of the first stroke; those of one instant as they were.
    var inOrder: [PlannedFault] {
        func time(_ fault: PlannedFault) -> Nanoseconds { fault.steps.first?.atNanoseconds ?? 0 }
        return enumerated().sorted {
            (time($0.element), $0.offset) < (time($1.element), $1.offset)
        }.map(\.element)
    }
}
