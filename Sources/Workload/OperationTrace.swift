package import Core

/// Operations recorded elsewhere, to be issued at their own times: one list for each participant.
package struct OperationTrace: Sendable, Equatable {
    /// One operation of the trace.
    package struct Entry: Sendable, Equatable, BitwiseCopyable {
        /// From the start of load, at least 0, in nanoseconds.
        package var atNanoseconds: Nanoseconds
        package var key: Key
        package var valueBytes: UInt32
        package var kind: Operation.Kind

        package init(
            atNanoseconds: Nanoseconds, kind: Operation.Kind, key: Key, valueBytes: UInt32
        ) {
            self.atNanoseconds = atNanoseconds
            self.kind = kind
            self.key = key
            self.valueBytes = valueBytes
        }
    }

    /// By participant, each in order of time.
    package var entries: [[Entry]]

    /// A trace of these entries.
    package init(entries: [[Entry]]) {
        self.entries = entries
    }

    /// Operations of all participants together.
    package var count: Int { entries.reduce(0) { $0 + $1.count } }

    /// The trace with one participant's entries alone, for the node it lives in.
    package func only(_ participant: Int) -> OperationTrace {
        OperationTrace(
            entries: entries.indices.map { $0 == participant ? entries[$0] : [] })
    }
}
