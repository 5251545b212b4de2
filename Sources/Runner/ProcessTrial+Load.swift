import Core
import Faults
import Glibc
import Measurement
import NodeProcess
import Topology
import Transport
import Workload

/// The load runs by itself; the runner only breaks and mends.
extension ProcessTrial {
    private struct Blow {
        var step: FaultStep
        var fault: Int
    }

    /// Waits for the end of measurement, striking faults at their times.
    func runLoad() throws(TrialError) {
        fleet.phase = .load
        toldWays = trial.topology.members.map { _ in [] }
        var blows: [Blow] = []
        for planned in trial.faults {
            faults.append(
                AppliedFault(
                    number: planned.number, action: planned.action, node: planned.node,
                    stopsNode: planned.stopsNode, cutFrom: planned.cutFrom,
                    asked: planned.steps.first?.atNanoseconds ?? 0))
            blows += planned.steps.map { Blow(step: $0, fault: faults.count - 1) }
        }
        // A stable order: a kill and its start at one instant stay in that order.
        let ordered = blows.enumerated().sorted {
            ($0.element.step.atNanoseconds, $0.offset) < ($1.element.step.atNanoseconds, $1.offset)
        }.map(\.element)
        for (index, blow) in ordered.enumerated() where blow.step.atNanoseconds < loadNanoseconds {
            // An undoing keeps its distance from the blow, however late that fell.
            let late = faults[blow.fault].applied.map { $0 - faults[blow.fault].asked } ?? 0
            try wait(until: blow.step.atNanoseconds + late)
            guard moment < loadNanoseconds else { break }
            try strike(blow.step.stroke, fault: blow.fault)
            // Nodes are told of what falls at one instant together: a partition is one event.
            let next = index + 1 < ordered.count ? ordered[index + 1].step.atNanoseconds : .max
            if next > blow.step.atNanoseconds { try tellWays() }
        }
        try wait(until: loadNanoseconds)
    }

    private var loadNanoseconds: Nanoseconds { trial.schedule.measureNanoseconds }

    /// Lets the load run, looking after nodes that have been started again.
    private func wait(until end: Nanoseconds) throws(TrialError) {
        let deadline = measurementStart + end
        while Monotonic.now() < deadline {
            progress(moment, recordings.reduce(0) { $0 + $1.count })
            let next = min(deadline, Monotonic.now() + .milliseconds(100))
            try fleet.turn(until: next) { self.hasReturned }
            try readmit()
        }
    }

    private func strike(_ stroke: Stroke, fault: Int) throws(TrialError) {
        let node = faults[fault].node
        switch (stroke, fleet.entries[node.position].state) {
        case (.kill, .running), (.kill, .frozen), (.kill, .leaving): try kill(node, fault: fault)
        case (.start, .leaving):
            // Whom it still waits for cannot hold up its return.
            fleet.entries[node.position].handle?.signal(SIGKILL)
            fleet.entries[node.position].state = .gone
            try start(node, fault: fault)
        case (.start, .gone): try start(node, fault: fault)
        case (.leave, .running): try leave(node, fault: fault)
        case (.impair(let impairment), _):
            faults[fault].applied = moment
            conditions.impair(node, by: impairment, fault: fault)
            try tellSlowness(of: node)
        case (.relieve, _):
            faults[fault].healed = moment
            faults[fault].ready = moment
            conditions.relieve(fault: fault)
            try tellSlowness(of: node)
        case (.freeze, .running): try freeze(node, fault: fault)
        case (.thaw, .frozen):
            faults.heal(node, at: moment)
            try thaw(node)
            if !fleet.entries[node.position].isReturning { faults.readmit(node, at: moment) }
        default: break
        }
    }

    private var moment: Nanoseconds { Monotonic.now() - measurementStart }

    private func kill(_ node: NodeID, fault: Int) throws(TrialError) {
        guard let handle = fleet.entries[node.position].handle else { return }
        faults[fault].applied = moment
        fleet.entries[node.position].state = .gone
        handle.signal(SIGKILL)
        try excuseAbsent()
    }

    private func leave(_ node: NodeID, fault: Int) throws(TrialError) {
        faults[fault].applied = moment
        try fleet.tell(node, .leave)
        fleet.entries[node.position].state = .leaving
        try excuseAbsent()
    }

    private func start(_ node: NodeID, fault: Int) throws(TrialError) {
        if fleet.entries[node.position].absentUntil == .max { faults[fault].applied = moment }
        faults.heal(node, at: moment)
        fleet.reap(node)
        try fleet.spawn(node, measurementStart: measurementStart)
        fleet.entries[node.position].isReturning = true
    }

