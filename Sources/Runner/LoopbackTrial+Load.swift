import Core
import Faults
import Glibc
import Measurement
import NodeProcess
import Transport
import Workload

/// The load runs by itself; the runner only breaks and mends.
extension LoopbackTrial {
    private struct Blow {
        var step: FaultStep
        var fault: Int
    }

    /// Waits for the end of measurement, striking faults at their times.
    func runLoad() throws(TrialError) {
        fleet.phase = .load
        var blows: [Blow] = []
        for planned in trial.faults {
            faults.append(
                AppliedFault(
                    number: planned.number, action: planned.action, node: planned.node,
                    asked: planned.steps.first?.atNanoseconds ?? 0))
            blows += planned.steps.map { Blow(step: $0, fault: faults.count - 1) }
        }
        // A stable order: a kill and its start at one instant stay in that order.
        let ordered = blows.enumerated().sorted {
            ($0.element.step.atNanoseconds, $0.offset) < ($1.element.step.atNanoseconds, $1.offset)
        }
        for blow in ordered.map(\.element) where blow.step.atNanoseconds < loadNanoseconds {
            // An undoing keeps its distance from the blow, however late that fell.
            let late = faults[blow.fault].applied.map { $0 - faults[blow.fault].asked } ?? 0
            try wait(until: blow.step.atNanoseconds + late)
            guard moment < loadNanoseconds else { break }
            try strike(blow.step.stroke, fault: blow.fault)
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
        case (.kill, .running), (.kill, .frozen): try kill(node, fault: fault)
        case (.start, .gone): try start(node)
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

    private func start(_ node: NodeID) throws(TrialError) {
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

    /// Nodes that are on their way back do not wait for those that have gone meanwhile.
    private func excuseAbsent() throws(TrialError) {
        for index in fleet.entries.indices {
            let entry = fleet.entries[index]
            guard entry.isReturning, entry.hasDialed, entry.state == .running else { continue }
            try fleet.tell(NodeID(index), .dial(absent: fleet.absent))
        }
    }

    /// The node learns of its stop before it runs again, so that it makes nothing up for it.
    func thaw(_ node: NodeID) throws(TrialError) {
        let entry = fleet.entries[node.position]
        let path = environment.samplePath(of: node, start: entry.starts, in: trial)
        do throws(SampleFileError) {
            try AttachedSampleFile(attachingTo: path)
                .setStopWindow(from: entry.frozenAt, until: moment)
        } catch {
            throw .samples(error)
        }
        fleet.entries[node.position].state = .running
        entry.handle?.signal(SIGCONT)
    }

    /// Whether a node that was started again has something to be told.
    private var hasReturned: Bool {
        fleet.entries.contains {
            $0.isReturning && ($0.joinedAt != nil || ($0.isListening && !$0.hasDialed))
        }
    }

    /// Takes nodes that were started again back in: dial when they listen, load when they are joined.
    private func readmit() throws(TrialError) {
        for index in fleet.entries.indices {
            let entry = fleet.entries[index]
            guard entry.isReturning, entry.state == .running else { continue }
            if let joinedAt = entry.joinedAt {
                fleet.entries[index].isReturning = false
                faults.readmit(NodeID(index), at: joinedAt - measurementStart)
                try fleet.tell(
                    NodeID(index), .begin(measurementStart: measurementStart, from: joinedAt))
            } else if entry.isListening, !entry.hasDialed {
                fleet.entries[index].hasDialed = true
                try fleet.tell(NodeID(index), .dial(absent: fleet.absent))
            }
        }
    }
}
