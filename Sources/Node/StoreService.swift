import Core
import Topology

/// The service half: holds requests for their service time, answers from the store, and hands puts
/// on to the key's further holders.
final class StoreService {
    private let id: NodeID
    private let topology: any Topology
    private let settings: NodeSettings
    private var store = Store()
    private var queue: ServiceQueue
    private var replications: Replications
    private var swallower: Swallower
    /// What was asked before the node took part: it might not know all other holders yet.
    private var early: [ServiceQueue.Request] = []
    private var takesPart = false
    /// How many times as long service takes for the time being.
    var slowness = 1.0
    /// Whether it has what an earlier process of the node kept, which others may lack.
    private var hasRestored = false
    /// The view's count of returns that have been acted upon.
    private var knownReturns: UInt64 = 0
    /// Nil where the holders of a key stay the same.
    private var repair: Repair?
    /// Nil with it.
    private var comparison: Comparison?

    /// A service that holds nothing yet, of that many keys that there are.
    init(_ id: NodeID, in topology: any Topology, keys: Int, settings: NodeSettings) {
        self.id = id
        self.topology = topology
        self.settings = settings
        queue = ServiceQueue(workers: settings.serviceWorkers)
        swallower = Swallower(every: settings.swallowEvery)
        replications = Replications(attemptTimeout: settings.attemptTimeoutNanoseconds)
        repair =
            topology.isRepairing
            ? Repair(
                id, in: topology, keys: keys, lateness: settings.attemptTimeoutNanoseconds) : nil
        comparison =
            topology.isRepairing
            ? Comparison(
                id, in: topology, keys: keys, lateness: settings.attemptTimeoutNanoseconds) : nil
    }

    /// Gives every key this node holds its first value.
    func preload(keys: Int) {
        for key in 0..<Key(keys) where topology.isHolder(id, of: key) {
            store.preload(key, contentBytes: settings.valueBytes)
        }
    }

    /// Whether nobody waits for an answer.
    var isIdle: Bool { queue.isEmpty && replications.isEmpty && !isRepairing }

    /// Takes back a write of an earlier process.
    func restore(_ key: Key, _ version: Version, contentBytes: UInt32) {
        store.restore(key, version, contentBytes: contentBytes)
        hasRestored = true
    }

    var stored: [(key: Key, version: Version)] { store.contents }

    func received(
        _ message: Message, from sender: NodeID, view: View, at now: Instant,
        into effects: inout Effects
    ) {
        switch message.kind {
        case .get, .put:
            guard takesPart else {
                early.append(ServiceQueue.Request(message: message, sender: sender))
                return
            }
            guard !swallower.swallows(message) else { return }
            let service = serviceNanoseconds(of: message)
            let request = ServiceQueue.Request(message: message, sender: sender)
            switch queue.admit(request, service: service, at: now) {
            case .now: carryOut(message, for: sender, view: view, at: now, into: &effects)
            case .at(let end, let slot):
                effects.wake(Timer(.serviceEnd, number: slot), at: end)
            }
        case .replicate:
            effects.send(apply(message, into: &effects), to: sender)
            if message.isBackground {
                returnNewer(than: message, into: &effects)
            } else {
                repair?.applied(message, view: view, into: &effects)
                if !topology.isHolder(id, of: message.key) { oweAbsent(message, view: view) }
            }
        case .replicated where message.isBackground:
            repair?.confirmed(message, by: sender)
        case .compare:
            compare(message, from: sender, into: &effects)
        case .compared:
            comparison?.answered(by: sender)
        default:
            repair?.confirmed(message, by: sender)
            guard let rank = topology.rank(of: sender, for: message.key) else { return }
            if let done = replications.confirmed(message, by: rank) {
                effects.send(done.request.answer(.stored), to: done.sender)
            }
        }
    }

