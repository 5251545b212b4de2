import Core
import Faults
import Measurement
import Node
import Topology

/// What the schedule brings: network, timers and the strokes of faults.
extension Simulator {
    func occur(_ happening: Happening) {
        switch happening {
        case .arrival(let message, let from, let to, let connection):
            arrive(message, from: from, to: to, connection: connection)
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
                    asked: first))
            for step in planned.steps {
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
            kill(id)
        case (.freeze, .running):
            faults[fault].applied = now - measurementStart
            nodes[id.position].state = .frozen
            nodes[id.position].frozenSince = now
        case (.start, .dead):
            faults[fault].healed = now - measurementStart
            start(id, fault: fault)
        case (.thaw, .frozen):
            faults[fault].healed = now - measurementStart
            faults[fault].ready = now - measurementStart
            thaw(id)
        default:
            break
        }
    }

    private func kill(_ id: NodeID) {
        let index = id.position
        nodes[index].state = .dead
        nodes[index].incarnation += 1
        nodes[index].inbox = []
        for (peer, connection) in nodes[index].connections {
            schedule.schedule(
                .reset(at: peer, from: id, connection: connection), at: now + delay(id, peer))
        }
        nodes[index].connections = []
    }

    private func start(_ id: NodeID, fault: Int) {
        let index = id.position
        noteBegun(id)
        nodes[index].node = Self.makeNode(
            id, of: arm, firstSequence: Int(nodes[index].tally.counters.operationsBegun))
        nodes[index].state = .running
        nodes[index].record.starts += 1
        nodes[index].joiningAfter = fault
        dialPeers(id)
        checkJoined(id)
    }

    /// A started node takes part again once it is connected to every living node it has a link to.
    func checkJoined(_ id: NodeID) {
        guard let fault = nodes[id.position].joiningAfter else { return }
        let isJoined = arm.topology.neighbors(of: id).allSatisfy { peer in
            nodes[peer.position].state != .running
                || nodes[id.position].connection(to: peer) != nil
        }
        guard isJoined else { return }
        nodes[id.position].joiningAfter = nil
        faults[fault].ready = now - measurementStart
        handle(.begin(measurementStart: measurementStart, from: now), at: id)
    }

    private func thaw(_ id: NodeID) {
        let index = id.position
        nodes[index].state = .running
        let missed = nodes[index].inbox
        nodes[index].inbox = []
        handle(.stopped(from: nodes[index].frozenSince, until: now), at: id)
        for event in missed { give(event, to: id) }
    }
}
