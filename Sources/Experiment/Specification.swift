package import Core
package import Faults
package import Topology
package import Workload

/// An experiment as its file asks for it: checked, every default filled in.
package struct Specification: Sendable, Equatable {
    /// What results are filed under: a-z, 0-9 and "-".
    package let name: String
    /// Empty where the file has none.
    package let question: String
    /// Empty where the file has none.
    package let hypothesis: String
    /// Where every random number comes from.
    package let seed: UInt64
    /// Trials for each topology, 1 to 1,000; repetition r draws from (seed, r).
    package let repetitions: Int
    /// The arms in file order, 1 to 16.
    package let topologies: [Arm]
    /// Those who issue operations in every arm, 1 to 10,000.
    package let participants: Int
    /// Participants that come only with a fault.
    package let joining: Int
    /// What they do.
    package let workload: RequestWorkload
    /// For a whole operation with all its attempts, from its sending.
    package let timeoutNanoseconds: Nanoseconds
    /// For one attempt; at most the whole operation's.
    package let attemptTimeoutNanoseconds: Nanoseconds
    /// The response time above which an answer counts as bad.
    package let objectiveNanoseconds: Nanoseconds
    /// Further attempts after a failed one.
    package let retries: Int
    /// Further attempts per operation, all operations together; nil for no bound.
    package let retryBudget: Double?
    /// After how long a get asks the next holder as well, 0 for never.
    package let hedgeNanoseconds: Nanoseconds
    /// Requests a provider holds at once, 0 for no limit.
    package let serviceWorkers: Int
    /// Every so manieth request of a provider is never answered, 0 for none.
    package let swallowEvery: Int
    /// The parts of a trial.
    package let schedule: Schedule
    /// What lies between the nodes.
    package let network: Network
    /// What carries the nodes' messages.
    package let transport: TransportProtocol
    /// Who decides how fast their connections send.
    package let congestion: CongestionControl
    /// In file order.
    package let faults: [FaultSpecification]
    /// What whoever checks the file should know, in file order.
    package let notes: [Note]

    let resolved: ResolvedDocument
}

extension Specification {
    /// Reads an experiment file's first sweep point.
    ///
    /// - Parameters:
    ///   - text: The file's bytes.
    ///   - file: What errors call it.
    ///   - overrides: What the command line puts in place of the file's values, in order.
    ///   - topologies: The topologies there are.
    ///   - faults: The faults there are.
    /// - Throws: `ExperimentError` with everything that is wrong with file and overrides.
    package init(
        parsing text: [UInt8], file: String, overrides: [Override],
        topologies: TopologyRegistry, faults: FaultRegistry
    ) throws(ExperimentError) {
        self = try Experiment(
            parsing: text, file: file, overrides: overrides,
            in: Surroundings(topologies: topologies, faults: faults)
        ).first
    }

    /// Reads an experiment file that is text already.
    package init(
        parsing text: String, file: String, overrides: [Override],
        topologies: TopologyRegistry, faults: FaultRegistry
    ) throws(ExperimentError) {
        try self.init(
            parsing: Array(text.utf8), file: file, overrides: overrides, topologies: topologies,
            faults: faults)
    }
}
