import Core
import Topology

/// Finds what two holders of the same keys disagree on, some time after somebody has come back:
/// whoever knew what a node lacks may have died since.
///
/// They send each other digests of (key, version) over ranges of keys, and narrow down those that
/// differ (anti-entropy by hash trees: DeCandia et al., Dynamo, SOSP 2007, section 4.7). Only keys of
/// which both are among the first holders count, whoever is believed up: both sides mean the same.
struct Comparison {
    private let id: NodeID
    private let topology: any Topology
    private let keys: Key
    /// From a return until holders are compared, in nanoseconds: what is under way has arrived by then.
    private let latenessNanoseconds: Nanoseconds
    /// When to begin; nil when nothing is to be compared.
    private var beginning: Instant?
    /// Where the next range begins.
    private var next: Key = 0
    /// Questions not answered yet, by node.
    private var unanswered: [Int]
    private var unansweredCount = 0

    /// Keys of one question at first, and how many parts a range that differs is cut into.
    private static let keysPerRange: Key = 4096
    private static let parts: Key = 16
    private static let pauseNanoseconds: Nanoseconds = .milliseconds(1)

    init(_ id: NodeID, in topology: any Topology, keys: Int, lateness: Nanoseconds) {
        self.id = id
        self.topology = topology
        self.keys = Key(keys)
        latenessNanoseconds = lateness
        unanswered = Array(repeating: 0, count: topology.members.count)
    }

    /// Whether holders are to be compared, or have not answered.
    var isBusy: Bool { beginning != nil || unansweredCount > 0 }

    /// Somebody has come back, or this node has.
    mutating func returned(at now: Instant, into effects: inout Effects) {
        if beginning == nil {
            effects.wake(Timer(.comparison), at: now + latenessNanoseconds)
        }
        beginning = now + latenessNanoseconds
        next = 0
    }

    /// Compares the next range with every other holder, once those that repair have done so.
    mutating func proceed(
        in store: Store, isRepairing: Bool, view: View, at now: Instant,
        into effects: inout Effects
    ) {
        guard let beginning else { return }
        if now < beginning {
            return effects.wake(Timer(.comparison), at: beginning)
        }
        if !isRepairing {
            let end = min(keys, next + Self.keysPerRange)
            ask(everybodyAbout: next..<end, store, view: view, into: &effects)
            next = end
        }
        if next < keys {
            effects.wake(Timer(.comparison), at: now + Self.pauseNanoseconds)
        } else {
            self.beginning = nil
        }
    }

    /// Looks into the question of a node; the keys to send it, since the two differ there.
    mutating func differences(
        from question: Message, by node: NodeID, in store: Store, into effects: inout Effects
    ) -> [Key] {
        var found: [Key] = []
        let end = min(keys, question.version.sequence)
        if question.key < end {
            let range = question.key..<end
            let own = digest(of: range, sharedWith: node, in: store)
            if own != question.version.intendedNanoseconds {
                found = narrow(range, node, own, store, into: &effects)
            }
        }
        return found
    }

    /// A question has been answered, or never will be.
    mutating func answered(by node: NodeID) {
        guard unanswered[node.position] > 0 else { return }
        unanswered[node.position] -= 1
        unansweredCount -= 1
    }

    mutating func lost(_ node: NodeID) {
        unansweredCount -= unanswered[node.position]
        unanswered[node.position] = 0
    }

    private mutating func narrow(
        _ range: Range<Key>, _ node: NodeID, _ own: Int64, _ store: Store,
        into effects: inout Effects
    ) -> [Key] {
        guard range.count > 1 else {
            if store.version(of: range.lowerBound) != nil { return [range.lowerBound] }
            ask(node, about: range, digest: own, into: &effects)
            return []
        }
        let width = (Key(range.count) + Self.parts - 1) / Self.parts
        for lower in stride(from: range.lowerBound, to: range.upperBound, by: Int(width)) {
            let part = lower..<min(range.upperBound, lower + width)
            guard part.contains(where: { isShared($0, with: node) }) else { continue }
            ask(
                node, about: part, digest: digest(of: part, sharedWith: node, in: store),
                into: &effects)
        }
        return []
    }

    private mutating func ask(
        everybodyAbout range: Range<Key>, _ store: Store, view: View,
        into effects: inout Effects
    ) {
        var digests = Array(repeating: Int64(0), count: unanswered.count)
        var isSharing = Array(repeating: false, count: unanswered.count)
        for key in range where topology.isHolder(id, of: key) {
            let own = Self.digest(of: key, store.version(of: key))
            for rank in 0..<topology.holdersPerKey {
                let holder = topology.holder(of: key, rank: rank).position
                digests[holder] &+= own
                isSharing[holder] = true
            }
        }
        for index in digests.indices where isSharing[index] && index != id.position {
            if case .down = view[NodeID(index)] { continue }
            ask(NodeID(index), about: range, digest: digests[index], into: &effects)
        }
    }

    private mutating func ask(
        _ node: NodeID, about range: Range<Key>, digest: Int64, into effects: inout Effects
    ) {
        var question = Message(.compare, operation: .upkeep(by: id), key: range.lowerBound)
        question.version.intendedNanoseconds = digest
        question.version.sequence = range.upperBound
        question.isBackground = true
        unanswered[node.position] += 1
        unansweredCount += 1
        effects.send(question, to: node)
    }

    private func isShared(_ key: Key, with node: NodeID) -> Bool {
        topology.isHolder(id, of: key) && topology.isHolder(node, of: key)
    }

    private func digest(of range: Range<Key>, sharedWith node: NodeID, in store: Store) -> Int64 {
        range.reduce(0) { sum, key in
            isShared(key, with: node) ? sum &+ Self.digest(of: key, store.version(of: key)) : sum
        }
    }

    /// 64 bits that differ where key or version do; 0 where nothing is held.
    private static func digest(of key: Key, _ version: Version?) -> Int64 {
        guard let version else { return 0 }
        var bits = mixed(UInt64(bitPattern: version.intendedNanoseconds) ^ UInt64(key))
        bits = mixed(bits ^ UInt64(version.participant) << 32 ^ UInt64(version.sequence))
        return Int64(bitPattern: bits)
    }

    /// SplitMix64's step (Steele, Lea and Flood, OOPSLA 2014).
    private static func mixed(_ number: UInt64) -> UInt64 {
        var bits = number &+ 0x9E37_79B9_7F4A_7C15
        bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
        return bits ^ bits >> 31
    }
}
