import Measurement

/// One frame on its way from node to node.
struct TracedMessage: Equatable {
    let from: String
    let to: String
    let kind: String
    /// From the start of measurement.
    let sentNanoseconds: Int
    /// Nil if it never arrived.
    let receivedNanoseconds: Int?
    /// "delivered", or how it was lost.
    let fate: String

    var isLost: Bool { receivedNanoseconds == nil }

    /// How it was lost; what a trace calls delivered without saying when had not arrived yet.
    var loss: String {
        switch fate {
        case "": "lost"
        case "delivered": "no arrival"
        default: fate
        }
    }
}

/// One traced operation: its messages, in the order in which they were sent.
struct TracedOperation: Equatable {
    let participant: String
    let sequence: String
    /// Which key it is about; empty if the file does not say.
    let key: String
    /// At least one.
    let messages: [TracedMessage]

    /// The kind of the first message: what the operation asks for.
    var kind: String { messages.first?.kind ?? "" }

    var start: Int { messages.first?.sentNanoseconds ?? 0 }

    /// The last moment anything is known of it.
    var end: Int {
        messages.map { $0.receivedNanoseconds ?? $0.sentNanoseconds }.max() ?? start
    }

    /// Whether every message arrived and the node that asked heard last.
    var isAnswered: Bool {
        guard let asker = messages.first?.from else { return false }
        return messages.allSatisfy { !$0.isLost } && messages.contains { $0.to == asker }
    }

    /// Nodes in the order in which they take part.
    var nodes: [String] {
        var nodes: [String] = []
        for message in messages {
            for node in [message.from, message.to] where !nodes.contains(node) {
                nodes.append(node)
            }
        }
        return nodes
    }

    /// The traced operations of a trial that sent messages, earliest first.
    static func all(in messages: CSVTable, trial: String) -> [TracedOperation] {
        var order: [Identity] = []
        var found: [Identity: [TracedMessage]] = [:]
        let hasKeys = messages.columns.contains("key")
        for row in messages.rows(ofTrial: trial) where messages[row, "class"] != "background" {
            guard let sent = messages.int(row, "sent_ns") else { continue }
            let identity = Identity(
                participant: messages[row, "participant"], sequence: messages[row, "sequence"],
                key: hasKeys ? messages[row, "key"] : "")
            if found[identity] == nil { order.append(identity) }
            found[identity, default: []].append(
                TracedMessage(
                    from: messages[row, "from"], to: messages[row, "to"],
                    kind: messages[row, "kind"], sentNanoseconds: sent,
                    receivedNanoseconds: messages.int(row, "received_ns"),
                    fate: messages[row, "fate"]))
        }
        let operations = order.map { identity in
            let sorted = (found[identity] ?? []).enumerated().sorted {
                ($0.element.sentNanoseconds, $0.offset) < ($1.element.sentNanoseconds, $1.offset)
            }
            return TracedOperation(
                participant: identity.participant, sequence: identity.sequence, key: identity.key,
                messages: sorted.map(\.element))
        }
        return operations.enumerated()
            .sorted { ($0.element.start, $0.offset) < ($1.element.start, $1.offset) }
            .map(\.element)
    }

    private struct Identity: Hashable {
        let participant: String
        let sequence: String
        let key: String
    }
}
