import Core
import Measurement
import Topology

/// A trial's rows in messages.csv: what both ends wrote down of a message, put together.
struct MessageRows {
    let outcome: Outcome

    /// What tells one message of an operation from another.
    private struct Identity: Hashable {
        var participant: UInt32
        var sequence: UInt32
        var from: Int32
        var to: Int32
        var kind: Message.Kind
        var attempt: UInt8
    }

    var rows: [Row] {
        let traces = outcome.record.nodes.flatMap(\.traces)
        var receipts: [Identity: [MessageTrace]] = [:]
        for trace in traces where trace.isReceipt {
            receipts[Self.identity(trace), default: []].append(trace)
        }
        let sent = traces.filter { !$0.isReceipt }.sorted {
            ($0.atNanoseconds, $0.participant, $0.sequence, $0.from)
                < ($1.atNanoseconds, $1.participant, $1.sequence, $1.from)
        }
        return sent.map { trace in
            let identity = Self.identity(trace)
            let receipt =
                receipts[identity]?.isEmpty == false
                ? receipts[identity]?.removeFirst() : nil
            return row(trace, received: receipt?.atNanoseconds)
        }
    }

    private func row(_ trace: MessageTrace, received: Nanoseconds?) -> Row {
        let members = outcome.trial.topology.members
        let participant = outcome.trial.topology.node(ofParticipant: Int(trace.participant))
        return [
            ("trial", .count(outcome.trial.number)), ("topology", .text(outcome.trial.label)),
            ("participant", .count(trace.participant)),
            ("node", .text(participant.map { members[$0.position].name })),
            ("sequence", .count(trace.sequence)),
            ("from", .text(members[Int(trace.from)].name)),
            ("to", .text(members[Int(trace.to)].name)),
            ("class", .text(trace.isBackground ? "background" : "operation")),
            ("kind", .text("\(trace.kind)")), ("key", .count(trace.key)),
            ("bytes", .count(trace.frameBytes)),
            ("sent_ns", .integer(Int(trace.atNanoseconds))),
            ("received_ns", .integer(received.map { Int($0) })),
            ("fate", .text(received == nil ? "lost" : "delivered")),
        ]
    }

    private static func identity(_ trace: MessageTrace) -> Identity {
        Identity(
            participant: trace.participant, sequence: trace.sequence, from: trace.from,
            to: trace.to, kind: trace.kind, attempt: trace.attempt)
    }
}
