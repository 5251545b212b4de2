import CLinux
import Core
import Links
import Measurement
import Node
import Topology
import Transport
import Workload

/// What a node lives in on real sockets: transport, timers, clock and sample file.
///
/// What few messages need is never inlined into what every message passes: dozens of nodes may take
/// turns on a processor, and each then finds its code and its stack out of the cache.
final class NodeHost: TransportReceiver {
    let assignment: Assignment
    let topology: any Topology
    let node: Node
    let transport: any Transport
    let samples: SampleFile
    /// The sample file's own, at hand.
    private let tally: Tally
    private let loop: EventLoop
    /// Nil where data is in memory only.
    let log: DataLog?
    /// What is told to others and to the record once the log is on the disk, in order.
    var held: [Effect] = []
    private var timers = TimedHeap()
    private var arrivals: HeldArrivals
    /// Nil where nothing limits what this node sends.
    private let uplink: Uplink?
    var effects: Effects
    private var measurementStart: Instant?
    private var nextTick = Instant.never
    private var ticks = 0
    private var stopGeneration: UInt64 = 0
    private var isLeaving = false
    private var awaited: Set<NodeID>?
    /// When the last of the awaited neighbours connected; nil while one is missing.
    private(set) var joinedAt: Instant?
    /// What makes it impossible to go on, such as a full disk.
    var failure: NodeFailure?

    /// Timers fired before sockets are looked at again, so that neither starves the other.
    private static let timersPerTurn = 64

    init(
        _ assignment: Assignment, topologies: TopologyRegistry, loop: EventLoop
    ) throws(NodeFailure) {
        self.assignment = assignment
        self.loop = loop
        topology = try Self.makeTopology(assignment, topologies)
        node = Node(
            assignment.node, in: topology, plan: assignment.plan, settings: assignment.settings,
            firstSequence: assignment.firstSequence,
            measurementStart: assignment.measurementStart)
        measurementStart = assignment.measurementStart
        log = try Self.openLog(assignment, topology)
        // Who comes while the trial runs comes empty, but for what its log has.
        if assignment.measurementStart == nil || log != nil {
            node.preload(keys: assignment.workload.keys)
        }
        try log?.restore(node)
        effects = Effects(node: assignment.node)
        arrivals = HeldArrivals(
            assignment.network.map { Downlink(assignment, $0) },
            losesAtCuts: !assignment.transport.hasConnections)
        uplink = assignment.network.flatMap { Uplink(assignment, $0) }
        do throws(SampleFileError) {
            samples = try SampleFile(
                creating: assignment.samplePath, node: assignment.node, start: assignment.start,
                frame: assignment.timeFrame, capacity: assignment.sampleCapacity)
        } catch {
            throw .samples(error)
        }
        tally = samples.tally
        let addresses = assignment.addresses
        do throws(SystemError) {
            transport = try assignment.transport.makeTransport(
                loop: loop,
                identity: TransportIdentity(
                    node: assignment.node, runToken: assignment.runToken,
                    nodeCount: topology.members.count,
                    limits: assignment.limits(nodes: topology.members.count)),
                listening: addresses.endpoint(of: assignment.node),
                endpoints: { addresses.endpoint(of: $0) }, congestion: assignment.congestion)
        } catch {
            throw .system(error)
        }
        transport.receiver = self
    }

    var stored: [(key: Key, version: Version)] { node.stored }

    /// Whether measurement is over and nothing is open, nor to be copied.
    var hasDrained: Bool {
        // While it is measured there is a next tick, and nothing else need be asked.
        guard nextTick == .never, let measurementStart else { return false }
        return node.openOperations == 0 && node.isLoadOver && !node.isRepairing
            && Monotonic.now() >= measurementStart + assignment.schedule.measureNanoseconds
    }

    /// Waits for sockets or the next timer, and handles what is due.
    func turn() throws(SystemError) {
        try loop.turn(until: nextDeadline)
        finishTurn()
    }

    /// Until when to wait for sockets.
    var nextDeadline: Instant {
        var next = timers.next < nextTick ? timers.next : nextTick
        if let uplink { next = min(next, uplink.next) }
        return arrivals.areClear ? next : min(next, arrivals.next)
    }

