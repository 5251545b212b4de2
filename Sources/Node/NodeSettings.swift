package import Core
import Topology

/// Whose confirmation a put waits for, of the holders believed alive.
package enum Acknowledge: String, Sendable, CaseIterable {
    case one
    case majority
    case all
}

/// What a provider still has of its data when it was killed and is started again.
package enum Durability: String, Sendable, CaseIterable {
    /// Nothing.
    case memory
    /// All that it has answered for: it is on the disk before the answer leaves.
    case log
}

/// How a node behaves, apart from what its topology and the plan say.
package struct NodeSettings: Equatable, Sendable {
    /// Length of every value before the first put, in bytes.
    package var valueBytes: UInt32 = 128
    /// For a whole operation, from its sending, in nanoseconds.
    package var timeoutNanoseconds: Nanoseconds = .milliseconds(500)
    /// For one attempt, in nanoseconds.
    package var attemptTimeoutNanoseconds: Nanoseconds = .milliseconds(500)
    /// Further attempts after a failed one.
    package var retries = 0
    /// Further attempts per operation, all operations together; nil for no bound.
    package var retryBudget: Double?
    /// After this time without an answer a get asks the next holder as well; 0 for never.
    package var hedgeNanoseconds: Nanoseconds = 0
    package var acknowledge = Acknowledge.all
    /// Divides service times at this arm's providers.
    package var speed = 1.0
    /// Requests a provider holds at once, 0 for no limit.
    package var serviceWorkers = 1
    /// Every so manieth request a provider takes is never answered, 0 for none.
    package var swallowEvery = 0
    package var durability = Durability.memory
    /// How it learns that another is gone.
    package var detection = Detection.connection
    /// Seeds what a node decides by chance, such as when to dial again.
    package var seed: UInt64 = 1

    package init() {}
}
