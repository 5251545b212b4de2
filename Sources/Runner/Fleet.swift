import CLinux
import Core
import Glibc
import Measurement
import NodeProcess
import Topology
import Transport

/// All node processes of one trial, by node order, and what each is doing.
final class Fleet {
    enum State: Equatable {
        case running
        case frozen
        /// Told to leave, and not gone yet.
        case leaving
        /// Stopped by an asked fault, or not started yet.
        case gone
    }

    /// What is known of one node.
    struct Entry {
        var handle: NodeHandle?
        var state = State.gone
        var starts = 0
        /// Until when it had not come yet; nil when it was there from the start.
        var absentUntil: Nanoseconds?
        var isListening = false
        var joinedAt: Instant?
        var hasDrained = false
        var hasFinished = false
        var stored: [(key: Key, version: Version)] = []
        /// Processor time of its processes that have ended, by start.
        var ends: [ProcessEnd] = []
        var frozenAt: Nanoseconds = 0
        /// When it went on last.
        var thawedAt = Instant(nanoseconds: .min)
        /// Started again, and not yet taking part.
        var isReturning = false
        var hasDialed = false
        /// How slow it has been told to be.
        var slowness = 1.0
    }

    let trial: TrialPlan
    let environment: TrialEnvironment
    var entries: [Entry]
    var phase = TrialPhase.spawn
    /// What the nodes' own networks are made of; nil where they talk over the host's.
    var network: EmulatedNetwork?
    /// The processor a node is confined to; nil leaves it to the system.
    var processor: (NodeID) -> Int32? = { _ in nil }

    init(_ trial: TrialPlan, in environment: TrialEnvironment) {
        self.trial = trial
        self.environment = environment
        entries = trial.topology.members.map { _ in Entry() }
        for node in trial.joining { entries[node.position].absentUntil = .max }
    }

    deinit {
        destroy()
    }

    /// Ends every process that is left and waits until it is gone.
    func destroy() {
        for entry in entries { entry.handle?.signal(SIGKILL) }
        for entry in entries { entry.handle?.destroy() }
        network?.handle.destroy()
    }

    /// Starts a node's process and hands it its assignment; one that is started again in
    /// mid-trial is told when measurement started.
    func spawn(_ node: NodeID, measurementStart: Instant? = nil) throws(TrialError) {
        let index = node.position
        let name = trial.topology.members[index].name
        let start = entries[index].starts + 1
        let begun = begunBefore(start, node)
        do throws(SystemError) {
            let handle = try NodeHandle(
                name: name, executable: environment.nodeExecutable,
                arguments: NodeHandle.arguments(name) + (network?.arguments(for: node) ?? []),
                on: environment.loop)
            if let processor = processor(node) { Processors.pin(handle.pid, to: processor) }
            entries[index].handle = handle
            entries[index].starts = start
            entries[index].state = .running
            entries[index].isListening = false
            entries[index].joinedAt = nil
            entries[index].hasDrained = false
            entries[index].hasDialed = false
            entries[index].slowness = 1
        } catch {
            throw reason(error, name)
        }
        var assignment = environment.assignment(of: node, start: start, in: trial)
        assignment.firstSequence = begun
        assignment.measurementStart = measurementStart
        try tell(node, [Command.assign.line] + assignment.lines + ["."])
    }

