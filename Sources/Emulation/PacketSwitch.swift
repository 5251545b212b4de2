import CLinux
import Core
import Links
import Measurement
import Transport

/// Carries the nodes' packets from network to network, each over its sender's and its receiver's
/// access link, on absolute times.
///
/// A packet is handled once when it comes, once more where the receiver's link has a rate and so a
/// queue of its own, and once when it leaves; in between it lies in a slot and in the deadline heap.
final class PacketSwitch {
    /// A packet on its way.
    private struct Flight {
        var sender: NodeID
        var receiver: NodeID
        var length: Int32
        var countedBytes: Int32
        /// Whether it has passed the receiver's link, and only has to arrive.
        var isThrough = false
        /// Whether it began in measurement; not once its way has ended.
        var isCounted: Bool
    }

    /// A packet that leaves in the next batch.
    private struct Leaving {
        var slot: PacketPool.Slot
        var due: Instant
    }

    private let plan: SwitchPlan
    private let accesses: [Sandbox.Access]
    private let ring: PacketRing
    private let sender: Descriptor
    /// By the hub's interface number: the node behind it.
    private var nodes: [NodeID?] = []
    private var up: [LinkDirection]
    private var down: [LinkDirection]
    private var pool = PacketPool()
    private var flights: [Flight] = []
    private var deadlines = TimedHeap()
    private var leaving: [Leaving] = []
    private let frames: UnsafeMutablePointer<cl_packet>
    private var backlog = KernelBacklog()
    /// What faults make of the ways; empty while all are clear.
    private var conditions: WayTable?
    private var counters: [LinkCounters]
    private(set) var lateness = Lateness()
    private(set) var bins: SwitchBins
    /// When packets are counted; at first, always.
    private var counted = Instant(nanoseconds: .min)..<Instant.never
    /// Dropped though nobody asked for it: no room for a frame, or the kernel refused or dropped it.
    private(set) var unasked: UInt64 = 0
    let capture: Capture?

    private static var batch: Int { Int(CL_PACKETS_MAX) }
    private static var batchesAtATime: Int { 16 }

    init(_ plan: SwitchPlan, _ sandbox: Sandbox, capture: Capture?) throws(SandboxError) {
        self.plan = plan
        self.capture = capture
        accesses = sandbox.accesses
        ring = try PacketRing()
        do throws(SystemError) {
            sender = try Descriptor(adopting: cl_packets_open(), from: "packet socket")
        } catch {
            throw .noFrames(error)
        }
        frames = .allocate(capacity: Self.batch)
        counters = accesses.map { _ in LinkCounters() }
        bins = SwitchBins(counted)
        up = plan.network.links.enumerated().map { index, link in
            plan.direction(.up, of: link, at: NodeID(index))
        }
        down = plan.network.links.enumerated().map { index, link in
            plan.direction(.down, of: link, at: NodeID(index))
        }
        for (index, access) in accesses.enumerated() {
            let interface = Int(access.interface)
            while nodes.count <= interface { nodes.append(nil) }
            nodes[interface] = NodeID(index)
        }
    }

    deinit {
        frames.deallocate()
    }

    /// Readable when frames have come.
    var descriptor: Int32 { ring.descriptor }

    /// When a packet has to move next.
    var nextDeadline: Instant { deadlines.next }

    /// Moves what has come or is due; returns when nothing is, or after a few milliseconds, since
    /// the runner has to be heard however much comes.
    func carry() {
        for _ in 0..<Self.batchesAtATime {
            ring.readClocks()
            var isIdle = true
            let now = Monotonic.now()
            while deadlines.next <= now, leaving.count < Self.batch {
                move(deadlines.removeFirst())
                isIdle = false
            }
            var taken = 0
            while taken < Self.batch, ring.takeFirst(take) { taken += 1 }
            if taken > 0 { isIdle = false }
            send()
            if isIdle { return }
        }
    }

    /// Asks the kernel what it has had no room for since it was last asked, which is to be counted
    /// or forgotten.
    func takeUnasked(isCounted: Bool) {
        let dropped = ring.takeDropped() + backlog.takeDropped()
        if isCounted { unasked += dropped }
    }

    /// Makes the ways what faults have made of them; all but `ways` are clear.
    func set(_ ways: [SwitchCommand.Way]) {
        conditions = ways.isEmpty ? nil : WayTable(ways, plan, after: conditions)
    }