    /// The node is connected to all the others that run: it answers from now on.
    func begin(
        _ measurementStart: Instant, isReturn: Bool, view: View, at now: Instant,
        into effects: inout Effects
    ) {
        takesPart = true
        knownReturns = view.returns
        if isReturn { comparison?.returned(at: now, into: &effects) }
        repair?.begin(
            with: view, measurementStart: measurementStart, offeringAll: hasRestored, at: now,
            into: &effects)
        let waiting = early
        early = []
        for request in waiting {
            received(request.message, from: request.sender, view: view, at: now, into: &effects)
        }
    }

    /// A held request's time is over.
    func serviceEnded(
        slot: UInt32, view: View, at now: Instant, into effects: inout Effects
    ) {
        let request = queue.release(slot: slot)
        carryOut(request.message, for: request.sender, view: view, at: now, into: &effects)
    }

    /// A holder that is gone confirms nothing any more.
    func lost(_ node: NodeID, into effects: inout Effects) {
        comparison?.lost(node)
        waitNoLonger(for: node, into: &effects)
    }

    /// The node itself stood still: it has not heard who confirmed meanwhile.
    func stopped(until: Instant) { replications.stopped(until: until) }

    /// A holder that has kept a put waiting for too long is suspected, as one is whom an attempt asked
    /// in vain: puts wait for those alone who are still believed up.
    func copyDeadline(
        membership: Membership, at now: Instant, into effects: inout Effects
    ) {
        while let overdue = replications.nextOverdue(at: now) {
            topology.visitPreferences(of: overdue.request.key) { rank, holder in
                guard overdue.silent.contains(rank) else { return true }
                membership.suspect(holder, at: now, into: &effects)
                if membership.view[holder] != .up { waitNoLonger(for: holder, into: &effects) }
                return true
            }
        }
        replications.arm(into: &effects)
    }

    private func waitNoLonger(for node: NodeID, into effects: inout Effects) {
        for done in replications.lost(rank: { topology.rank(of: node, for: $0) }) {
            effects.send(done.request.answer(.stored), to: done.sender)
        }
    }

    /// The store's answer, after word to the log where there is one.
    private func apply(_ request: Message, into effects: inout Effects) -> Message {
        if settings.durability == .log, store.lacks(request) { effects.persist(request) }
        return store.answer(request)
    }

    /// How long a request is held here, in nanoseconds: some 36 years at most.
    private func serviceNanoseconds(of request: Message) -> Nanoseconds {
        Nanoseconds(
            min(Double(request.serviceNanoseconds) / settings.speed * slowness, 0x1p60))
    }

    private func carryOut(
        _ request: Message, for sender: NodeID, view: View, at now: Instant,
        into effects: inout Effects
    ) {
        let answer = apply(request, into: &effects)
        if case .put = request.kind, topology.holdersPerKey > 1 || repair != nil {
            replicate(request, for: sender, view: view, at: now, into: &effects)
        } else {
            effects.send(answer, to: sender)
        }
    }

    /// Hands a put on to every other holder with a connection, and answers when enough confirm.
    ///
    /// Only holders believed up are waited for; one that is suspected gets the write as well.
    private func replicate(
        _ request: Message, for sender: NodeID, view: View, at now: Instant,
        into effects: inout Effects
    ) {
        var copies = RankSet()
        var awaited = RankSet()
        let holders = repair?.holders(in: view) ?? view
        topology.visitHolders(of: request.key, view: holders) { rank, holder in
            guard holder != id, view[holder] != .down else { return true }
            copies.insert(rank)
            if view[holder] == .up { awaited.insert(rank) }
            return true
        }
        let needed = settings.acknowledge.confirmationsNeeded(fromOthers: awaited.count)
        var copy = request
        copy.kind = .replicate
        copy.serviceNanoseconds = 0
        if needed == 0 {
            effects.send(request.answer(.stored), to: sender)
            copy.ticket = Replications.nobodyWaits
        } else {
            copy.ticket = replications.await(
                needed, from: awaited, for: request, asked: sender, at: now, into: &effects)
        }
        topology.visitHolders(of: request.key, view: holders) { rank, holder in
            guard copies.contains(rank) else { return true }
            repair?.owes(copy, to: holder)
            effects.send(copy, to: holder)
            return true
        }
        oweAbsent(copy, view: view)
    }

