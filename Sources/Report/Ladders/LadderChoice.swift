import Measurement

/// Which traced operations are worth a ladder, the same ones in every arm where there are such.
struct LadderChoice {
    /// One ladder per arm; nil where the arm has no such operation.
    struct Row {
        /// "get", "put", or the operation that met the fault.
        let title: String
        let operations: [TracedOperation?]
        /// What to look for; empty where the picture says it all.
        var remark = ""

        /// Whether several arms show one and the same planned operation.
        var isShared: Bool {
            guard operations.count > 1, let first = operations.first ?? nil else { return false }
            return operations.allSatisfy { $0.map(first.isSame) ?? false }
        }
    }

    private let traces: [[TracedOperation]]
    private let faults: [[FaultEvent]]
    /// Keys whose first holder a fault struck, by arm.
    private let struckKeys: [Set<String>]

    init(drawn: [Drawn], messages: CSVTable, faults: CSVTable, placement: CSVTable) {
        traces = drawn.map { TracedOperation.all(in: messages, trial: $0.trial) }
        self.faults = drawn.map { FaultEvent.all(in: faults, trial: $0.trial) }
        struckKeys = zip(drawn, self.faults).map { drawn, faults in
            Self.keysFirstHeld(by: faults.flatMap(\.nodes), in: placement, trial: drawn.trial)
        }
    }

    /// At most three kinds of operation, and the one that met the fault.
    var rows: [Row] {
        kinds.prefix(3).map { Row(title: "One \($0)", operations: ordinary($0)) } + struck
    }

    /// Kinds that begin an answered operation in every arm, or else in any.
    private var kinds: [String] {
        let answered = traces.map { Set($0.filter(\.isAnswered).map(\.kind)) }
        let everywhere = answered.dropFirst().reduce(answered.first ?? []) { $0.intersection($1) }
        let anywhere = Set(answered.flatMap(\.self))
        return (everywhere.isEmpty ? anywhere : everywhere).sorted()
    }

    /// The earliest operation of a kind that every arm answered with messages; else each arm's own.
    private func ordinary(_ kind: String) -> [TracedOperation?] {
        let candidates = traces.map { trace in trace.filter { $0.kind == kind && $0.isAnswered } }
        let shared = candidates.first?.first { candidate in
            candidates.allSatisfy { $0.contains { $0.isSame(as: candidate) } }
        }
        return candidates.map { trace in
            trace.first { operation in shared.map(operation.isSame) ?? true }
        }
    }

    private var struck: [Row] {
        guard faults.contains(where: { $0.contains { $0.applied != nil } }) else { return [] }
        let found = zip(zip(traces, faults), struckKeys).map { arm, struckKeys in
            arm.0.map { (operation: $0, rank: Self.rank($0, arm.1, struckKeys)) }
                .filter { $0.rank > 0 }
                .reduce(nil as (operation: TracedOperation, rank: Int)?) { best, next in
                    if let best, best.rank >= next.rank { best } else { next }
                }
        }
        let operations = found.map { $0?.operation }
        guard found.contains(where: { ($0?.rank ?? 0) > Self.turnedAside }) else {
            return [
                Row(
                    title: "An operation that the fault turned aside", operations: operations,
                    remark: "No traced message met the fault itself. This operation's key is first "
                        + "held by the struck node, which was known to be down: so it asked the "
                        + "next holder at once. ")
            ]
        }
        return [
            Row(
                title: "The operation that met the fault", operations: operations,
                remark:
                    "One that lost a message to the struck node, or else one that turned to its "
                    + "key's next holder because the first was struck. ")
        ]
    }

    /// How clearly an operation met a fault: a message lost at a struck node tells most; 0: not.
    ///
    /// Least, but still, one whose key's first holder was struck and which another node answered.
    private static func rank(
        _ operation: TracedOperation, _ faults: [FaultEvent], _ struckKeys: Set<String>
    ) -> Int {
        faults.map { fault in
            guard let applied = fault.appliedNanoseconds else { return 0 }
            let healed = fault.healedNanoseconds ?? .max
            guard operation.start <= healed, operation.end >= applied - leadNanoseconds else {
                return 0
            }
            let touches = operation.nodes.contains { fault.nodes.contains($0) }
            let loses = operation.messages.contains {
                $0.isLost && (fault.nodes.contains($0.from) || fault.nodes.contains($0.to))
            }
            if loses { return operation.isRescued ? 5 : 4 }
            if touches && operation.end >= applied { return 3 }
            let isTurnedAside = operation.start >= applied && struckKeys.contains(operation.key)
            return isTurnedAside && operation.isAnswered ? turnedAside : 0
        }.max() ?? 0
    }

    /// The rank of one that shows the fault by what it does not do.
    private static let turnedAside = 2

    private static func keysFirstHeld(
        by nodes: [String], in placement: CSVTable, trial: String
    ) -> Set<String> {
        guard !nodes.isEmpty else { return [] }
        var keys: Set<String> = []
        for row in placement.rows(ofTrial: trial) {
            let first = placement[row, "holders"].prefix { $0 != " " }
            if nodes.contains(where: { $0 == first }) { keys.insert(placement[row, "key"]) }
        }
        return keys
    }

    /// A request sent just before the fault can be lost by it, and is known by its sending only.
    private static let leadNanoseconds = 1_000_000_000
}

extension TracedOperation {
    /// Operations have the same identity in every arm: the plan's.
    fileprivate func isSame(as other: TracedOperation) -> Bool {
        participant == other.participant && sequence == other.sequence
    }

    /// Whether the node that asked got an answer although a message was lost.
    fileprivate var isRescued: Bool {
        guard let asker = messages.first?.from, let loss = messages.firstIndex(where: \.isLost)
        else { return false }
        return messages[loss...].contains { $0.to == asker && !$0.isLost }
    }
}

extension FaultEvent {
    var appliedNanoseconds: Int? { applied.map(Self.nanoseconds) }
    var healedNanoseconds: Int? { healed.map(Self.nanoseconds) }

    /// Bounded, so that no number in a file can overflow.
    private static func nanoseconds(_ seconds: Double) -> Int {
        Int(max(-1e18, min(1e18, (seconds * 1e9).rounded())))
    }
}
