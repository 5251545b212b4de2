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
    /// The count of changes that it takes into account.
    private var presentChanges: UInt64 = 0
    /// What it last believed of each node, to tell who has come back.
    private var believed: [Belief]
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
    /// What has been written and not confirmed.
    private var hints: Hints
    /// Whether a timer waits for the next look; one is enough.
    private var isTimerSet = false
    /// Whether the node is about to leave, and hands on what it holds.
    private var isHandingOver = false

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
        believed = Array(repeating: .down, count: topology.members.count)
        unconfirmed = Array(repeating: 0, count: topology.members.count)
        hints = Hints(nodeCount: topology.members.count)
    }

    /// Whether keys are still to be looked at, or copies have not arrived.
    var isBusy: Bool { next != nil || unconfirmedCount > 0 || hints.isDue }

    /// Whether a holder that can be reached has not confirmed a write.
    var awaitsConfirmation: Bool { hints.isAwaited }

    /// Takes the view for granted: those in it have what they are to hold.
    mutating func begin(
        with view: View, measurementStart: Instant, offeringAll: Bool, at now: Instant,
        into effects: inout Effects
    ) {
        self.measurementStart = measurementStart
        former = view.copy()
        present = view.copy()
        presentChanges = view.changes
        offersAll = offeringAll
        if isHandingOver {
            handOver(view: view, at: now, into: &effects)
        } else if offeringAll {
            start(with: view, at: now, into: &effects)
        }
    }

    /// Somebody has come or gone.
    mutating func viewChanged(to view: View, at now: Instant, into effects: inout Effects) {
        for index in unconfirmed.indices where index != id.position {
            if case .down = view[NodeID(index)] {
                forget(NodeID(index))
                hints.unreachable(NodeID(index))
            } else if case .down = believed[index] {
                reached(NodeID(index), at: now, into: &effects)
            }
            believed[index] = view[NodeID(index)]
        }
        if former != nil, next == nil, view.changes != presentChanges {
            start(with: view, at: now, into: &effects)
        }
    }

    /// Looks at the next keys, and asks to be woken for those after them.
    mutating func look(
        in store: Store, view: View, at now: Instant, into effects: inout Effects
    ) {
        isTimerSet = false
        var copies = sendDue(from: store, view: view, into: &effects)
        guard let former, var key = next else {
            if hints.isDue { wake(at: now, into: &effects) }
            return
        }
        let end = min(keys, key + Self.keysPerLook)
        while key < end, copies < Self.copiesPerLook {
            if let value = store.copy(of: key, ticket: Self.ticket, by: id) {
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
            wake(at: now, into: &effects)
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
            ticket: Self.ticket, by: id)
        _ = copy(value, former: former, view: view, toAll: true, into: &effects)
    }

    /// A copy has arrived.
    mutating func confirmed(_ copy: Message, by node: NodeID) {
        hints.confirmed(copy, by: node)
        if copy.ticket == Self.ticket { forgetOne(by: node) }
    }

    private mutating func forgetOne(by node: NodeID) {
        guard unconfirmed[node.position] > 0 else { return }
        unconfirmed[node.position] -= 1
        unconfirmedCount -= 1
    }

    /// A copy was not taken by the transport: its key is looked at again.
    mutating func undelivered(_ copy: Message, to node: NodeID) {
        guard copy.isBackground, copy.ticket == Self.ticket else { return }
        forgetOne(by: node)
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
        if isHandingOver { present[id] = .down }
        presentChanges = view.changes
        wake(at: now, into: &effects)
    }

    private mutating func finish(view: View, at now: Instant, into effects: inout Effects) {
        next = nil
        offersAll = isHandingOver
        if view.changes != presentChanges { start(with: view, at: now, into: &effects) }
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
        let mayAllLackIt = (toAll || !isFirst) && !isHandingOver
        var receivers = RankSet()
        topology.visitHolders(of: value.key, view: present) { rank, node in
            if node != id, mayAllLackIt || !had.contains(rank) { receivers.insert(rank) }
            return true
        }
        guard receivers.count > 0 else { return 0 }
        topology.visitHolders(of: value.key, view: present) { rank, node in
            guard receivers.contains(rank), view[node] != .down else { return true }
            send(value, to: node, into: &effects)
            return true
        }
        return receivers.count
    }

    private mutating func wake(at now: Instant, into effects: inout Effects) {
        guard !isTimerSet else { return }
        isTimerSet = true
        effects.wake(Timer(.repair), at: now + Self.pauseNanoseconds)
    }
}

/// Hinted hand-off: what a holder has missed, it gets when it can be reached again.
extension Repair {
    /// A write is on its way to a holder, or would be if that were up.
    mutating func owes(_ write: Message, to node: NodeID) { hints.owe(write, to: node) }

    /// A node can be reached again.
    mutating func reached(_ node: NodeID, at now: Instant, into effects: inout Effects) {
        hints.reached(node)
        if hints.isDue { wake(at: now, into: &effects) }
    }

    /// Sends a copy that is waited for.
    mutating func send(_ value: Message, to node: NodeID, into effects: inout Effects) {
        unconfirmed[node.position] += 1
        unconfirmedCount += 1
        effects.send(value, to: node)
    }

    /// Sends some of what is owed to nodes that can be reached; how many copies that were.
    private mutating func sendDue(
        from store: Store, view: View, into effects: inout Effects
    ) -> Int {
        var copies = 0
        while copies < Self.copiesPerLook, unconfirmedCount < Self.mostUnconfirmed,
            let hint = hints.takeDue()
        {
            guard let value = store.copy(of: hint.key, ticket: Self.ticket, by: id) else {
                continue
            }
            send(value, to: hint.to, into: &effects)
            copies += 1
        }
        return copies
    }
}

/// Polite leave: those that hold a key next are given it before its holder goes.
extension Repair {
    /// Begins to hand on everything held; a node that takes no part yet, once it does.
    mutating func handOver(view: View, at now: Instant, into effects: inout Effects) {
        isHandingOver = true
        guard former != nil else { return }
        offersAll = true
        start(with: view, at: now, into: &effects)
        former = view.copy()
    }

    /// Whether those who hold its keys next have them all.
    var hasHandedOver: Bool { isHandingOver && former != nil && !isBusy }

    /// Who is to hold keys as far as writes are concerned: a node that leaves is none of them.
    func holders(in view: View) -> View { isHandingOver ? present : view }
}
