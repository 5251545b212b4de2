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
    private let topology: any Topology
    private let membership: Membership
    /// What membership believes.
    private let view: View
    private let service: StoreService?
    private let client: RequestClient?
    /// Nil where whoever asks has a link of its own.
    private let relay: Relay?
    private let heedsSending: Bool
    private var departure = Departure()
    /// Whether the node has been told to leave and gives its keys away first.
    private var isHandingOver = false
    private let isRestart: Bool
    /// The view's count of changes that repair knows of; nil without repair.
    private var knownChanges: UInt64?

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
        self.topology = topology
        isRestart = measurementStart != nil
        membership = Membership(
            id, in: topology, settings: settings, measurementStart: measurementStart)
        view = membership.view
        heedsSending = membership.heedsSending
        service =
            member.isProvider
            ? StoreService(id, in: topology, keys: plan.workload.keys, settings: settings) : nil
        if service != nil, topology.isRepairing { knownChanges = 0 }
        let view = view
        relay = topology.overlay.map { Relay(id, over: $0, view: view, settings: settings) }
        client = member.participant.map {
            RequestClient(
                id, in: topology, participant: $0, plan: plan, firstSequence: firstSequence,
                settings: settings)
        }
    }

    /// Takes one event in; what the node wants done is appended to `effects`.
    package func handle(_ event: Event, at now: Instant, into effects: inout Effects) {
        if case .received(let message, let sender) = event {
            return received(message, from: sender, at: now, into: &effects)
        }
        let earlier = effects.list.count
        effects.findsWays = relay != nil
        dispatch(event, at: now, into: &effects)
        conclude(since: earlier, at: now, into: &effects)
    }

    /// Takes in a message that has arrived: `handle` of that event for who has not packed it into one.
    package func received(
        _ message: Message, from sender: NodeID, at now: Instant, into effects: inout Effects
    ) {
        let earlier = effects.list.count
        effects.findsWays = relay != nil
        membership.heard(message, from: sender, at: now, into: &effects)
        if message.farEnd == nil {
            deliver(message, from: sender, at: now, into: &effects)
        } else {
            passOn(message, from: sender, at: now, into: &effects)
        }
        conclude(since: earlier, at: now, into: &effects)
    }

    /// What every event ends with.
    private func conclude(
        since earlier: Int, at now: Instant, into effects: inout Effects
    ) {
        client?.goOn(view: view, at: now, into: &effects)
        if relay != nil || effects.hasLocal { settle(at: now, into: &effects) }
        if let knownChanges, view.changes != knownChanges {
            self.knownChanges = view.changes
            service?.viewChanged(to: view, at: now, into: &effects)
            settle(at: now, into: &effects)
        }
        if isHandingOver, service?.hasHandedOver ?? true { takeLeave(at: now, into: &effects) }
        if heedsSending { membership.sent(effects.list[earlier...], at: now) }
    }

    /// Dials whom the topology says; the host calls it once every node listens.
    package func dialPeers(into effects: inout Effects) {
        membership.dialAll(into: &effects)
    }

    /// Fills the store with every key's first value, as before warm-up; a restarted node stays empty.
    package func preload(keys: Int) {
        service?.preload(keys: keys)
    }

    /// Gives a node that is started again one of the writes that its log has, after `preload`.
    package func restore(_ key: Key, _ version: Version, contentBytes: UInt32) {
        service?.restore(key, version, contentBytes: contentBytes)
    }

    /// How many operations have been begun, those of earlier processes left out.
    package var operationsBegun: Int { client?.begunCount ?? 0 }

    /// How many operations have been issued and not ended.
    package var openOperations: Int { client?.openCount ?? 0 }

    /// Whether the node has been told to leave, has been taken leave of, and owes nobody an answer.
    package var hasLeft: Bool {
        departure.isOver && service?.isIdle ?? true && relay?.isIdle ?? true
    }

    /// Whether keys are being copied to nodes that are to hold them from now on.
    package var isRepairing: Bool { service?.isRepairing ?? false }

    /// Whether the plan has nothing left to issue.
    package var isLoadOver: Bool { client?.isLoadOver ?? true }

    /// What the store holds, by key in order; nothing at a node without one.
    package var stored: [(key: Key, version: Version)] { service?.stored ?? [] }

    private func dispatch(_ event: Event, at now: Instant, into effects: inout Effects) {
        switch event {
        case .begin(let start, let from):
            membership.begin(start, at: now, into: &effects)
            relay?.begin(start, at: now, into: &effects)
            service?.begin(
                start, isReturn: isRestart, view: view, at: now, into: &effects)
            client?.begin(start, from: from, into: &effects)
        case .received:
            // Has a way of its own.
            break
        case .undelivered(let message, let receiver, let reason):
            if relay?.undelivered(message, to: receiver, reason, into: &effects) ?? false { return }
            undelivered(message, to: receiver, reason, at: now, into: &effects)
        case .connected(let node):
            membership.connected(node, at: now, into: &effects)
            relay?.connected(node, into: &effects)
            service?.connected(node, at: now, into: &effects)
        case .lost(let node):
            membership.lost(node, at: now, into: &effects)
            relay?.lost(node, at: now, into: &effects)
            service?.lost(node, into: &effects)
            departure.heard(from: node)
            client?.lost(node, view: view, at: now, into: &effects)
        case .dialFailed(let node):
            membership.dialFailed(node, at: now, into: &effects)
        case .timer(let timer, let due):
            fire(timer, due: due, at: now, into: &effects)
        case .stopped(let until):
            membership.stopped(at: now)
            service?.stopped(until: until)
            client?.stopped(until: until, into: &effects)
        case .slowed(let factor):
            service?.slowness = factor
        case .leave:
            leave(at: now, into: &effects)
        case .end:
            client?.end(at: now, into: &effects)
        }
    }

    /// Handles what the node has sent itself, and sends on their way its requests to others.
    private func settle(at now: Instant, into effects: inout Effects) {
        relay?.viewChanged(at: now, into: &effects)
        while true {
            if let message = effects.nextLocal() {
                deliver(message, from: membership.id, at: now, into: &effects)
            } else if let relay, let request = effects.nextRequest() {
                relay.ask(request.receiver, request.message, at: now, into: &effects)
            } else if let relay, let failure = relay.nextFailure() {
                failed(failure, over: relay, at: now, into: &effects)
            } else {
                return
            }
        }
    }

    /// Issues nothing more; takes leave once its keys are handed over, if anybody is to have them.
    private func leave(at now: Instant, into effects: inout Effects) {
        client?.leave(at: now, into: &effects)
        guard let service, topology.isRepairing else { return takeLeave(at: now, into: &effects) }
        isHandingOver = true
        service.handOver(view: view, at: now, into: &effects)
        effects.wake(Timer(.handover), at: now + settings.timeoutNanoseconds)
    }

    private func takeLeave(at now: Instant, into effects: inout Effects) {
        if service?.hasHandedOver ?? false { membership.handedOver(at: now, into: &effects) }
        isHandingOver = false
        membership.leave()
        departure.begin(from: membership.connectedNodes, into: &effects)
        effects.wake(Timer(.departure), at: now + settings.timeoutNanoseconds)
    }

    private func deliver(
        _ message: Message, from sender: NodeID, at now: Instant, into effects: inout Effects
    ) {
        switch message.kind {
        case .get, .put, .replicate, .replicated, .compare, .compared:
            guard let service else {
                if message.kind.isRequest { effects.send(message.answer(.failed), to: sender) }
                return
            }
            service.received(
                message, from: sender, view: view, at: now, into: &effects)
        case .value, .absent, .stored, .failed:
            client?.answered(
                message, from: sender, view: view, at: now, into: &effects)
        case .leaving:
            membership.left(sender, at: now, into: &effects)
            effects.send(departure.answer(message), to: sender)
        case .farewell:
            departure.heard(from: sender)
        case .linkState:
            relay?.heard(message, from: sender, at: now, into: &effects)
        case .heartbeat, .ping, .ack, .pingRequest:
            // Membership has heard it already.
            break
        case .unreachable, .interrupted:
            // Nobody but the relay asks for these.
            break
        }
    }

    private func fire(
        _ timer: Timer, due: Instant, at now: Instant, into effects: inout Effects
    ) {
        switch timer.purpose {
        case .operationDue:
            client?.operationDue(view: view, at: now, into: &effects)
        case .laneReady:
            client?.laneReady(
                timer.number, due: due, view: view, at: now, into: &effects)
        case .attemptDeadline, .operationDeadline:
            client?.deadline(timer.purpose, membership: membership, at: now, into: &effects)
        case .serviceEnd:
            service?.serviceEnded(
                slot: timer.number, view: view, at: now, into: &effects)
        case .copyDeadline:
            service?.copyDeadline(membership: membership, at: now, into: &effects)
        case .redial:
            membership.redial(NodeID(Int(timer.number)), into: &effects)
        case .hedge:
            client?.hedge(view: view, at: now, into: &effects)
        case .departure:
            departure.waitNoLonger()
        case .reroute:
            relay?.findRoutes(at: now, into: &effects)
        case .relayDeadline:
            relay?.deadline(at: now, into: &effects)
        case .repair:
            service?.repairDue(view: view, at: now, into: &effects)
        case .comparison:
            service?.comparisonDue(view: view, at: now, into: &effects)
        case .handover:
            if isHandingOver { takeLeave(at: now, into: &effects) }
        case .heartbeat, .silence, .probe, .probeHelp:
            membership.fire(timer, due: due, at: now, into: &effects)
        }
    }
}

