import Core
import Links
import Measurement
import Node
import Topology
import Workload

/// A trial's row in trials.csv.
struct TrialRow {
    let outcome: Outcome
    let clocks: Clocks
    let checks: TrialChecks
    let verdict: Verdict
    let context: RunContext
    private let measured: [OperationSample]

    init(_ outcome: Outcome, in context: RunContext) {
        self.outcome = outcome
        self.context = context
        measured = outcome.measured
        clocks = Clocks(measured, timeoutNanoseconds: outcome.trial.settings.timeoutNanoseconds)
        checks = TrialChecks(outcome: outcome, clocks: clocks)
        verdict = Verdict(
            outcome, clocks, areIdentitiesKept: checks.areIdentitiesKept,
            isDebugBuild: context.isSpoiltByBuild)
    }

    var row: Row {
        identity + levels + [measureLength] + counts + latencies + failures + costs + judgement
    }

    private var trial: TrialPlan { outcome.trial }

    private func count(_ status: Status) -> Int { measured.count { $0.status == status } }

    private var identity: Row {
        [
            ("trial", .count(trial.number)),
            ("experiment", .text(context.experiment)),
            ("topology", .text(trial.label)),
            ("tier", .text(context.tier)),
            ("workload", .text("request")),
            ("loop", .text(trial.plan.workload.isOpen ? "open" : "closed")),
            ("repetition", .count(trial.plan.repetition)),
            ("seed", .text("\(trial.plan.seed)")),
            ("plan_hash", .text(trial.planHash)),
            ("participants", .count(trial.setting.participants)),
            ("nodes", .count(trial.topology.members.count)),
        ]
    }

    private var levels: Row { trial.levels.map { ($0.path, .text($0.value)) } }

    private var measureLength: Row.Element {
        ("measure_s", .seconds(trial.schedule.measureNanoseconds))
    }

    private var counts: Row {
        let planned = measured.count
        let ok = count(.ok)
        let statuses: Row = Status.allCases.filter { $0 != .ok }
            .map { ($0.name, .count(count($0))) }
        return [
            ("planned", .count(planned)), ("ok", .count(ok)),
            ("failed", .count(planned - ok - count(.nodeDown))),
        ] + statuses + [
            ("absent_reads", .count(absentReads)),
            ("offered_per_s", perSecond(planned)),
            ("throughput_per_s", perSecond(completed)),
        ]
    }

    private var absentReads: Int {
        measured.count { $0.status == .ok && $0.kind == .get && $0.bytesIn == 0 }
    }

    /// Answers inside measurement, those to warm-up's operations included: else a system with slow
    /// answers would seem to complete less than it does.
    private var completed: Int {
        let end = trial.schedule.measureNanoseconds
        return outcome.operations.count {
            $0.status == .ok && $0.doneNanoseconds > 0 && $0.doneNanoseconds <= end
        }
    }

    private func perSecond(_ count: Int) -> CSVCell {
        let seconds = trial.schedule.measureNanoseconds.inSeconds
        return seconds > 0 ? .number(Double(count) / seconds) : .empty
    }

    private var latencies: Row {
        func at(_ percentile: Percentile, _ distribution: Distribution) -> CSVCell {
            .microseconds(distribution.value(at: percentile))
        }
        return [
            ("response_mean_us", .microseconds(clocks.response.mean.map { Nanoseconds($0) })),
            ("response_p50_us", at(.p50, clocks.response)),
            ("response_p90_us", at(.p90, clocks.response)),
            ("response_p99_us", at(.p99, clocks.response)),
            ("response_p999_us", at(.p999, clocks.response)),
            ("response_max_us", .microseconds(clocks.response.max)),
            ("response_ok_p50_us", at(.p50, clocks.responseOK)),
            ("response_ok_p99_us", at(.p99, clocks.responseOK)),
            ("service_p50_us", at(.p50, clocks.service)),
            ("service_p99_us", at(.p99, clocks.service)),
            ("lag_p50_us", at(.p50, clocks.lag)),
            ("lag_p99_us", at(.p99, clocks.lag)),
        ]
    }

    private var failures: Row {
        let first = outcome.record.faults.first.map { first in
            outcome.record.faults.filter { $0.number == first.number && $0.asked == first.asked }
        }
        let effects = (first ?? []).map { FaultEffect(of: $0, in: outcome) }
        let stores = StoresCompared(outcome)
        return [
            ("availability", Self.availability(measured)),
            ("outage_availability", outageAvailability),
            ("detect_s", .seconds(effects.compactMap(\.detectNanoseconds).min())),
            ("detect_all_s", .seconds(effects.compactMap(\.detectAllNanoseconds).max())),
            ("recover_s", .seconds(effects.first?.recoverNanoseconds)),
            ("acked_writes", .count(stores.ackedWrites)),
            ("lost_writes", .count(stores.lostWrites)),
            ("lost_keys", .count(stores.lostKeys)),
            ("stale_keys", .count(stores.staleKeys)),
            ("unknown_writes", .count(stores.unknownWrites)),
            ("unknown_applied", .count(stores.unknownApplied)),
        ]
    }

