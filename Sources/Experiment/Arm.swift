package import Node
package import Topology
import Workload

/// One topology of the experiment, with its settings.
package struct Arm: Sendable, Equatable {
    /// The topology's name in the registry.
    package let kind: String
    /// The arm's name in results; unique within the experiment.
    package let label: String
    /// Divides service times at this arm's providers; at least 0.001.
    package let speed: Double
    /// Whose confirmation a put waits for.
    package let acknowledge: Acknowledge
    /// How its nodes learn that another is gone.
    package let detection: Detection
    /// The topology's own parameters by name, all of them.
    package let values: [String: Int]
    /// Whether living nodes take the places of holders that are down.
    package let isRepairing: Bool
    /// What a killed provider still has when it is started again.
    package let durability: Durability
}

extension Specification {
    /// What an arm's topology is made from.
    package func setting(of arm: Arm) -> TopologySetting {
        TopologySetting(
            participants: participants, keys: workload.keys, values: arm.values,
            isRepairing: arm.isRepairing, seed: seed)
    }
}