/// What comes over others, and what did not arrive.
extension Node {
    /// Never inlined: most messages concern the two ends of a connection alone.
    @inline(never)
    private func passOn(
        _ message: Message, from sender: NodeID, at now: Instant, into effects: inout Effects
    ) {
        guard let arrived = relay?.received(message, from: sender, at: now, into: &effects)
        else { return }
        if arrived.sender != sender, case .suspected = view[arrived.sender] {
            membership.heard(arrived.message, from: arrived.sender, at: now, into: &effects)
        }
        deliver(arrived.message, from: arrived.sender, at: now, into: &effects)
    }

    /// A copy may be made twice, so it is sent once more while a way leads there; of the rest, whoever
    /// asked decides.
    private func failed(
        _ failure: Relay.Failure, over relay: Relay, at now: Instant, into effects: inout Effects
    ) {
        if failure.reason == .interrupted, failure.request.kind == .replicate,
            view[failure.receiver] != .down
        {
            relay.ask(failure.receiver, failure.request, at: now, into: &effects)
        } else {
            undelivered(
                failure.request, to: failure.receiver, failure.reason, at: now, into: &effects)
        }
    }

    private func undelivered(
        _ message: Message, to receiver: NodeID, _ reason: Undelivered, at now: Instant,
        into effects: inout Effects
    ) {
        service?.undelivered(message, to: receiver)
        if reason != .queueFull, message.kind == .replicate {
            service?.lost(receiver, into: &effects)
        }
        client?.undelivered(message, to: receiver, reason, view: view, at: now, into: &effects)
    }
}

extension Message.Kind {
    /// Whether the sender waits for an answer.
    var isRequest: Bool {
        switch self {
        case .get, .put, .replicate, .compare: true
        case .value, .absent, .stored, .replicated, .compared, .failed, .leaving, .farewell: false
        case .heartbeat, .ping, .ack, .pingRequest, .unreachable, .interrupted, .linkState: false
        }
    }
}