    /// Why a node could not be started.
    private func reason(
        _ error: SystemError, _ name: String
    ) -> TrialError {
        guard error.code == EAGAIN else { return .spawn(node: name, error) }
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(__RLIMIT_NPROC.rawValue), &limit)
        return .tooFewProcesses(
            node: name, needed: entries.count,
            limit: limit.rlim_cur == .max ? nil : Int(clamping: limit.rlim_cur))
    }

    /// Operations a node's earlier processes have begun, as they themselves wrote down.
    private func begunBefore(_ start: Int, _ node: NodeID) -> Int {
        (1..<start).reduce(0) { begun, earlier in
            // One that was killed before it made its file has begun nothing.
            let file = try? AttachedSampleFile(
                attachingTo: environment.samplePath(of: node, start: earlier, in: trial))
            return begun + Int(file?.counters.operationsBegun ?? 0)
        }
    }

    /// Takes note of what a killed process used, and closes what led to it.
    func reap(_ node: NodeID) {
        guard let handle = entries[node.position].handle else { return }
        handle.destroy()
        if let end = handle.end { entries[node.position].ends.append(end) }
        entries[node.position].handle = nil
    }

    func tell(_ node: NodeID, _ command: Command) throws(TrialError) {
        try tell(node, [command.line])
    }

    private func tell(_ node: NodeID, _ lines: [String]) throws(TrialError) {
        guard let handle = entries[node.position].handle else { return }
        do throws(SystemError) {
            try handle.channel.send(lines)
        } catch {
            throw try lost(handle, text: error.message)
        }
    }

    func tellAll(_ command: Command) throws(TrialError) {
        for index in entries.indices where entries[index].state == .running {
            try tell(NodeID(index), command)
        }
    }

    /// Nodes that do not run now.
    var absent: [NodeID] {
        entries.indices.filter { entries[$0].state != .running }.map { NodeID($0) }
    }

    /// Waits until something holds of every running node.
    ///
    /// - Throws: `TrialError.timeLimit` naming the nodes of which it does not hold by then.
    func awaitAll(
        _ phase: TrialPhase, limit: Nanoseconds, _ holds: (Entry) -> Bool
    ) throws(TrialError) {
        self.phase = phase
        let deadline = Monotonic.now() + limit
        func isDone() -> Bool {
            entries.allSatisfy { $0.state != .running || holds($0) }
        }
        try turn(until: deadline, isDone)
        guard !isDone() else { return }
        let missing = entries.indices.filter {
            entries[$0].state == .running && !holds(entries[$0])
        }
        throw .timeLimit(
            phase, seconds: limit.inSeconds,
            missing: missing.map { trial.topology.members[$0].name })
    }

    /// Handles whatever comes until a time, or until something is the case.
    func turn(until deadline: Instant, _ isDone: () -> Bool = { false }) throws(TrialError) {
        repeat {
            try takeReports()
            if isDone() { return }
            if environment.interrupts.isRaised { throw .interrupted }
            do throws(SystemError) {
                try environment.loop.turn(until: deadline)
            } catch {
                throw .system(error)
            }
        } while Monotonic.now() < deadline
        try takeReports()
    }

    /// Why a node can be told nothing any more: one that dies loses its control channel a moment
    /// before it is gone, and its end says more.
    func lost(_ handle: NodeHandle, text: String) throws(TrialError) -> TrialError {
        let deadline = Monotonic.now() + .seconds(1)
        while handle.end == nil, Monotonic.now() < deadline {
            do throws(SystemError) {
                try environment.loop.turn(until: deadline)
            } catch {
                throw .system(error)
            }
        }
        return handle.end.map { died(handle, $0) }
            ?? .failed(node: handle.name, during: phase, text: text)
    }

    private func died(_ handle: NodeHandle, _ end: ProcessEnd) -> TrialError {
        // One signal may have ended both this run and its nodes.
        if environment.interrupts.look() { return .interrupted }
        if phase == .spawn, end.exitCode == 0 {
            return .noNode(path: environment.nodeExecutable, how: end.how)
        }
        return .died(node: handle.name, how: end.how, during: phase, lastWords: handle.lastWords)
    }

    /// What the switch has said; it is to live as long as the trial.
    private func takeNetworkReports() throws(TrialError) {
        guard let network else { return }
        while let line = network.handle.channel.nextLine() {
            if let text = network.take(line) {
                throw .refused(node: network.handle.name, during: phase, text: text)
            }
        }
        if let end = network.handle.end { throw died(network.handle, end) }
        if network.handle.channel.isClosed {
            throw try lost(network.handle, text: "it has closed its control channel")
        }
    }

    private func takeReports() throws(TrialError) {
        try takeNetworkReports()
        for index in entries.indices where entries[index].state != .gone {
            guard let handle = entries[index].handle else { continue }
            while let line = handle.channel.nextLine() { try take(line, from: index, handle) }
            guard entries[index].state != .gone else { continue }
            if let end = handle.end { throw died(handle, end) }
            if handle.channel.isClosed {
                throw try lost(handle, text: "it has closed its control channel")
            }
        }
    }

    private func take(_ line: String, from index: Int, _ handle: NodeHandle) throws(TrialError) {
        switch Report(line: line) {
        case .listening: entries[index].isListening = true
        case .joined(let at): entries[index].joinedAt = at
        case .drained: entries[index].hasDrained = true
        case .left: entries[index].state = .gone
        case .stored(let key, let version): entries[index].stored.append((key, version))
        case .finished: entries[index].hasFinished = true
        case .refused(let text): throw .refused(node: handle.name, during: phase, text: text)
        case .failed(let text): throw .failed(node: handle.name, during: phase, text: text)
        case nil: throw .failed(node: handle.name, during: phase, text: "it said '\(line)'")
        }
    }
}
