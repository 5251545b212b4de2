package import Core
package import Faults
package import Links
package import Measurement
package import Node
package import Topology
package import Workload

/// All a simulated trial is made from.
package struct SimulatedArm {
    package var topology: any Topology
    package var plan: OperationPlan
    package var settings: NodeSettings
    /// What lies between the nodes.
    package var network: NetworkShape
    /// What carries the messages.
    package var transport = TransportProtocol.tcp
    package var faults: [PlannedFault] = []
    /// Who is not there until a fault lets it join.
    package var joining: Set<NodeID> = []
    package var trace: TraceWindow?

    package init(
        topology: any Topology, plan: OperationPlan, settings: NodeSettings,
        network: NetworkShape
    ) {
        self.topology = topology
        self.plan = plan
        self.settings = settings
        self.network = network
    }

    var timeFrame: TimeFrame {
        TimeFrame(
            warmupNanoseconds: plan.schedule.warmupNanoseconds,
            measureNanoseconds: plan.schedule.measureNanoseconds,
            drainNanoseconds: plan.schedule.drainNanoseconds)
    }
}

/// The same nodes without sockets: virtual time, one thread, one seed, exactly repeatable.
///
/// A dial takes one round trip, a connection delivers in order and loses nothing, a killed node's
/// connections reset one one-way delay later, and handling an event takes no time. Datagrams need no
/// dial, cross each link packet by packet, and are gone where one of their packets is.
package final class Simulator {
    let arm: SimulatedArm
    /// Whether links make a difference between one message and another.
    let isShaped: Bool
    var nodes: [SimulatedNode] = []
    var schedule = Agenda()
    var now = Instant(nanoseconds: 0)
    var faults: [AppliedFault] = []
    /// What faults have made worse for the time being.
    var conditions = Conditions()
    /// What faults lose of the packets between two nodes.
    var faultLosses = FaultLosses()
    /// What became of the packets of datagrams.
    var traffic: DatagramTraffic
    var measurementStart = Instant.never
    private var connectionCount: UInt32 = 0
    private var eventCount: UInt64 = 0
    private var isInterrupted: () -> Bool = { false }
    private var effects: [Effects]

    /// More events than this at one instant, and time stands still for good: beyond what it takes to
    /// connect each node to every other.
    private var maximumEventsAtOneInstant: Int {
        1_000_000 + 8 * nodes.count * nodes.count
    }
    /// A look for an interruption costs a system call.
    private static let eventsBetweenLooks: UInt64 = 10_000

    package init(_ arm: SimulatedArm) {
        self.arm = arm
        let isShaped = !arm.network.isConstant
        self.isShaped = isShaped
        traffic = DatagramTraffic(
            nodeCount: arm.topology.members.count,
            measureNanoseconds: arm.plan.schedule.measureNanoseconds)
        effects = arm.topology.members.indices.map { Effects(node: NodeID($0)) }
        nodes = arm.topology.members.indices.map { index in
            SimulatedNode(
                node: Self.makeNode(NodeID(index), of: arm),
                tally: Tally(frame: arm.timeFrame),
                link: isShaped || !arm.transport.hasConnections
                    ? Self.makeLink(NodeID(index), of: arm) : nil)
        }
    }

    /// Runs the trial from the first dial to the last open operation.
    ///
    /// - Throws: `SimulationError` when virtual time stands still, or when `isInterrupted`, asked
    ///   every now and then, says so.
    package func run(
        isInterrupted: @escaping () -> Bool = { false }
    ) throws(SimulationError) -> TrialRecord {
        self.isInterrupted = isInterrupted
        connectAll()
        while !schedule.isEmpty, !isConnected { try advance(until: schedule.next) }
        let schedule = arm.plan.schedule
        measurementStart = now + schedule.warmupNanoseconds
        for index in nodes.indices where nodes[index].state == .running {
            nodes[index].tally.counters.connectionsAtStart =
                UInt64(nodes[index].connections.count)
            handle(.begin(measurementStart: measurementStart, from: now), at: NodeID(index))
        }
        scheduleFaults()
        try advance(until: measurementStart + schedule.measureNanoseconds)
        try drain(until: now + schedule.drainNanoseconds)
        return finish()
    }

    static func makeNode(
        _ id: NodeID, of arm: SimulatedArm, firstSequence: Int = 0, measurementStart: Instant? = nil
    ) -> Node {
        Node(
            id, in: arm.topology, plan: arm.plan, settings: arm.settings,
            firstSequence: firstSequence, measurementStart: measurementStart)
    }

    static func makeLink(_ id: NodeID, of arm: SimulatedArm) -> SimulatedLink {
        func direction(_ way: LinkDirection.Way) -> LinkDirection {
            LinkDirection(
                way, of: arm.network.links[id.position], at: id, seed: arm.plan.seed,
                repetition: arm.plan.repetition)
        }
        return SimulatedLink(up: direction(.up), down: direction(.down))
    }

    private func connectAll() {
        for id in arm.joining {
            nodes[id.position].state = .dead
            nodes[id.position].record.starts = 0
            nodes[id.position].record.absentUntil = .max
        }
        for index in nodes.indices where nodes[index].state == .running {
            nodes[index].node.preload(keys: arm.plan.workload.keys)
            dialPeers(NodeID(index))
        }
    }

    /// Whether everybody who is there is connected to all neighbours who are.
    private var isConnected: Bool {
        schedule.isEmpty
            || nodes.indices.allSatisfy { nodes[$0].state != .running || hasJoined(NodeID($0)) }
    }

    private func drain(until limit: Instant) throws(SimulationError) {
        while !schedule.isEmpty, schedule.next <= limit, hasOpenOperations {
            try advance(until: schedule.next)
        }
    }

    private var hasOpenOperations: Bool {
        nodes.contains {
            $0.state == .running && ($0.node.openOperations > 0 || $0.node.isRepairing)
        }
    }

    private func finish() -> TrialRecord {
        // Who still stands still has lost nothing: it is asked like the others.
        for index in nodes.indices where nodes[index].state == .frozen { thaw(NodeID(index)) }
        for index in nodes.indices where nodes[index].state == .running {
            handle(.end, at: NodeID(index))
            nodes[index].record.stored = nodes[index].node.stored
        }
        for index in nodes.indices {
            noteBegun(NodeID(index))
            nodes[index].record.counters = nodes[index].tally.counters
            nodes[index].record.bins = nodes[index].tally.bins
        }
        var record = TrialRecord(nodes: nodes.map(\.record))
        record.faults = faults
        if !arm.transport.hasConnections { record.network = traffic.total }
        return record
    }

    /// Adds up what the node's processes have begun; called as each of them ends.
    func noteBegun(_ id: NodeID) {
        let begun = nodes[id.position].node.operationsBegun
        nodes[id.position].tally.counters.operationsBegun += UInt64(begun)
    }

    /// Lets everything happen that is due until an instant, and moves the clock there.
    private func advance(until limit: Instant) throws(SimulationError) {
        var eventsHere = 0
        while !schedule.isEmpty, schedule.next <= limit {
            let next = schedule.next
            eventsHere = next == now ? eventsHere + 1 : 0
            guard eventsHere < maximumEventsAtOneInstant else {
                throw SimulationError.timeStandsStill(atNanoseconds: now - measurementStart)
            }
            eventCount &+= 1
            if eventCount % Self.eventsBetweenLooks == 0, isInterrupted() { throw .interrupted }
            now = next
            occur(schedule.removeFirst())
        }
        if limit != .never { now = limit }
    }

    /// Hands an event to a running node and carries out what it wants.
    func handle(_ event: Event, at id: NodeID) {
        let index = id.position
        nodes[index].node.handle(event, at: now, into: &effects[index])
        carryOut(at: id)
        if nodes[index].isLeaving, nodes[index].node.hasLeft { end(id, hasLeft: true) }
    }

    /// Dials whom the topology names; where there is nothing to dial, all neighbours are taken to be
    /// there.
    func dialPeers(_ id: NodeID) {
        guard arm.transport.hasConnections else {
            for peer in arm.topology.neighbors(of: id) { handle(.connected(peer), at: id) }
            return
        }
        nodes[id.position].node.dialPeers(into: &effects[id.position])
        carryOut(at: id)
    }

    private func carryOut(at id: NodeID) {
        let index = id.position
        for effect in effects[index].list {
            switch effect {
            case .send(let message, let receiver):
                send(message, from: id, to: receiver)
            case .dial(let peer):
                let incarnation = nodes[index].incarnation
                schedule.schedule(
                    .dialArrival(from: id, incarnation: incarnation, to: peer),
                    at: now + delay(id, peer))
            case .wake(let timer, let instant):
                let incarnation = nodes[index].incarnation
                schedule.schedule(
                    .timer(id, incarnation: incarnation, timer, due: instant),
                    at: max(instant, now))
            case .record(let sample):
                nodes[index].record.samples.append(sample)
            case .notice(let notice):
                nodes[index].record.notices.append(notice)
            case .persist(let key, let version, let contentBytes):
                nodes[index].log.append(
                    LoggedWrite(key: key, version: version, contentBytes: contentBytes))
            }
        }
        effects[index].removeAll()
    }

    /// One way, over both ends' access links.
    func delay(_ from: NodeID, _ to: NodeID) -> Nanoseconds {
        let links = arm.network.delay(from: from, to: to)
        return conditions.areClear
            ? links : links + conditions.path(from: from, to: to).delayNanoseconds
    }

    func newConnection() -> UInt32 {
        connectionCount += 1
        return connectionCount
    }
}

/// Why a simulation could not go on.
package enum SimulationError: Error, Equatable, Sendable {
    /// Events beget events at one virtual instant, as in a closed loop in which nothing takes time.
    case timeStandsStill(atNanoseconds: Nanoseconds)
    /// Whoever runs it wants it to end.
    case interrupted
}
