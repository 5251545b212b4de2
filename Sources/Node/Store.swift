package import Core

/// The key-value store: a request in, an answer out; it knows no connection, timer or node.
package struct Store: Sendable {
    private struct Entry {
        var version: Version
        var contentBytes: UInt32
    }

    private var entries: [Key: Entry] = [:]

    package init() {}

    /// Gives a key its first value, older than every write of the plan.
    package mutating func preload(_ key: Key, contentBytes: UInt32) {
        entries[key] = Entry(version: .initial, contentBytes: contentBytes)
    }

    /// Carries a get, put or replicate out; the larger version wins, so repeating one changes nothing.
    package mutating func answer(_ request: Message) -> Message {
        switch request.kind {
        case .get:
            guard let entry = entries[request.key] else { return request.answer(.absent) }
            var answer = request.answer(.value)
            answer.version = entry.version
            answer.contentBytes = entry.contentBytes
            return answer
        case .put:
            store(request)
            return request.answer(.stored)
        case .replicate:
            store(request)
            return request.answer(.replicated)
        default:
            return request.answer(.failed)
        }
    }

    /// Whether a put or replicate would change what is held.
    package func lacks(_ write: Message) -> Bool {
        guard write.kind == .put || write.kind == .replicate else { return false }
        return entries[write.key].map { $0.version < write.version } ?? true
    }

    /// Takes back a write of an earlier process, unless something newer is held.
    package mutating func restore(_ key: Key, _ version: Version, contentBytes: UInt32) {
        if let held = entries[key], held.version > version { return }
        entries[key] = Entry(version: version, contentBytes: contentBytes)
    }

    /// What is held of a key; nil for nothing.
    package func version(of key: Key) -> Version? { entries[key]?.version }

    /// A key's value as a copy for another holder, in the background; nil where nothing is held.
    package func copy(of key: Key, ticket: UInt32, by node: NodeID) -> Message? {
        guard let entry = entries[key] else { return nil }
        return Message(
            backgroundCopyOf: key, entry.version, contentBytes: entry.contentBytes, ticket: ticket,
            by: node)
    }

    /// Everything held, by key in order.
    package var contents: [(key: Key, version: Version)] {
        entries.keys.sorted().compactMap { key in entries[key].map { (key, $0.version) } }
    }

    private mutating func store(_ request: Message) {
        restore(request.key, request.version, contentBytes: request.contentBytes)
    }
}

extension Message {
    /// A value for another holder, on no operation's behalf; nil for a sender that wants nothing newer.
    init(
        backgroundCopyOf key: Key, _ version: Version, contentBytes: UInt32, ticket: UInt32,
        by node: NodeID?
    ) {
        self.init(.replicate, operation: .upkeep(by: node), key: key)
        self.version = version
        self.contentBytes = contentBytes
        self.ticket = ticket
        isBackground = true
    }
}

extension OperationID {
    /// No operation, as no participant has that number, but who repairs: over others, a message does not
    /// come from whoever sent it first.
    static func upkeep(by node: NodeID?) -> OperationID {
        OperationID(participant: .max, sequence: node.map { UInt32($0.position) } ?? .max)
    }

    /// Who repairs; nil for an operation, and for a copy that asks for nothing newer.
    var upkeeper: NodeID? {
        guard participant == .max, let index = Int32(exactly: sequence) else { return nil }
        return NodeID(Int(index))
    }
}
