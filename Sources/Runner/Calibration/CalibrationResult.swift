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
    /// Bare C alone, over few connections and many.
    package var echoes: [EchoBaseline]
    /// Networks of the nodes' own.
    package var emulated: EmulatedOutcome
    package var recorder: RecorderCost
    package var dataPath: DataPathCost
    /// Of the nodes' event loop.
    package var lateness: Lateness
    /// From the start of a node's process until it listens.
    package var spawnNanoseconds: Spread
    /// Per reading of the clock.
    package var clockNanoseconds: Spread

    /// Whether every bar is kept to.
    package var passes: Bool {
        recorder.passes && recorder.passesWithClocks && dataPath.passes
            && comparisons.allSatisfy(\.passes) && (generator?.passes ?? true)
            && emulated.passes
    }

    /// What one participant can issue; nil when that was not measured.
    package var generator: Generator? {
        comparisons.first { $0.exchange == .deepQueue }.map { comparison in
            Generator(
                operationsPerSecond: comparison.nodes(\.operationsPerSecond),
                microseconds: comparison.nodes(\.client.total))
        }
    }
}

/// What one participant can issue that has a processor to itself, the server having another.
package struct Generator: Equatable, Sendable {
    package var operationsPerSecond: Spread
    /// Processor time of the participant per operation, the same as seconds per million.
    package var microseconds: Spread

    static let bar = Bar.atMost(10)

    package var passes: Bool { Self.bar.holds(microseconds.median) }
}

extension Comparison {
    /// Whether the exchange keeps to its bar.
    package var passes: Bool { bar.holds(ratio(subject).median) }

    /// The largest share of the processors that others took in any of its rounds.
    package var foreignShare: Double {
        rounds.flatMap { [$0.nodes.foreignShare, $0.bare.foreignShare] }.max() ?? 0
    }
}

extension RecorderCost {
    /// Whether recording is as cheap as it should be.
    package var passes: Bool { Self.bar.holds(nanoseconds.median) && allocations == 0 }

    /// Whether it is with the clock readings of an operation, too.
    package var passesWithClocks: Bool { Self.withClocksBar.holds(withClocksNanoseconds.median) }
}
