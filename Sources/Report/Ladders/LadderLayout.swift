/// Where each moment of an operation stands in its ladder, time downwards.
///
/// Every moment has a row of its own, at least `smallestGap` below the one before, so that labels
/// never overlap; longer waits take more room, up to `largestGap`, where a break marks them.
struct LadderLayout {
    enum Event: Equatable {
        case sent(Int)
        case received(Int)
        /// A fault struck a node.
        case struck(node: String, action: String)
        /// It was undone.
        case undone(node: String)
    }

    struct Row: Equatable {
        let nanoseconds: Int
        let event: Event
        var y = 0.0
        /// Whether the gap above stands for more time than its height says.
        var isAfterBreak = false
    }

    static let smallestGap = 22.0
    static let largestGap = 64.0

    let rows: [Row]
    let height: Double

    init(_ operation: TracedOperation, faults: [FaultEvent], top: Double) {
        let events = Self.events(operation) + Self.interruptions(operation, faults)
        let ordered = events.enumerated().sorted {
            ($0.element.nanoseconds, $0.offset) < ($1.element.nanoseconds, $1.offset)
        }
        var rows = ordered.map(\.element)
        let gaps = zip(rows.dropFirst(), rows).map {
            Double($0.nanoseconds - $1.nanoseconds)
        }
        // A typical gap gets twice the smallest height; what is far longer is cut.
        let typical = Summary(gaps.filter { $0 > 0 })?.median ?? 1
        var y = top
        for index in rows.indices {
            if index > 0 {
                let wanted = gaps[index - 1] / typical * 2 * Self.smallestGap
                rows[index].isAfterBreak = wanted > 4 * Self.largestGap
                y += max(Self.smallestGap, min(wanted, Self.largestGap))
            }
            rows[index].y = y
        }
        self.rows = rows
        height = y
    }

    private static func events(_ operation: TracedOperation) -> [Row] {
        operation.messages.enumerated().flatMap { index, message in
            [Row(nanoseconds: message.sentNanoseconds, event: .sent(index))]
                + (message.receivedNanoseconds.map {
                    [Row(nanoseconds: $0, event: .received(index))]
                } ?? [])
        }
    }

    /// The faults that struck a node of the operation, or were undone, while it was open.
    private static func interruptions(
        _ operation: TracedOperation, _ faults: [FaultEvent]
    ) -> [Row] {
        // A request that is never answered ends, for all the trace knows, when it is sent: the
        // fault that swallowed it comes after.
        let patience = operation.isAnswered ? 0 : 1_000_000_000
        let open = operation.start...(operation.end + patience)
        let nodes = operation.nodes
        return faults.flatMap { fault in
            fault.nodes.filter(nodes.contains).flatMap { node -> [Row] in
                let struck = fault.appliedNanoseconds.map {
                    Row(nanoseconds: $0, event: .struck(node: node, action: fault.action))
                }
                let undone = fault.healedNanoseconds.map {
                    Row(nanoseconds: $0, event: .undone(node: node))
                }
                return [struck, undone].compactMap(\.self)
                    .filter { open.contains($0.nanoseconds) }
            }
        }
    }
}
