package import Core
package import Topology
package import Workload

/// One node of any topology, without sockets, threads or clocks: events in, effects out.
///
/// It is built from parts. Membership knows who is up; the service half answers for the keys the
/// topology gives it; the client half issues its participant's operations. A node whose topology
/// gives it no keys or no participant lacks that half.
package final class Node {
    private let settings: NodeSettings
    private let membership: Membership
    private let service: StoreService?
    private let client: RequestClient?
    private var departure = Departure()

    /// Of the plan, which is every participant's, a node issues its own operations.
    ///
    /// A closed loop goes on with `firstSequence`, where an earlier process of the node stopped; a node
    /// that is started again knows when measurement started.
    package init(
        _ id: NodeID, in topology: any Topology, plan: OperationPlan, settings: NodeSettings,
        firstSequence: Int = 0, measurementStart: Instant? = nil
    ) {
        let member = topology.members[id.position]
        self.settings = settings
        membership = Membership(
            id, in: topology, settings: settings, measurementStart: measurementStart)
        service =
            member.isProvider
            ? StoreService(id, in: topology, settings: settings) : nil
        client = member.participant.map {
            RequestClient(
                id, in: topology, participant: $0, plan: plan, firstSequence: firstSequence,
                settings: settings)
        }
    }

    /// Takes one event in; what the node wants done is appended to `effects`.
    package func handle(_ event: Event, at now: Instant, into effects: inout Effects) {
        dispatch(event, at: now, into: &effects)
        while let message = effects.nextLocal() {
            deliver(message, from: membership.id, at: now, into: &effects)
        }
    }

    /// Dials whom the topology says; the host calls it once every node listens.
    package func dialPeers(into effects: inout Effects) {
        membership.dialAll(into: &effects)
    }

    /// Fills the store with every key's first value, as before warm-up; a restarted node stays empty.
    package func preload(keys: Int) {
        service?.preload(keys: keys)
    }

    /// How many operations have been begun, those of earlier processes left out.
    package var operationsBegun: Int { client?.begunCount ?? 0 }

    /// How many operations have been issued and not ended.
    package var openOperations: Int { client?.openCount ?? 0 }

    /// Whether the node has been told to leave, has been taken leave of, and owes nobody an answer.
    package var hasLeft: Bool { departure.isOver && service?.isIdle ?? true }

    /// Whether the plan has nothing left to issue.
    package var isLoadOver: Bool { client?.isLoadOver ?? true }

    /// What the store holds, by key in order; nothing at a node without one.
    package var stored: [(key: Key, version: Version)] { service?.stored ?? [] }

    private func dispatch(_ event: Event, at now: Instant, into effects: inout Effects) {
        switch event {
        case .begin(let start, let from):
            membership.begin(start)
            service?.begin(view: membership.view, at: now, into: &effects)
            client?.begin(start, from: from, into: &effects)
        case .received(let message, let sender):
            membership.heard(from: sender, at: now, into: &effects)
            deliver(message, from: sender, at: now, into: &effects)
        case .undelivered(let message, let receiver, let reason):
            client?.undelivered(
                message, to: receiver, reason, view: membership.view, at: now, into: &effects)
        case .connected(let node):
            membership.connected(node, at: now, into: &effects)
        case .lost(let node):
            membership.lost(node, at: now, into: &effects)
            service?.lost(node, into: &effects)
            departure.heard(from: node)
            client?.lost(node, view: membership.view, at: now, into: &effects)
        case .dialFailed(let node):
            membership.dialFailed(node, at: now, into: &effects)
        case .timer(let timer, let due):
            fire(timer, due: due, at: now, into: &effects)
        case .stopped(let until):
            client?.stopped(until: until, into: &effects)
        case .slowed(let factor):
            service?.slowness = factor
        case .leave:
            client?.leave(at: now, into: &effects)
            departure.begin(from: membership.connectedNodes, into: &effects)
            effects.wake(Timer(.departure), at: now + settings.timeoutNanoseconds)
        case .end:
            client?.end(at: now, into: &effects)
        }
    }

    private func deliver(
        _ message: Message, from sender: NodeID, at now: Instant, into effects: inout Effects
    ) {
        switch message.kind {
        case .get, .put, .replicate, .replicated:
            guard let service else {
                if message.kind.isRequest { effects.send(message.answer(.failed), to: sender) }
                return
            }
            service.received(
                message, from: sender, view: membership.view, at: now, into: &effects)
        case .value, .absent, .stored, .failed:
            client?.answered(
                message, from: sender, view: membership.view, at: now, into: &effects)
        case .leaving:
            membership.left(sender, at: now, into: &effects)
            effects.send(departure.answer(message), to: sender)
        case .farewell:
            departure.heard(from: sender)
        }
    }

    private func fire(
        _ timer: Timer, due: Instant, at now: Instant, into effects: inout Effects
    ) {
        switch timer.purpose {
        case .operationDue:
            client?.operationDue(view: membership.view, at: now, into: &effects)
        case .laneReady:
            client?.laneReady(
                timer.number, due: due, view: membership.view, at: now, into: &effects)
        case .attemptDeadline, .operationDeadline:
            client?.deadline(timer.purpose, membership: membership, at: now, into: &effects)
        case .serviceEnd:
            service?.serviceEnded(
                slot: timer.number, view: membership.view, into: &effects)
        case .redial:
            membership.redial(NodeID(Int(timer.number)), into: &effects)
        case .departure:
            departure.waitNoLonger()
        }
    }
}

extension Message.Kind {
    /// Whether the sender waits for an answer.
    var isRequest: Bool {
        switch self {
        case .get, .put, .replicate: true
        case .value, .absent, .stored, .replicated, .failed, .leaving, .farewell: false
        }
    }
}