    /// Only packets of that time are counted; what came before is forgotten.
    func count(only measurement: Range<Instant>) {
        counted = measurement
        for index in flights.indices { flights[index].isCounted = false }
        counters = accesses.map { _ in LinkCounters() }
        lateness = Lateness()
        bins = SwitchBins(measurement)
        unasked = 0
    }

    /// A frame that has just come from a node.
    private func take(_ frame: UnsafeRawBufferPointer, _ interface: Int32, _ at: Instant) {
        guard let from = node(at: interface), let header = PacketHeader(frame),
            let to = plan.node(at: header.destination)
        else { return }
        capture?.record(frame, of: from, at: at, wallAhead: ring.wallAhead)
        let bytes = bytesCounted(of: header, frame.count, on: from)
        count(at, on: from) {
            $0.sentPackets += 1
            $0.sentBytes += UInt64(bytes)
        }
        bins.sent(bytes, at: at)
        if let end = conditions?.end(from: from, to: to) {
            count(at, on: from) {
                switch end {
                case .cut: $0.cut += 1
                case .lost: $0.lost += 1
                }
            }
            return bins.dropped(at: at)
        }
        guard let arrival = outcome(of: up[from.position].pass(bytes, at: at), on: from, at: at)
        else { return }
        count(arrival.at, on: from) { $0.passedBytes += UInt64(bytes) }
        let between =
            plan.network.regionDelay(from: from, to: to)
            + (conditions?.delay(from: from, to: to) ?? 0)
        guard let slot = keep(frame, to: to, at: at) else { return }
        flights[Int(slot)] = Flight(
            sender: from, receiver: to, length: Int32(frame.count),
            countedBytes: Int32(bytesCounted(of: header, frame.count, on: to)),
            isCounted: counted.contains(at))
        if arrival.isTwice, let copy = copy(of: slot, at: at) {
            reachReceiver(copy, at: arrival.at + between)
        }
        reachReceiver(slot, at: arrival.at + between)
    }

    private func count(_ at: Instant, on node: NodeID, _ add: (inout LinkCounters) -> Void) {
        if counted.contains(at) { add(&counters[node.position]) }
    }

    private func node(at interface: Int32) -> NodeID? {
        nodes.indices.contains(Int(interface)) ? nodes[Int(interface)] : nil
    }

    private func bytesCounted(
        of header: PacketHeader, _ length: Int, on node: NodeID
    ) -> Int {
        plan.network.links[node.position].counts == .payload ? header.payloadBytes : length
    }

    /// Counts what a link made of a packet; nil where that is the end of it.
    private func outcome(
        of fate: LinkDirection.Fate, on node: NodeID, at now: Instant
    ) -> (at: Instant, isTwice: Bool)? {
        switch fate {
        case .arrives(let at, let isTwice):
            count(now, on: node) {
                $0.crossed += 1
                $0.duplicated += isTwice ? 1 : 0
            }
            return (at, isTwice)
        case .lost:
            count(now, on: node) {
                $0.crossed += 1
                $0.lost += 1
            }
        case .queueFull: count(now, on: node) { $0.queueFull += 1 }
        }
        bins.dropped(at: now)
        return nil
    }

    /// Copies a frame, addressed to the receiver's interface: TCP takes no other.
    private func keep(
        _ frame: UnsafeRawBufferPointer, to receiver: NodeID, at instant: Instant
    ) -> PacketPool.Slot? {
        guard let slot = pool.take() else {
            if counted.contains(instant) { unasked += 1 }
            return nil
        }
        while flights.count < pool.capacity {
            flights.append(
                Flight(
                    sender: NodeID(0), receiver: NodeID(0), length: 0, countedBytes: 0,
                    isCounted: false))
        }
        let bytes = pool.bytes(of: slot)
        bytes.copyMemory(from: frame.baseAddress ?? UnsafeRawPointer(bytes), byteCount: frame.count)
        cl_access_hardware_address(
            accesses[receiver.position].address, bytes.assumingMemoryBound(to: UInt8.self))
        return slot
    }

