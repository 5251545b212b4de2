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
    private var replications = Replications()
    private var swallower: Swallower
    /// What was asked before the node took part: it might not know all other holders yet.
    private var early: [ServiceQueue.Request] = []
    private var takesPart = false
    /// How many times as long service takes for the time being.
    var slowness = 1.0
    /// Whether it has what an earlier process of the node kept, which others may lack.
    private var hasRestored = false
    /// Nil where the holders of a key stay the same.
    private var repair: Repair?

    /// A service that holds nothing yet, of that many keys that there are.
    init(_ id: NodeID, in topology: any Topology, keys: Int, settings: NodeSettings) {
        self.id = id
        self.topology = topology
        self.settings = settings
        queue = ServiceQueue(workers: settings.serviceWorkers)
        swallower = Swallower(every: settings.swallowEvery)
        repair =
            topology.isRepairing
            ? Repair(
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
            case .now: carryOut(message, for: sender, view: view, into: &effects)
            case .at(let end, let slot):
                effects.wake(Timer(.serviceEnd, number: slot), at: end)
            }
        case .replicate:
            effects.send(apply(message, into: &effects), to: sender)
            if !message.isBackground {
                repair?.applied(message, view: view, into: &effects)
            }
        case .replicated where message.isBackground:
            if message.ticket == Repair.ticket { repair?.confirmed(by: sender) }
        default:
            guard let rank = topology.rank(of: sender, for: message.key) else { return }
            if let done = replications.confirmed(message, by: rank) {
                effects.send(done.request.answer(.stored), to: done.sender)
            }
        }
    }

    /// The node is connected to all the others that run: it answers from now on.
    func begin(
        _ measurementStart: Instant, view: View, at now: Instant, into effects: inout Effects
    ) {
        takesPart = true
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
    func serviceEnded(slot: UInt32, view: View, into effects: inout Effects) {
        let request = queue.release(slot: slot)
        carryOut(request.message, for: request.sender, view: view, into: &effects)
    }

    /// A holder that is gone confirms nothing any more.
    func lost(_ node: NodeID, into effects: inout Effects) {
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
        _ request: Message, for sender: NodeID, view: View, into effects: inout Effects
    ) {
        let answer = apply(request, into: &effects)
        if case .put = request.kind, topology.holdersPerKey > 1 || repair != nil {
            replicate(request, for: sender, view: view, into: &effects)
        } else {
            effects.send(answer, to: sender)
        }
    }

    /// Hands a put on to every other holder with a connection, and answers when enough confirm.
    ///
    /// Only holders believed up are waited for; one that is suspected gets the write as well.
    private func replicate(
        _ request: Message, for sender: NodeID, view: View, into effects: inout Effects
    ) {
        var copies = RankSet()
        var awaited = RankSet()
        topology.visitHolders(of: request.key, view: view) { rank, holder in
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
            copy.ticket = replications.await(needed, from: awaited, for: request, asked: sender)
        }
        topology.visitHolders(of: request.key, view: view) { rank, holder in
            if copies.contains(rank) { effects.send(copy, to: holder) }
            return true
        }
    }
}

/// Repair, as far as the service has a part in it.
extension StoreService {
    /// Whether keys are being copied to nodes that are to hold them from now on.
    var isRepairing: Bool { repair?.isBusy ?? false }

    /// Somebody may have come or gone.
    func viewChanged(to view: View, at now: Instant, into effects: inout Effects) {
        repair?.viewChanged(to: view, at: now, into: &effects)
    }

    func repairDue(view: View, at now: Instant, into effects: inout Effects) {
        repair?.look(in: store, view: view, at: now, into: &effects)
    }

    func undelivered(_ message: Message, to node: NodeID) {
        if message.isBackground, message.ticket == Repair.ticket {
            repair?.undelivered(message, to: node)
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
