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

    /// A service that holds nothing yet.
    init(_ id: NodeID, in topology: any Topology, settings: NodeSettings) {
        self.id = id
        self.topology = topology
        self.settings = settings
        queue = ServiceQueue(workers: settings.serviceWorkers)
        swallower = Swallower(every: settings.swallowEvery)
    }

    /// Gives every key this node holds its first value.
    func preload(keys: Int) {
        for key in 0..<Key(keys) where topology.rank(of: id, for: key) != nil {
            store.preload(key, contentBytes: settings.valueBytes)
        }
    }

    /// Whether nobody waits for an answer.
    var isIdle: Bool { queue.isEmpty && replications.isEmpty }

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
            effects.send(store.answer(message), to: sender)
        default:
            guard let rank = topology.rank(of: sender, for: message.key) else { return }
            if let done = replications.confirmed(message, by: rank) {
                effects.send(done.request.answer(.stored), to: done.sender)
            }
        }
    }

    /// The node is connected to all the others that run: it answers from now on.
    func begin(view: View, at now: Instant, into effects: inout Effects) {
        takesPart = true
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

    /// How long a request is held here, in nanoseconds: some 36 years at most.
    private func serviceNanoseconds(of request: Message) -> Nanoseconds {
        Nanoseconds(
            min(Double(request.serviceNanoseconds) / settings.speed * slowness, 0x1p60))
    }

    private func carryOut(
        _ request: Message, for sender: NodeID, view: View, into effects: inout Effects
    ) {
        let answer = store.answer(request)
        if case .put = request.kind, topology.holdersPerKey > 1 {
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
        for rank in 0..<topology.holdersPerKey {
            let holder = topology.holder(of: request.key, rank: rank)
            guard holder != id, view[holder] != .down else { continue }
            copies.insert(rank)
            if view[holder] == .up { awaited.insert(rank) }
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
        for rank in 0..<topology.holdersPerKey where copies.contains(rank) {
            effects.send(copy, to: topology.holder(of: request.key, rank: rank))
        }
    }
}

extension Acknowledge {
    /// How many other holders must confirm, of those believed up, beside the one that asks them.
    func confirmationsNeeded(fromOthers others: Int) -> Int {
        switch self {
        case .one: 0
        case .majority: (others + 1) / 2
        case .all: others
        }
    }
}