    /// What follows a turn of the loop: timers that are due, and sending all that was said.
    func finishTurn() {
        fireTimers()
        if !arrivals.areClear { letIn() }
        if let log { commit(to: log) }
        if let uplink { letOut(of: uplink) }
        transport.flush()
    }

    private func fireTimers() {
        var now = Monotonic.now()
        if now >= nextTick { tick(at: now) }
        var fired = 0
        while fired < Self.timersPerTurn, timers.next <= now {
            let (code, due) = timers.removeFirst()
            handle(.timer(Timer(code: code), due: due), at: now)
            fired += 1
            now = Monotonic.now()
        }
    }

    /// Dials whom the topology names, and waits for all neighbours but those that do not run.
    ///
    /// Without connections, it takes all neighbours to be there, and waits for nobody. Told once more,
    /// it only stops waiting for those that have gone meanwhile.
    func dialPeers(except absent: [NodeID]) {
        let now = Monotonic.now()
        if let awaited {
            self.awaited = awaited.subtracting(absent)
        } else if !assignment.transport.hasConnections {
            awaited = []
            for peer in topology.neighbors(of: assignment.node) {
                handle(.connected(peer), at: now)
            }
        } else {
            let neighbors = topology.neighbors(of: assignment.node)
            // A connection whose hello is still on its way is none yet.
            awaited = Set(
                neighbors.filter { !transport.isConnected($0) || arrivals.isCut(from: $0) }
            ).subtracting(absent)
            node.dialPeers(into: &effects)
            carryOut(at: now)
        }
        checkJoined(at: now)
    }

    func begin(measurementStart start: Instant, from: Instant) {
        measurementStart = start
        nextTick = max(start, Monotonic.now())
        handle(.begin(measurementStart: start, from: from))
    }

    func end() throws(NodeFailure) {
        handle(.end)
        tally.counters.datagramsDropped = UInt64(transport.datagramsDropped)
        if let failure { throw failure }
    }

    // MARK: What the transport says

    func received(_ message: Message, frameBytes: Int, from sender: NodeID) {
        let now = Monotonic.now()
        if arrivals.areClear || admits(message, frameBytes: frameBytes, from: sender, at: now) {
            take(message, frameBytes: frameBytes, from: sender, at: now)
        }
    }

    @inline(never)
    private func admits(
        _ message: Message, frameBytes: Int, from sender: NodeID, at now: Instant
    ) -> Bool {
        arrivals.admits(.message(message, frameBytes: frameBytes), from: sender, at: now)
    }

    private func take(
        _ message: Message, frameBytes: Int, from sender: NodeID, at now: Instant
    ) {
        if let measurementStart {
            tally.countReceived(bytes: frameBytes, at: now - measurementStart)
        }
        if isTracing {
            trace(message, from: sender, to: assignment.node, at: now, isReceipt: true)
        }
        hearOfStop(at: now)
        node.received(message, from: sender, at: now, into: &effects)
        carryOut(at: now)
    }

    func connected(_ peer: NodeID, dialed: Bool) {
        let now = Monotonic.now()
        guard arrivals.admits(.connected(dialed: dialed), from: peer, at: now) else { return }
        take(connectionTo: peer, dialed: dialed, at: now)
    }

    private func take(connectionTo peer: NodeID, dialed: Bool, at now: Instant) {
        tally.counters.connectionsOpened += dialed ? 1 : 0
        awaited?.remove(peer)
        handle(.connected(peer), at: now)
        checkJoined(at: now)
    }

    func lost(_ peer: NodeID, _ reason: Loss) {
        uplink?.forgetConnection(to: peer)
        guard arrivals.admits(.lost, from: peer, at: Monotonic.now()) else { return }
        handle(.lost(peer))
    }

    func dialFailed(_ peer: NodeID, _ error: SystemError) {
        guard arrivals.admits(.dialFailed, from: peer, at: Monotonic.now()) else { return }
        handle(.dialFailed(peer))
    }

