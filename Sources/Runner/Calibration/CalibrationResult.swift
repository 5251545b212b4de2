package import Core
import Measurement

/// What a host can do, and how the nodes compare with bare C there.
package struct CalibrationResult: Equatable, Sendable {
    /// The machine and its settings, as `HostFacts` tells them.
    package var host: JSON
    package var processors: Processors
    /// In a debug build the numbers mean nothing.
    package var isDebugBuild: Bool
    package var comparisons: [Comparison]
    package var recorder: RecorderCost
    /// How late a timed wait ends, in nanoseconds.
    package var timerP50Nanoseconds: Double
    package var timerP99Nanoseconds: Double
    /// From the start of a node's process until it listens.
    package var spawnNanoseconds: Spread
    /// Per reading of the clock.
    package var clockNanoseconds: Spread

    /// Whether every bar is kept to.
    package var passes: Bool {
        recorder.passes && comparisons.allSatisfy { $0.passes ?? true }
    }
}

extension Comparison {
    /// Whether the exchange keeps to its bar; nil where it has none.
    package var passes: Bool? { bar?.holds(ratio(subject).median) }

    /// The largest share of the processors that others took in any of its rounds.
    package var foreignShare: Double {
        rounds.flatMap { [$0.nodes.foreignShare, $0.bare.foreignShare] }.max() ?? 0
    }
}

extension RecorderCost {
    /// Whether recording is as cheap as it should be.
    package var passes: Bool { Self.bar.holds(nanoseconds.median) && allocations == 0 }
}
