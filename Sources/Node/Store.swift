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
        case .value, .absent, .stored, .replicated, .failed,
            .heartbeat, .ping, .ack, .pingRequest:
            return request.answer(.failed)
        }
    }

    /// Everything held, by key in order.
    package var contents: [(key: Key, version: Version)] {
        entries.keys.sorted().compactMap { key in entries[key].map { (key, $0.version) } }
    }

    private mutating func store(_ request: Message) {
        if let held = entries[request.key], held.version > request.version { return }
        entries[request.key] = Entry(
            version: request.version, contentBytes: request.contentBytes)
    }
}