    private func freeze(_ node: NodeID, fault: Int) throws(TrialError) {
        faults[fault].applied = moment
        fleet.entries[node.position].state = .frozen
        fleet.entries[node.position].frozenAt = moment
        fleet.entries[node.position].handle?.signal(SIGSTOP)
        try excuseAbsent()
    }

    /// A node that runs is told how slow it is to be, where that has changed.
    private func tellSlowness(of node: NodeID) throws(TrialError) {
        let entry = fleet.entries[node.position]
        let slowness = conditions.slowness(of: node)
        guard entry.state != .gone, entry.slowness != slowness else { return }
        fleet.entries[node.position].slowness = slowness
        try fleet.tell(node, .slow(factor: slowness))
    }

    /// Every node that runs is told which ways to it are not clear, where that has changed.
    private func tellWays() throws(TrialError) {
        var haveChanged = false
        for index in fleet.entries.indices where fleet.entries[index].state != .gone {
            let ways = impairedWays(to: NodeID(index))
            guard ways != toldWays[index] else { continue }
            toldWays[index] = ways
            haveChanged = true
            // Where there is a network between the nodes, it does the cutting.
            if fleet.network == nil { try fleet.tell(NodeID(index), .ways(ways)) }
        }
        if haveChanged { try fleet.setWays(conditions) }
        try excuseAbsent()
    }

    private func impairedWays(to receiver: NodeID) -> [ImpairedWay] {
        guard !conditions.areClear else { return [] }
        return fleet.entries.indices.compactMap { index in
            let sender = NodeID(index)
            guard sender != receiver else { return nil }
            let condition = conditions.path(from: sender, to: receiver)
            let isDialCut = conditions.isCut(between: sender, and: receiver)
            guard condition != .clear || isDialCut else { return nil }
            return ImpairedWay(from: sender, condition, isDialCut: isDialCut)
        }
    }

    /// Those a node on its way back does not wait for: gone, or cut off from it.
    private func absent(for node: NodeID) -> [NodeID] {
        fleet.absent + toldWays[node.position].filter(\.isDialCut).map(\.sender)
    }

    /// Nodes that are on their way back do not wait for those that have gone meanwhile.
    private func excuseAbsent() throws(TrialError) {
        for index in fleet.entries.indices {
            let entry = fleet.entries[index]
            guard entry.isReturning, entry.hasDialed, entry.state == .running else { continue }
            try fleet.tell(NodeID(index), .dial(absent: absent(for: NodeID(index))))
        }
    }

    /// The node learns of its stop before it runs again, so that it makes nothing up for it.
    func thaw(_ node: NodeID) throws(TrialError) {
        // One that has not listened yet may have no file either, and has nothing to make up.
        if fleet.entries[node.position].isListening { try tellStop(of: node) }
        fleet.entries[node.position].state = .running
        fleet.entries[node.position].thawedAt = Monotonic.now()
        fleet.entries[node.position].handle?.signal(SIGCONT)
    }

    private func tellStop(of node: NodeID) throws(TrialError) {
        let entry = fleet.entries[node.position]
        let path = environment.samplePath(of: node, start: entry.starts, in: trial)
        do throws(SampleFileError) {
            try AttachedSampleFile(attachingTo: path)
                .setStopWindow(from: entry.frozenAt, until: moment)
        } catch {
            throw .samples(error)
        }
    }

    /// Whether a node that was started again, and does not stand still, has something to be told.
    private var hasReturned: Bool {
        fleet.entries.contains {
            $0.isReturning && $0.state == .running
                && ($0.joinedAt != nil || ($0.isListening && !$0.hasDialed))
        }
    }

    /// Takes nodes that were started again back in: dial when they listen, load when they are joined.
    private func readmit() throws(TrialError) {
        for index in fleet.entries.indices {
            let entry = fleet.entries[index]
            guard entry.isReturning, entry.state == .running else { continue }
            if let joined = entry.joinedAt {
                // One that stood still before it was told to begin does so when it goes on.
                let joinedAt = max(joined, entry.thawedAt)
                fleet.entries[index].isReturning = false
                faults.readmit(NodeID(index), at: joinedAt - measurementStart)
                if entry.absentUntil == .max {
                    fleet.entries[index].absentUntil = joinedAt - measurementStart
                }
                try fleet.tell(
                    NodeID(index), .begin(measurementStart: measurementStart, from: joinedAt))
            } else if entry.isListening, !entry.hasDialed {
                fleet.entries[index].hasDialed = true
                faults.noteListening(NodeID(index), at: moment)
                try tellSlowness(of: NodeID(index))
                toldWays[index] = []
                try tellWays()
                try fleet.tell(NodeID(index), .dial(absent: absent(for: NodeID(index))))
            }
        }
    }
}
