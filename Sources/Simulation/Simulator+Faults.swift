import Core
import Faults
import Links
import Measurement
import Node
import Topology
import Workload

/// What the schedule brings: network, timers and the strokes of faults.
extension Simulator {
    func occur(_ happening: Happening) {
        if !conditions.areClear, let way = happening.way, isCut(way) {
            nodes[way.to.position].held.append((way.from, happening))
            return
        }
        switch happening {
        case .arrival(let parcel): arrive(parcel)
        case .delivery(let parcel): deliver(parcel)
        case .fragmentArrival(let fragment): reachLink(fragment)
        case .fragmentDelivery(let fragment): deliver(fragment)
        case .dialArrival(let from, let incarnation, let to):
            dialArrived(from: from, incarnation: incarnation, to: to)
        case .dialAnswer(let from, let incarnation, let to, let connection):
            dialAnswered(from: from, incarnation: incarnation, to: to, connection: connection)
        case .hello(let from, let to, let connection):
            helloArrived(from: from, to: to, connection: connection)
        case .reset(let node, let peer, let connection):
            reset(at: node, from: peer, connection: connection)
        case .timer(let id, let incarnation, let timer, let due):
            guard nodes[id.position].incarnation == incarnation else { return }
            give(.timer(timer, due: due), to: id)
        case .event(let event, let id, let incarnation):
            guard nodes[id.position].incarnation == incarnation else { return }
            give(event, to: id)
        case .stroke(let stroke, let id, let fault):
            strike(stroke, id, fault: fault)
        }
    }

    func scheduleFaults() {
        for planned in arm.faults {
            let first = planned.steps.first?.atNanoseconds ?? 0
            faults.append(
                AppliedFault(
                    number: planned.number, action: planned.action, node: planned.node,
                    stopsNode: planned.stopsNode, cutFrom: planned.cutFrom, asked: first))
            // What would happen after the load has stopped does not happen, as on the other tiers.
            for step in planned.steps
            where step.atNanoseconds < arm.plan.schedule.measureNanoseconds {
                schedule.schedule(
                    .stroke(step.stroke, planned.node, fault: faults.count - 1),
                    at: measurementStart + step.atNanoseconds)
            }
        }
    }

    private func strike(_ stroke: Stroke, _ id: NodeID, fault: Int) {
        switch (stroke, nodes[id.position].state) {
        case (.kill, .running), (.kill, .frozen):
            faults[fault].applied = now - measurementStart
            end(id)
        // One that takes its leave is neither there to stand still nor to go once more.
        case (.freeze, .running) where !nodes[id.position].isLeaving:
            faults[fault].applied = now - measurementStart
            nodes[id.position].state = .frozen
        case (.leave, .running) where !nodes[id.position].isLeaving:
            faults[fault].applied = now - measurementStart
            nodes[id.position].isLeaving = true
            handle(.leave, at: id)
        case (.start, .running) where nodes[id.position].isLeaving:
            // Whom it still waits for cannot hold up its return.
            end(id)
            strike(.start, id, fault: fault)
        case (.start, .dead):
            faults.heal(id, at: now - measurementStart)
            start(id, fault: fault)
        case (.impair(let impairment), _):
            faults[fault].applied = now - measurementStart
            conditions.impair(id, by: impairment, fault: fault)
            conditionsChanged(of: id)
        case (.relieve, _):
            faults[fault].healed = now - measurementStart
            faults[fault].ready = now - measurementStart
            conditions.relieve(fault: fault)
            conditionsChanged(of: id)
        case (.thaw, .frozen):
            faults.heal(id, at: now - measurementStart)
            if !nodes[id.position].isJoining { faults.readmit(id, at: now - measurementStart) }
            thaw(id)
            checkJoined(id)
        default:
            break
        }
    }

    /// The node's process is gone, and its connections end; one that has taken its leave has sent all
    /// it had to say.
    func end(_ id: NodeID, hasLeft: Bool = false) {
        let index = id.position
        nodes[index].state = .dead
        nodes[index].isLeaving = false
        // Whoever dials through a cut goes on trying, and is answered by the next process.
        nodes[index].held.removeAll { !$0.happening.isOpening }
        nodes[index].incarnation += 1
        nodes[index].inbox = []
        nodes[index].waitingBytes = 0
        nodes[index].isJoining = false
        for connection in nodes[index].connections {
            let peer = connection.peer
            // What still waits for a slow link is lost with the node.
            let isHeldUp = !hasLeft && nodes[index].link?.up.isLimited ?? false
            let last = isHeldUp ? now : connection.lastArrival
            schedule.schedule(
                .reset(at: peer, from: id, connection: connection.id),
                at: max(now + delay(id, peer), last))
        }
        nodes[index].connections = []
        // What was sent as datagrams is the network's, whatever becomes of the sender.
        guard arm.transport.hasConnections else { return }
        nodes[index].link?.up = Self.makeLink(id, of: arm).up
    }

    private func start(_ id: NodeID, fault: Int) {
        let index = id.position
        if nodes[index].record.absentUntil == .max {
            faults[fault].applied = now - measurementStart
        }
        faults.noteListening(id, at: now - measurementStart)
        noteBegun(id)
        nodes[index].node = Self.makeNode(
            id, of: arm, firstSequence: Int(nodes[index].tally.counters.operationsBegun),
            measurementStart: measurementStart)
        restore(id)
        nodes[index].state = .running
        nodes[index].record.starts += 1
        nodes[index].isJoining = true
        if conditions.slowness(of: id) != 1 { tellSlowness(of: id) }
        dialPeers(id)
        checkJoined(id)
    }

    /// A fault has made a node's conditions worse, or has ceased to.
    private func conditionsChanged(of id: NodeID) {
        tellSlowness(of: id)
        for index in nodes.indices { release(NodeID(index)) }
        for index in nodes.indices { checkJoined(NodeID(index)) }
    }

    private func tellSlowness(of id: NodeID) {
        give(.slowed(factor: conditions.slowness(of: id)), to: id)
    }

    /// A started node takes part again once it is connected to every living node it has a link to.
    func checkJoined(_ id: NodeID) {
        guard nodes[id.position].isJoining else { return }
        guard hasJoined(id) else { return }
        nodes[id.position].isJoining = false
        faults.readmit(id, at: now - measurementStart)
        if nodes[id.position].record.absentUntil == .max {
            nodes[id.position].record.absentUntil = now - measurementStart
        }
        handle(.begin(measurementStart: measurementStart, from: now), at: id)
    }

    /// Whether a node is connected to every neighbour that runs and can be reached.
    func hasJoined(_ id: NodeID) -> Bool {
        !arm.transport.hasConnections
            || arm.topology.neighbors(of: id).allSatisfy { peer in
                nodes[peer.position].state != .running
                    || nodes[id.position].connection(to: peer) != nil
                    || conditions.isCut(between: id, and: peer)
            }
    }

    /// Lets a node that stands still go on, and gives it what happened meanwhile.
    func thaw(_ id: NodeID) {
        let index = id.position
        nodes[index].state = .running
        let missed = nodes[index].inbox
        nodes[index].inbox = []
        nodes[index].waitingBytes = 0
        handle(.stopped(until: now), at: id)
        for event in missed { give(event, to: id) }
    }
}
