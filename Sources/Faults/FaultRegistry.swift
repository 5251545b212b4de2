/// The faults an executable knows.
package struct FaultRegistry: Sendable {
    package let kinds: [any Fault.Type]

    package init(_ kinds: [any Fault.Type]) {
        self.kinds = kinds
    }

    /// The faults that are shipped.
    package static let standard = FaultRegistry([
        Kill.self,
        Restart.self,
        Pause.self,
        Leave.self,
        Join.self,
        Churn.self,
        Partition.self,
        Isolate.self,
        Slow.self,
        Delay.self,
        PacketLoss.self,
        RandomFaults.self,
    ])

    package subscript(action: String) -> (any Fault.Type)? {
        kinds.first { $0.action == action }
    }
}
