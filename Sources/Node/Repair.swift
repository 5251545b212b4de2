import Core
import Topology

/// Copies keys to the nodes that are to hold them from now on, as others go down and come back.
///
/// It looks through all keys, and holds who was to have each when it last did so against who is to
/// have it now. The first of the former holders that is left makes the copies: for the new ones, or
/// for all where it took the first place over, since its predecessor may have died over the same work.
/// Where no former holder is left, whoever still has something copies that; the larger version wins.
struct Repair {
    private let id: NodeID
    private let topology: any Topology
    private let keys: Key
    /// Whom this node believed in when all was last quiet, without those that have been away since; nil
    /// before the load.
    private var former: View?
    private var measurementStart = Instant.never
    /// Whom it believed in when it last began to look through all keys.
    private var present: View
    /// The key to look at next; nil when all have been looked at and every copy has arrived.
    private var next: Key?
    /// Whether this time everything held is offered, as after a return with what was kept.
    private var offersAll = false
    /// Until when it is not quiet: others may not yet have noticed, nor given what they have.
    private var late = Instant(nanoseconds: .min)
    /// How long that takes at most, in nanoseconds.
    private let latenessNanoseconds: Nanoseconds
    /// Copies under way, by receiver.
    private var unconfirmed: [Int]
    private var unconfirmedCount = 0

    /// The ticket of a copy that repair waits for.
    static let ticket = UInt32.max - 1
    /// Between two looks, so that requests are not held up.
    private static let pauseNanoseconds: Nanoseconds = .milliseconds(1)
    private static let copiesPerLook = 256
    private static let keysPerLook: Key = 4096
    /// Copies and bytes that are under way at once, at most; one copy always may be.
    private static let mostUnconfirmed = 512
    private static let mostUnconfirmedBytes = 1 << 20

    init(_ id: NodeID, in topology: any Topology, keys: Int, lateness: Nanoseconds) {
        self.id = id
        self.topology = topology
        self.keys = Key(keys)
        latenessNanoseconds = lateness
        present = View(nodeCount: topology.members.count)
        unconfirmed = Array(repeating: 0, count: topology.members.count)
    }

    /// Whether keys are still to be looked at, or copies have not arrived.
    var isBusy: Bool { next != nil || unconfirmedCount > 0 }

    /// Takes the view for granted: those in it have what they are to hold.
    mutating func begin(
        with view: View, measurementStart: Instant, offeringAll: Bool, at now: Instant,
        into effects: inout Effects
    ) {
        self.measurementStart = measurementStart
        former = view.copy()
        present = view.copy()
        offersAll = offeringAll
        if offeringAll { start(with: view, at: now, into: &effects) }
    }

    /// Somebody has come or gone.
    mutating func viewChanged(to view: View, at now: Instant, into effects: inout Effects) {
        for index in unconfirmed.indices {
            if case .down = view[NodeID(index)] { forget(NodeID(index)) }
        }
        if former != nil, next == nil, view.changes != present.changes {
            start(with: view, at: now, into: &effects)
        }
    }

    /// Looks at the next keys, and asks to be woken for those after them.
    mutating func look(
        in store: Store, view: View, at now: Instant, into effects: inout Effects
    ) {
        guard let former, var key = next else { return }
        var copies = 0
        let end = min(keys, key + Self.keysPerLook)
        while key < end, copies < Self.copiesPerLook {
            if let value = store.copy(of: key, ticket: Self.ticket) {
                guard hasRoom(for: value) else { break }
                copies += copy(
                    value, former: former, view: view, toAll: offersAll, into: &effects)
            }
            key += 1
        }
        next = key
        if key == keys, unconfirmedCount == 0 {
            finish(view: view, at: now, into: &effects)
        } else {
            effects.wake(Timer(.repair), at: now + Self.pauseNanoseconds)
        }
    }

    /// A write was handed to this node; one that is older than the last change of holders, by a node that
    /// had not noticed or from beyond a cut, is handed on to those who hold the key now.
    mutating func applied(
        _ write: Message, view: View, into effects: inout Effects
    ) {
        guard let former, measurementStart + write.version.intendedNanoseconds < late
        else { return }
        let value = Message(
            backgroundCopyOf: write.key, write.version, contentBytes: write.contentBytes,
            ticket: Self.ticket)
        _ = copy(value, former: former, view: view, toAll: true, into: &effects)
    }

    /// A copy has arrived.
    mutating func confirmed(by node: NodeID) {
        guard unconfirmed[node.position] > 0 else { return }
        unconfirmed[node.position] -= 1
        unconfirmedCount -= 1
    }

    /// A copy was not taken by the transport: its key is looked at again.
    mutating func undelivered(_ copy: Message, to node: NodeID) {
        confirmed(by: node)
        if let next { self.next = min(next, copy.key) }
    }

    private mutating func start(
        with view: View, at now: Instant, into effects: inout Effects
    ) {
        // Those that came back a moment ago have what their side had, and may lack what this one has.
        let settled = now < late ? former ?? present : present
        former = settled.withoutReturned(by: view)
        present = view.copy()
        next = 0
        late = now + latenessNanoseconds
        effects.wake(Timer(.repair), at: now + Self.pauseNanoseconds)
    }

    private mutating func finish(view: View, at now: Instant, into effects: inout Effects) {
        next = nil
        offersAll = false
        if view.changes != present.changes { start(with: view, at: now, into: &effects) }
    }

    private mutating func forget(_ node: NodeID) {
        unconfirmedCount -= unconfirmed[node.position]
        unconfirmed[node.position] = 0
    }

    private func hasRoom(for value: Message) -> Bool {
        guard unconfirmedCount > 0 else { return true }
        let bytes = (unconfirmedCount + 1) * Frame.byteCount(of: value)
        return unconfirmedCount < Self.mostUnconfirmed && bytes <= Self.mostUnconfirmedBytes
    }

    /// Sends a key to those that may lack it, if that is this node's to do; how many copies it made.
    private mutating func copy(
        _ value: Message, former: View, view: View, toAll: Bool, into effects: inout Effects
    ) -> Int {
        var had = RankSet()
        var heir: NodeID?
        var isFirst = true
        topology.visitHolders(of: value.key, view: former) { rank, node in
            had.insert(rank)
            if heir == nil, present[node] != .down { heir = node }
            if heir == nil { isFirst = false }
            return true
        }
        guard offersAll || heir == nil || heir == id else { return 0 }
        let mayAllLackIt = toAll || !isFirst
        var receivers = RankSet()
        topology.visitHolders(of: value.key, view: present) { rank, node in
            if node != id, mayAllLackIt || !had.contains(rank) { receivers.insert(rank) }
            return true
        }
        guard receivers.count > 0 else { return 0 }
        topology.visitHolders(of: value.key, view: present) { rank, node in
            guard receivers.contains(rank), view[node] != .down else { return true }
            unconfirmed[node.position] += 1
            unconfirmedCount += 1
            effects.send(value, to: node)
            return true
        }
        return receivers.count
    }
}