    /// Hands on what was held back and whose time has come.
    private func letIn() {
        let now = Monotonic.now()
        while let (arrival, sender) = arrivals.removeDue(at: now) {
            switch arrival {
            case .message(let message, let bytes):
                take(message, frameBytes: bytes, from: sender, at: now)
            case .connected(let dialed): take(connectionTo: sender, dialed: dialed, at: now)
            case .lost: handle(.lost(sender))
            case .dialFailed: handle(.dialFailed(sender))
            }
        }
    }

    /// Hands the transport what the uplink has let through.
    private func letOut(of uplink: Uplink) {
        let now = Monotonic.now()
        while let (message, receiver) = uplink.removeDue(at: now) {
            guard transport.send(message, to: receiver) == .queueFull else { continue }
            refuse(message, to: receiver, at: now)
        }
        // What a refusal calls forth goes out like everything else.
        carryOut(at: now)
    }

    // MARK: What faults make of it

    func slow(factor: Double) { handle(.slowed(factor: factor)) }

    func leave() {
        isLeaving = true
        handle(.leave)
    }

    /// Whether the node has said goodbye and may go.
    var hasLeft: Bool { isLeaving && node.hasLeft && uplink?.isEmpty ?? true }

    /// Takes note of the ways from other nodes that are not clear.
    func set(_ ways: [ImpairedWay]) {
        arrivals.set(ways, nodeCount: topology.members.count)
        for peer in arrivals.takeDials() { transport.dial(peer) }
    }

    // MARK: What the node wants

    private func handle(_ event: Event) {
        handle(event, at: Monotonic.now())
    }

    private func handle(_ event: Event, at now: Instant) {
        hearOfStop(at: now)
        node.handle(event, at: now, into: &effects)
        carryOut(at: now)
    }

    /// Before any event, the node hears of an asked stop if it has just been through one.
    private func hearOfStop(at now: Instant) {
        guard let window = samples.stopWindow(after: stopGeneration), let measurementStart
        else { return }
        stopGeneration = window.generation
        node.handle(.stopped(until: measurementStart + window.until), at: now, into: &effects)
    }

    func carryOut(at now: Instant) {
        tally.counters.operationsBegun = UInt64(node.operationsBegun)
        // What a failed send calls back may append to the list being read.
        var index = 0
        while index < effects.list.count {
            defer { index += 1 }
            if let log, log.isDirty, effects.list[index].waitsForLog {
                held.append(effects.list[index])
                continue
            }
            switch effects.list[index] {
            case .send(let message, let receiver): send(message, to: receiver, at: now)
            case .record(let sample):
                record { () throws(SampleFileError) in try samples.append(sample) }
            default: carryOutRarely(effects.list[index])
            }
        }
        effects.removeAll()
    }

    /// Carries out what no operation asks for each time.
    @inline(never)
    private func carryOutRarely(_ effect: Effect) {
        switch effect {
        case .send, .record: break
        case .dial(let peer): if !arrivals.holdsDial(to: peer) { transport.dial(peer) }
        case .wake(let timer, let instant): timers.schedule(timer.code, at: instant)
        case .notice(let notice):
            record { () throws(SampleFileError) in try samples.append(notice) }
        case .persist(let key, let version, let contentBytes):
            log?.append(key, version, contentBytes: contentBytes)
        }
    }

    /// Apart, so that `carryOut` needs little of the stack.
    @inline(never)
    private func send(_ message: Message, to receiver: NodeID, at now: Instant) {
        let sending =
            uplink.map { offer(message, to: receiver, over: $0, at: now) }
            ?? transport.send(message, to: receiver)
        guard sending == .sent else {
            return failed(sending, message, to: receiver, at: now)
        }
        guard let measurementStart else { return }
        tally.countSent(
            message, bytes: Frame.byteCount(of: message), at: now - measurementStart)
        if isTracing {
            trace(message, from: assignment.node, to: receiver, at: now, isReceipt: false)
        }
    }

    /// Gives a message to the uplink that limits what this node sends.
    @inline(never)
    private func offer(
        _ message: Message, to receiver: NodeID, over uplink: Uplink, at now: Instant
    ) -> Sending {
        guard transport.isConnected(receiver) else { return .notConnected }
        return uplink.add(message, to: receiver, at: now) ? .sent : .queueFull
    }