    private static func availability(_ operations: [OperationSample]) -> CSVCell {
        let ok = operations.count { $0.status == .ok }
        return .quotient(ok, operations.count { $0.status != .nodeDown })
    }

    /// Over operations intended between a fault applied and healed; empty without a fault.
    private var outageAvailability: CSVCell {
        let outages = outcome.record.faults.compactMap {
            $0.outage(until: trial.schedule.measureNanoseconds)
        }
        return Self.availability(
            measured.filter { operation in
                outages.contains { $0.contains(operation.intendedNanoseconds) }
            })
    }

    private var costs: Row {
        let served = ServedLoad(measured, nodeCount: trial.topology.members.count)
        let nodes = outcome.record.nodes
        func sum(_ counter: KeyPath<Counters, UInt64>) -> UInt64 {
            nodes.reduce(0) { $0 + $1.counters[keyPath: counter] }
        }
        return [
            ("hops_mean", hopsMean),
            ("messages", .count(sum(\.messages))),
            ("background_messages", .count(sum(\.backgroundMessages))),
            ("bytes_sent", .count(sum(\.bytesSent))),
            ("bytes_received", .count(sum(\.bytesReceived))),
            // Each connection is counted at both its ends.
            ("connections", .count(sum(\.connectionsAtStart) / 2)),
            ("connections_opened", .count(sum(\.connectionsOpened))),
            ("busiest_share", .number(served.busiestShare)),
            ("jain_served", .number(served.jain)),
            ("cpu_s", cpuSeconds),
            ("memory_peak_bytes", memoryPeak),
        ]
    }

    private var hopsMean: CSVCell {
        let answered = measured.filter { $0.status == .ok }
        return .quotient(answered.reduce(0) { $0 + Int($1.hops) }, answered.count)
    }

    /// What all limited uplinks can carry together.
    private var uplink: CSVCell {
        let rates = trial.network.links.compactMap(\.upBitsPerSecond)
        return rates.isEmpty ? .empty : .number(rates.reduce(0, +) / 1e6)
    }

    private var cpuSeconds: CSVCell {
        let times = outcome.record.nodes.compactMap { node -> Nanoseconds? in
            guard let user = node.cpuUserNanoseconds, let system = node.cpuSystemNanoseconds
            else { return nil }
            return user + system
        }
        return times.isEmpty ? .empty : .seconds(times.reduce(0, +))
    }

    private var memoryPeak: CSVCell {
        let peaks = outcome.record.nodes.compactMap(\.memoryPeakBytes)
        return peaks.isEmpty ? .empty : .count(peaks.reduce(0, +))
    }

    /// How well the emulated network held; empty where there was none.
    private var fidelity: Row {
        let fidelity = outcome.record.network?.fidelity
        return [
            ("link_late_p50_us", .microseconds(fidelity.map { Nanoseconds($0.lateP50) })),
            ("link_late_p99_us", .microseconds(fidelity.map { Nanoseconds($0.lateP99) })),
            ("link_unasked_drops", .integer(fidelity.map { Int($0.unasked) })),
            ("switch_cpu_s", fidelity.map { .seconds(Nanoseconds($0.cpuNanoseconds)) } ?? .empty),
        ]
    }

    private var judgement: Row {
        let prediction = Prediction(outcome)
        let measured = clocks.response.mean.map { $0 / 1e9 }
        var gap: Double?
        if let prediction, let measured { gap = measured / prediction.meanResponseSeconds - 1 }
        return [
            ("uplink_mbit_per_s", uplink), ("completion_s", .empty),
            ("bound_name", prediction.map { .text($0.name) } ?? .empty),
            ("bound_s", prediction.map { .number($0.meanResponseSeconds) } ?? .empty),
            ("gap_to_bound", gap.map { .number($0) } ?? .empty),
            ("bound_noise", prediction?.noise.map { .number($0) } ?? .empty),
            ("utilisation", OfferedLoad(outcome).map { .number($0.utilisation) } ?? .empty),
        ] + fidelity + [
            ("valid", .flag(verdict.isValid)),
            ("invalid_because", .text(verdict.reasons.joined(separator: ";"))),
        ]
    }
}

/// How the answered operations spread over the nodes that answered them.
struct ServedLoad {
    /// By node order.
    let counts: [Int]

    init(_ operations: [OperationSample], nodeCount: Int) {
        var counts = Array(repeating: 0, count: nodeCount)
        for operation in operations where operation.status == .ok && operation.servedBy >= 0 {
            counts[Int(operation.servedBy)] += 1
        }
        self.counts = counts
    }

    private var total: Int { counts.reduce(0, +) }

    var busiestShare: Double? {
        total == 0 ? nil : Double(counts.max() ?? 0) / Double(total)
    }

    /// Jain's index (Jain, Chiu and Hawe 1984): 1 when all serve alike, 1/n when one serves alone.
    var jain: Double? {
        guard total > 0 else { return nil }
        let squares = counts.reduce(0.0) { $0 + Double($1) * Double($1) }
        return Double(total) * Double(total) / (Double(counts.count) * squares)
    }
}