    /// The first holders that are down are owed the write.
    private func oweAbsent(_ write: Message, view: View) {
        guard repair != nil else { return }
        for rank in 0..<topology.holdersPerKey {
            let holder = topology.holder(of: write.key, rank: rank)
            if case .down = view[holder], holder != id { repair?.owes(write, to: holder) }
        }
    }
}

/// Repair, as far as the service has a part in it.
extension StoreService {
    /// Whether keys are being copied to nodes that are to hold them from now on.
    var isRepairing: Bool {
        guard let repair, let comparison else { return false }
        return repair.isBusy || repair.awaitsConfirmation || comparison.isBusy
    }

    /// Somebody may have come or gone.
    func viewChanged(to view: View, at now: Instant, into effects: inout Effects) {
        repair?.viewChanged(to: view, at: now, into: &effects)
        guard takesPart, view.returns != knownReturns else { return }
        knownReturns = view.returns
        comparison?.returned(at: now, into: &effects)
    }

    /// A connection stands, which may have been lost without anybody having noticed.
    func connected(_ node: NodeID, at now: Instant, into effects: inout Effects) {
        guard takesPart else { return }
        repair?.reached(node, at: now, into: &effects)
        comparison?.returned(at: now, into: &effects)
    }

    func comparisonDue(view: View, at now: Instant, into effects: inout Effects) {
        comparison?.proceed(
            in: store, isRepairing: repair?.isBusy ?? false, view: view, at: now, into: &effects)
    }

    /// The answer goes back the way the question came, what differs to whoever asked first.
    private func compare(
        _ question: Message, from sender: NodeID, into effects: inout Effects
    ) {
        guard let asker = asker(of: question),
            let keys = comparison?.differences(
                from: question, by: asker, in: store, into: &effects)
        else { return effects.send(question.answer(.failed), to: sender) }
        effects.send(question.answer(.compared), to: sender)
        for key in keys {
            guard let value = ownCopy(of: key) else { continue }
            repair?.send(value, to: asker, into: &effects)
        }
    }

    /// Whoever sent an older copy than this node has gets that.
    private func returnNewer(than copy: Message, into effects: inout Effects) {
        guard let asker = asker(of: copy), let held = store.version(of: copy.key),
            held > copy.version, let value = ownCopy(of: copy.key)
        else { return }
        repair?.send(value, to: asker, into: &effects)
    }

    private func ownCopy(of key: Key) -> Message? {
        store.copy(of: key, ticket: Repair.ticket, by: id)
    }

    /// Which other node repairs by a message, however many have passed it on; nil where none does.
    private func asker(of message: Message) -> NodeID? {
        guard let asker = message.operation.upkeeper, asker != id,
            topology.members.indices.contains(asker.position)
        else { return nil }
        return asker
    }

    /// The node is to leave: what it holds goes to those who hold it next.
    func handOver(view: View, at now: Instant, into effects: inout Effects) {
        repair?.handOver(view: view, at: now, into: &effects)
    }

    /// Whether those who hold its keys next have them all.
    var hasHandedOver: Bool { repair?.hasHandedOver ?? false }

    func repairDue(view: View, at now: Instant, into effects: inout Effects) {
        repair?.look(in: store, view: view, at: now, into: &effects)
    }

    func undelivered(_ message: Message, to node: NodeID) {
        switch message.kind {
        case .replicate: repair?.undelivered(message, to: node)
        case .compare: comparison?.answered(by: node)
        default: break
        }
    }
}

extension Acknowledge {
    /// How many other holders must confirm, of those believed up, beside the one that asks them.
    package func confirmationsNeeded(fromOthers others: Int) -> Int {
        switch self {
        case .one: 0
        case .majority: (others + 1) / 2
        case .all: others
        }
    }
}