    @inline(never)
    private func failed(
        _ sending: Sending, _ message: Message, to receiver: NodeID, at now: Instant
    ) {
        switch sending {
        case .sent: break
        case .queueFull: refuse(message, to: receiver, at: now)
        // What is sent into a cut waits on its way, whatever has become of the other end.
        case .notConnected where arrivals.isCut(from: receiver): break
        case .notConnected:
            node.handle(.undelivered(message, to: receiver, .notConnected), at: now, into: &effects)
        }
    }

    private func refuse(_ message: Message, to receiver: NodeID, at now: Instant) {
        tally.counters.queueFull += 1
        node.handle(.undelivered(message, to: receiver, .queueFull), at: now, into: &effects)
    }

    private var isTracing: Bool { assignment.trace != nil }

    @inline(never)
    private func trace(
        _ message: Message, from sender: NodeID, to receiver: NodeID, at now: Instant,
        isReceipt: Bool
    ) {
        guard let window = assignment.trace, let measurementStart, !message.isDetection,
            window.contains(message.operation)
        else { return }
        let trace = MessageTrace(
            message, from: sender, to: receiver, atNanoseconds: now - measurementStart,
            isReceipt: isReceipt)
        record { () throws(SampleFileError) in try samples.append(trace) }
    }

    private func record(_ append: () throws(SampleFileError) -> Void) {
        do throws(SampleFileError) {
            try append()
        } catch {
            failure = .samples(error)
        }
    }

    private func checkJoined(at now: Instant) {
        if joinedAt == nil, let awaited, awaited.isEmpty { joinedAt = now }
    }

    /// Every 100 ms of measurement, and at its start and end: what only this process knows of itself.
    @inline(never)
    private func tick(at now: Instant) {
        guard let measurementStart else { return }
        let moment = now - measurementStart
        let wasStopped =
            samples.stopWindow(after: 0)?.contains(nextTick - measurementStart) ?? false
        let lateness = wasStopped ? 0 : UInt64(max(0, now - nextTick))
        let end = assignment.schedule.measureNanoseconds
        nextTick = moment >= end ? .never : min(now + .milliseconds(100), measurementStart + end)
        var counters = tally.counters
        let usage = ProcessUsage.processorTime()
        if ticks == 0, assignment.start == 1 {
            counters.connectionsAtStart = UInt64(transport.connectionCount)
            counters.cpuUserAtStartNanoseconds = usage.userNanoseconds
            counters.cpuSystemAtStartNanoseconds = usage.systemNanoseconds
        }
        counters.worstTickNanoseconds = max(counters.worstTickNanoseconds, lateness)
        counters.cpuUserNowNanoseconds = usage.userNanoseconds
        counters.cpuSystemNowNanoseconds = usage.systemNanoseconds
        counters.framesRejected = UInt64(transport.framesRejected)
        counters.strangersRefused = UInt64(transport.strangersRefused)
        counters.datagramsDropped = UInt64(transport.datagramsDropped)
        // Once a second: the kernel takes long to write it down, and 64 nodes would spend a twentieth
        // of a processor on it every 100 ms. Of those alive at the end the runner asks it once more.
        if ticks % 10 == 0, let peak = try? ProcessUsage.memoryPeakBytes() {
            counters.memoryPeakBytes = peak
        }
        ticks += 1
        tally.counters = counters
    }

    private static func makeTopology(
        _ assignment: Assignment, _ topologies: TopologyRegistry
    ) throws(NodeFailure) -> any Topology {
        guard let kind = topologies[assignment.topologyKind] else {
            throw .assignment(.unknownTopology(assignment.topologyKind))
        }
        do throws(TopologyContradiction) {
            return try kind.init(assignment.setting)
        } catch {
            throw .contradiction(error)
        }
    }
}

extension Timer {
    /// The timer as a heap keeps it.
    fileprivate var code: UInt64 { UInt64(purpose.rawValue) << 32 | UInt64(number) }

    fileprivate init(code: UInt64) {
        guard let purpose = Purpose(rawValue: UInt8(code >> 32)) else {
            preconditionFailure("no timer has the code \(code)")
        }
        self.init(purpose, number: UInt32(truncatingIfNeeded: code))
    }
}