    /// The same packet once more from that instant on, nil where there is no room for it.
    private func copy(of slot: PacketPool.Slot, at instant: Instant) -> PacketPool.Slot? {
        let flight = flights[Int(slot)]
        let frame = UnsafeRawBufferPointer(
            start: pool.bytes(of: slot), count: Int(flight.length))
        guard let copy = keep(frame, to: flight.receiver, at: instant) else { return nil }
        flights[Int(copy)] = flight
        flights[Int(copy)].isCounted = counted.contains(instant)
        return copy
    }

    /// A packet reaches the receiver's link when it is there: only where a packet's passage says
    /// nothing of the next one's, at once.
    private func reachReceiver(_ slot: PacketPool.Slot, at arrival: Instant) {
        if down[flights[Int(slot)].receiver.position].heedsOrder {
            deadlines.schedule(UInt64(slot), at: arrival)
        } else {
            passReceiver(slot, at: arrival)
        }
    }

    private func passReceiver(_ slot: PacketPool.Slot, at arrival: Instant) {
        let flight = flights[Int(slot)]
        let fate = down[flight.receiver.position].pass(Int(flight.countedBytes), at: arrival)
        guard let end = outcome(of: fate, on: flight.receiver, at: arrival) else {
            return close(slot, at: arrival)
        }
        flights[Int(slot)].isThrough = true
        if end.isTwice, let copy = copy(of: slot, at: arrival) {
            deadlines.schedule(UInt64(copy), at: end.at)
        }
        deadlines.schedule(UInt64(slot), at: end.at)
    }

    /// A packet's way ends at that instant: what began or ended in measurement alone is told apart.
    private func close(_ slot: PacketPool.Slot, at instant: Instant) {
        let flight = flights[Int(slot)]
        if flight.isCounted != counted.contains(instant) {
            let count: WritableKeyPath<LinkCounters, UInt64> =
                flight.isCounted ? \.underWayAfter : \.underWayBefore
            counters[flight.receiver.position][keyPath: count] += 1
        }
        flights[Int(slot)].isCounted = false
        pool.giveBack(slot)
    }

    /// What has become of the packets, those that are still on their way included.
    var countersByNow: [LinkCounters] {
        var counters = counters
        for flight in flights where flight.isCounted {
            counters[flight.receiver.position].underWayAfter += 1
        }
        return counters
    }

    /// A deadline has come: the receiver's link, or the receiver.
    private func move(_ due: (number: UInt64, at: Instant)) {
        let slot = PacketPool.Slot(due.number)
        if flights[Int(slot)].isThrough {
            leaving.append(Leaving(slot: slot, due: due.at))
        } else {
            passReceiver(slot, at: due.at)
        }
    }

    /// Hands the batch to the receivers, but for what a cut has caught on its way.
    private func send() {
        guard !leaving.isEmpty else { return }
        let now = Monotonic.now()
        var count = 0
        for packet in leaving {
            let flight = flights[Int(packet.slot)]
            guard conditions?.isOpen(from: flight.sender, to: flight.receiver) ?? true else {
                self.count(now, on: flight.receiver) { $0.cut += 1 }
                bins.dropped(at: now)
                continue
            }
            let bytes = pool.bytes(of: packet.slot)
            frames[count] = cl_packet(
                bytes: bytes.assumingMemoryBound(to: UInt8.self), length: UInt32(flight.length),
                hub_interface: accesses[flight.receiver.position].interface)
            count += 1
            let late = now - packet.due
            if counted.contains(now) { lateness.add(late) }
            self.count(now, on: flight.receiver) {
                $0.receivedPackets += 1
                $0.receivedBytes += UInt64(flight.countedBytes)
                $0.lateNanoseconds += UInt64(max(0, late))
                $0.lateMaximum = max($0.lateMaximum, UInt64(max(0, late)))
            }
            capture?.record(
                UnsafeRawBufferPointer(start: bytes, count: Int(flight.length)),
                of: flight.receiver, at: now, wallAhead: ring.wallAhead)
        }
        handOver(count)
        for packet in leaving { close(packet.slot, at: now) }
        leaving.removeAll(keepingCapacity: true)
    }

    /// A frame the kernel refuses, for want of memory, is dropped though nobody asked for it.
    private func handOver(_ count: Int) {
        var sent = 0
        while sent < count {
            let done = cl_packets_send(sender.raw, frames + sent, Int32(count - sent))
            if done > 0 {
                sent += Int(done)
            } else {
                if counted.contains(Monotonic.now()) { unasked += 1 }
                sent += 1
            }
        }
    }
}
