/// A number of its own that a topology takes from `[[topology]]`.
package struct TopologyParameter: Sendable {
    package var name: String
    /// What the contract allows.
    package var range: ClosedRange<Int>
    /// What this version can do; anything else in `range` is told to be not available yet.
    package var available: ClosedRange<Int>
    /// The value when the file says nothing.
    package var standard: Int
    /// What it is, for `check` and errors.
    package var meaning: String

    package init(
        _ name: String, range: ClosedRange<Int>, available: ClosedRange<Int>? = nil,
        standard: Int, meaning: String
    ) {
        self.name = name
        self.range = range
        self.available = available ?? range
        self.standard = standard
        self.meaning = meaning
    }
}

/// All a topology is built from: the same in the runner and in every node.
package struct TopologySetting: Sendable, Equatable {
    package var participants: Int
    /// Size of the key space.
    package var keys: Int
    /// Parameter values by name; those not named have their standard value.
    package var values: [String: Int]
    /// Whether living nodes take the places of holders that are down.
    package var isRepairing: Bool
    /// What a topology draws is drawn from it: the same for the same seed.
    package var seed: UInt64

    package init(
        participants: Int, keys: Int, values: [String: Int] = [:], isRepairing: Bool = false,
        seed: UInt64 = 1
    ) {
        self.participants = participants
        self.keys = keys
        self.values = values
        self.isRepairing = isRepairing
        self.seed = seed
    }

    /// The value of a topology's own parameter.
    package func value(of name: String, in parameters: [TopologyParameter]) -> Int {
        if let value = values[name] { return value }
        guard let parameter = parameters.first(where: { $0.name == name }) else {
            preconditionFailure("a topology asked for its parameter '\(name)', which it lacks")
        }
        return parameter.standard
    }
}

/// Two numbers that do not go together, such as more replicas than peers.
package struct TopologyContradiction: Error, Equatable, Sendable {
    /// The parameter to change.
    package var parameter: String
    package var value: Int
    /// What would go: "at most 3, the number of participants".
    package var expected: String

    package init(parameter: String, value: Int, expected: String) {
        self.parameter = parameter
        self.value = value
        self.expected = expected
    }
}
