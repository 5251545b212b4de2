import Core
import Faults
import Glibc
import Links
import Measurement
import NodeProcess
import Topology
import Transport
import Workload

/// The phases before and after the load.
extension ProcessTrial {
    /// Every node's process runs and listens.
    func spawn() throws(TrialError) {
        fleet.phase = .spawn
        for id in trial.topology.members.indices.map({ NodeID($0) })
        where !trial.joining.contains(id) {
            try fleet.spawn(id)
        }
        try fleet.awaitAll(.spawn, limit: timeForAll) { $0.isListening }
    }

    /// Every node is connected to all its neighbours.
    func join() throws(TrialError) {
        fleet.phase = .join
        try fleet.tellAll(.dial(absent: fleet.absent))
        do throws(TrialError) {
            try fleet.awaitAll(.join, limit: timeForAll + timeOnLinks) { $0.joinedAt != nil }
        } catch .timeLimit(_, let seconds, let missing) where !trial.network.isClear {
            throw .unconnected(seconds: seconds, missing: missing)
        }
    }

    /// Every node knows the common instant at which measurement starts.
    func begin() throws(TrialError) {
        fleet.phase = .load
        let nodeCount = Int64(trial.topology.members.count)
        let lead = .milliseconds(100) + nodeCount * .milliseconds(1)
        measurementStart = Monotonic.now() + lead + trial.schedule.warmupNanoseconds
        recordings = trial.topology.members.indices.compactMap { index in
            try? AttachedSampleFile(
                attachingTo: environment.samplePath(of: NodeID(index), start: 1, in: trial))
        }
        try fleet.beginNetwork(measurementStart: measurementStart)
        try fleet.tellAll(
            .begin(measurementStart: measurementStart, from: Instant(nanoseconds: .min)))
    }

    /// Load has stopped; only what is open is waited for.
    func drain() throws(TrialError) {
        fleet.phase = .drain
        let limit = Monotonic.now() + trial.schedule.drainNanoseconds
        try fleet.turn(until: limit) {
            self.fleet.entries.allSatisfy { $0.state != .running || $0.hasDrained }
        }
    }

    /// What all nodes recorded, and what the living hold.
    func collect() throws(TrialError) -> TrialRecord {
        // Who still stands still has lost nothing: it is asked like the others.
        for index in fleet.entries.indices where fleet.entries[index].state == .frozen {
            try thaw(NodeID(index))
        }
        try fleet.tellAll(.finish)
        try fleet.awaitAll(.collect, limit: timeForAll) { $0.hasFinished }
        let network = try fleet.networkRecord()
        let stored = fleet.entries.map { $0.state == .running ? $0.stored : nil }
        let livingMemory = fleet.entries.map { entry in
            entry.handle.flatMap { try? ProcessUsage.memoryPeakBytes(of: $0.pid) }
        }
        let waits = fleet.entries.map { entry in
            entry.handle.flatMap { ProcessUsage.waits(of: $0.pid) }
        }
        for index in fleet.entries.indices where fleet.entries[index].state == .gone {
            fleet.reap(NodeID(index))
        }
        fleet.destroy()
        var record = TrialRecord(nodes: [])
        for index in fleet.entries.indices {
            var node = try readRecordings(of: NodeID(index))
            node.stored = stored[index]
            node.waits = waits[index]
            node.memoryPeakBytes = [node.memoryPeakBytes, livingMemory[index]]
                .compactMap { $0 }.max()
            record.nodes.append(node)
        }
        record.faults = faults
        record.network = network
        return record
    }

    /// Generous: what 10,000 nodes would need on a busy host.
    private var timeForAll: Nanoseconds {
        .seconds(10) + Int64(trial.topology.members.count) * .milliseconds(50)
    }

    /// Connecting takes two round trips of links; room for both to be repeated.
    private var timeOnLinks: Nanoseconds { 8 * trial.network.longestDelayNanoseconds }

    private func readRecordings(of node: NodeID) throws(TrialError) -> NodeRecord {
        let entry = fleet.entries[node.position]
        var record = NodeRecord()
        record.starts = entry.starts
        record.absentUntil = entry.absentUntil
        guard entry.starts > 0 else { return record }
        var user: Nanoseconds = 0
        var system: Nanoseconds = 0
        for start in 1...entry.starts {
            // A process killed in mid-measurement is asked no more: its parent knows what it took.
            let end = start <= entry.ends.count ? entry.ends[start - 1] : nil
            let recording: Recording
            do throws(SampleFileError) {
                recording = try SampleFile.read(
                    environment.samplePath(of: node, start: start, in: trial))
            } catch {
                // Killed before its file was made: it has recorded nothing.
                if end != nil { continue }
                throw .samples(error)
            }
            record.add(recording)
            let counters = recording.counters
            user +=
                (end?.userNanoseconds ?? Nanoseconds(counters.cpuUserNowNanoseconds))
                - Nanoseconds(counters.cpuUserAtStartNanoseconds)
            system +=
                (end?.systemNanoseconds ?? Nanoseconds(counters.cpuSystemNowNanoseconds))
                - Nanoseconds(counters.cpuSystemAtStartNanoseconds)
        }
        record.cpuUserNanoseconds = max(0, user)
        record.cpuSystemNanoseconds = max(0, system)
        return record
    }
}

extension NodeRecord {
    /// Adds what one start of the node recorded to what earlier ones did.
    fileprivate mutating func add(_ recording: Recording) {
        samples += recording.samples
        notices += recording.notices
        traces += recording.traces
        counters.add(recording.counters)
        if bins.isEmpty { bins = recording.bins } else { bins.add(recording.bins) }
        memoryPeakBytes = max(memoryPeakBytes ?? 0, recording.counters.memoryPeakBytes)
    }
}

extension [TrafficBin] {
    fileprivate mutating func add(_ other: [TrafficBin]) {
        for index in indices where index < other.count {
            self[index].messages += other[index].messages
            self[index].bytesSent += other[index].bytesSent
        }
    }
}

extension Counters {
    fileprivate mutating func add(_ other: Counters) {
        messages += other.messages
        operationsBegun += other.operationsBegun
        backgroundMessages += other.backgroundMessages
        bytesSent += other.bytesSent
        bytesReceived += other.bytesReceived
        connectionsAtStart += other.connectionsAtStart
        connectionsOpened += other.connectionsOpened
        framesRejected += other.framesRejected
        strangersRefused += other.strangersRefused
        queueFull += other.queueFull
        datagramsDropped += other.datagramsDropped
        worstTickNanoseconds = max(worstTickNanoseconds, other.worstTickNanoseconds)
    }
}
