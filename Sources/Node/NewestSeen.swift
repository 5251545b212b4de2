import Core

/// The newest version of some keys that this node's participant has met, and who had it.
///
/// A key takes the place of another with the same number modulo `places`: bounded memory, nothing to
/// look for, and at worst an old value goes unnoticed.
struct NewestSeen {
    struct Entry {
        var key: Key
        var version: Version
        var contentBytes: UInt32
        /// In the answer to which operation.
        var sequence: UInt32
        var server: NodeID
    }

    private var entries: [Entry?] = []

    static let places = 1024

    subscript(key: Key) -> Entry? {
        guard !entries.isEmpty, let entry = entries[Int(key) % Self.places], entry.key == key
        else { return nil }
        return entry
    }

    mutating func keep(_ entry: Entry) {
        if entries.isEmpty { entries = Array(repeating: nil, count: Self.places) }
        entries[Int(entry.key) % Self.places] = entry
    }
}
