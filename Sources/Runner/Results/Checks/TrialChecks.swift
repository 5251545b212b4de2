import Core
import Links
import Measurement
import Node
import Topology
import Workload

/// All checks of one trial; those that say nothing of its kind are left out.
struct TrialChecks {
    let outcome: Outcome
    let clocks: Clocks

    private var trial: TrialPlan { outcome.trial }
    private var window: Range<Nanoseconds> { 0..<trial.schedule.measureNanoseconds }

    var all: [Check] {
        let other = [littlesLaw, interactiveLaw, bytes, lindley].compactMap(\.self)
        return [statuses] + other + FaultInvariants(outcome: outcome).all
            + (LinkChecks(outcome)?.all ?? [])
    }

    /// Whether the instrument agrees with itself.
    var areIdentitiesKept: Bool { all.allSatisfy { $0.holds || !$0.isIdentity } }

    /// Every planned operation has one outcome: a record, or a reason for having none.
    private var statuses: Check {
        let recorded = outcome.record.nodes.reduce(0) { $0 + $1.samples.count }
        return Check(
            law: .statuses, measured: Double(recorded + outcome.unrecordedCount),
            expected: Double(outcome.operations.count), allowed: 0, isIdentity: true)
    }

    /// The mean number in flight = throughput x mean response, within 1 % and what the window's edges
    /// cut off (Little 1961).
    private var littlesLaw: Check? {
        let operations = outcome.operations.filter { $0.status != .nodeDown }.map {
            $0.intendedNanoseconds..<max($0.intendedNanoseconds, $0.doneNanoseconds)
        }
        guard !window.isEmpty else { return nil }
        let law = LittlesLaw(operations: operations, window: window)
        guard let edges = law.edgeShare else { return nil }
        return Check(
            law: .littlesLaw, measured: law.meanInFlight, expected: law.throughputTimesResponse,
            allowed: (0.01 + edges) * law.meanInFlight, isIdentity: true)
    }

    /// A closed loop's cycle = clients / throughput, within 1 % and what the window's edges cut off, of
    /// the participants that never stood still.
    ///
    /// Denning and Buzen 1978. Cycles that begin in the window fill it, but for what is open at its start
    /// and what reaches beyond its end: responses as they were, which may be much longer than the mean,
    /// and a mean thought of each client at either end. The rest is that not as many begin in it as end.
    /// After a failure a loop pauses longer than it thinks, so it is checked without.
    private var interactiveLaw: Check? {
        guard case .closed(let outstanding) = trial.plan.workload.loop else { return nil }
        let running = outcome.uninterruptedParticipants
        let operations = outcome.operations.filter { running.contains(Int($0.participant)) }
        let clients = outstanding * running.count
        let inside = operations.count { window.contains($0.doneNanoseconds) }
        guard operations.allSatisfy({ $0.status == .ok }), clients > 0, inside >= 10 * clients
        else { return nil }
        let measured = operations.filter { $0.phase == .measure }
        let seconds = trial.schedule.measureNanoseconds.inSeconds
        let law = InteractiveLaw(
            clients: clients, thinkSeconds: meanThinkSeconds(of: measured),
            throughputPerSecond: Double(inside) / seconds,
            responseSeconds: measured.reduce(0) {
                $0 + ($1.doneNanoseconds - $1.intendedNanoseconds).inSeconds
            } / Double(measured.count))
        let begun = Double(measured.count)
        let cutOff = secondsAtEdges(of: operations) + 2 * Double(clients) * law.thinkSeconds
        let allowed =
            (0.01 + abs(Double(inside) - begun) / begun) * law.cycleSeconds + cutOff / begun
        return Check(
            law: .interactiveLaw, measured: law.responseSeconds + law.thinkSeconds,
            expected: law.cycleSeconds, allowed: allowed, isIdentity: true)
    }

    /// Of what was open when the window begins, all that lies in it; of what was when it ends, the rest.
    private func secondsAtEdges(of operations: [OperationSample]) -> Double {
        operations.reduce(0) { sum, operation in
            let isFromBefore = operation.intendedNanoseconds < window.lowerBound
            let part =
                isFromBefore
                ? min(operation.doneNanoseconds, window.upperBound) - window.lowerBound
                : operation.doneNanoseconds - window.upperBound
            return sum + max(0, part).inSeconds
        }
    }

    /// What was drawn for these operations, by the plan.
    private func meanThinkSeconds(of operations: [OperationSample]) -> Double {
        guard !trial.plan.workload.thinkTime.isZero else { return 0 }
        var streams = (0..<trial.setting.participants).map { trial.plan.thinks(participant: $0) }
        var next = Array(repeating: UInt32(0), count: streams.count)
        var sum = 0.0
        // By participant and sequence, as the streams are.
        for operation in operations {
            let participant = Int(operation.participant)
            var think: Nanoseconds = 0
            while next[participant] <= operation.sequence {
                think = streams[participant].next()
                next[participant] += 1
            }
            sum += think.inSeconds
        }
        return sum / Double(operations.count)
    }

    /// Bytes sent = bytes received, but for what is under way at the edges of measurement: what is sent
    /// within the longest way before them, and what hosts hold of open operations.
    ///
    /// A fault loses some, and links of a rate hold some back for as long as it takes, so it is checked
    /// without. Of datagrams a host's sockets may lose some when they are full, which is no fault of the
    /// instrument's.
    private var bytes: Check? {
        guard outcome.record.faults.isEmpty, trial.network.deliversInTime else { return nil }
        let sent = outcome.record.nodes.reduce(0) { $0 + $1.counters.bytesSent }
        let received = outcome.record.nodes.reduce(0) { $0 + $1.counters.bytesReceived }
        let largestFrame = Frame.headBytes + trial.plan.workload.valueBytes
        let open = openAtEdges + trial.topology.members.count
        let underWay =
            sentShortly(before: window.lowerBound) + sentShortly(before: window.upperBound)
        return Check(
            law: .bytes, measured: Double(received), expected: Double(sent),
            allowed: 0.01 * Double(sent) + Double(4 * open * largestFrame) + Double(underWay),
            isIdentity: trial.transport.hasConnections)
    }

    /// Bytes that may be on their way at a moment, by whole bins.
    private func sentShortly(before moment: Nanoseconds) -> UInt64 {
        let longest = trial.network.longestDelayNanoseconds
        guard longest > 0 else { return 0 }
        let bins = trial.timeFrame.bin(at: moment - longest)...trial.timeFrame.bin(at: moment - 1)
        return outcome.record.nodes.reduce(0) { sum, node in
            node.bins.dropFirst(bins.lowerBound).prefix(bins.count).reduce(sum) {
                $0 + $1.bytesSent
            }
        }
    }

    private var openAtEdges: Int {
        outcome.operations.count { operation in
            let isOpen =
                operation
                .intendedNanoseconds...max(
                    operation.intendedNanoseconds, operation.doneNanoseconds)
            return isOpen.contains(window.lowerBound) || isOpen.contains(window.upperBound)
        }
    }

    /// Each answer against what arrivals and service times make of it: p99 of the excess, on virtual
    /// time nothing.
    private var lindley: Check? {
        guard let excess = LindleyOracle(outcome)?.excess.value(at: .p99) else { return nil }
        let lag = clocks.lag.value(at: .p99) ?? 0
        let isVirtual = outcome.record.nodes.allSatisfy { $0.cpuUserNanoseconds == nil }
        return Check(
            law: .lindley, measured: Double(excess) / 1e3, expected: 0,
            allowed: isVirtual ? 0 : Double(lag) / 1e3 + 300, isIdentity: false)
    }
}
