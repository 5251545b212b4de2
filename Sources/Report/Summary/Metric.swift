import Measurement

/// One line of the comparison: how to take it from a trial and how to print it.
struct Metric: Sendable {
    let title: String
    /// What the title cannot say in a line: shown in the HTML report only.
    let meaning: String
    let value: @Sendable (_ trials: CSVTable, _ row: Int) -> Double?
    let format: @Sendable (Double) -> Quantity
    /// What an empty value means in an arm that met a fault; elsewhere it is not applicable.
    var emptyAfterFault = "–"
    /// Whether only a fault can make it anything but 0.
    var isOfFaults = false
    /// Whether it says nothing where nobody wrote.
    var isOfWrites = false

    /// The median over the trials an arm is judged by, and its range; nil if none has a value.
    func summary(of arm: Arm, in trials: CSVTable) -> Summary? {
        Summary(arm.countedRows.compactMap { value(trials, $0) })
    }

    static func column(
        _ name: String
    ) -> @Sendable (CSVTable, Int) -> Double? {
        { trials, row in trials.double(row, name) }
    }

    /// A column's value for each operation that succeeded.
    private static func perOperation(
        _ name: String, scale: Double = 1
    ) -> @Sendable (CSVTable, Int) -> Double? {
        { trials, row in
            guard let total = trials.double(row, name), let ok = trials.double(row, "ok"), ok > 0
            else { return nil }
            return total / ok * scale
        }
    }

    private static let microseconds: @Sendable (Double) -> Quantity = {
        .duration(microseconds: $0)
    }
    static let seconds: @Sendable (Double) -> Quantity = { .duration(seconds: $0) }

    static let planned = Metric(
        title: "operations planned", meaning: "the same for every topology: one seed, one plan",
        value: column("planned"), format: Quantity.count)
    static let offered = Metric(
        title: "offered (op/s)", meaning: "planned operations per second of measurement",
        value: column("offered_per_s"), format: Quantity.rate)
    static let utilisation = Metric(
        title: "busiest provider's load",
        meaning: "work due at it, of what it can do (utilisation); from 100 % on its queue grows "
            + "for as long as the run lasts",
        value: column("utilisation"), format: Quantity.percent)
    static let throughput = Metric(
        title: "throughput (op/s)",
        meaning:
            "operations that succeeded, per second of measurement; with those that warm-up left "
            + "open it may be more than was offered",
        value: column("throughput_per_s"), format: Quantity.rate)
    static let responseMedian = Metric(
        title: "response p50",
        meaning: "half of all operations were answered this fast, from the moment intended",
        value: column("response_p50_us"), format: microseconds)
    static let responseMean = Metric(
        title: "response mean", meaning: "over all operations",
        value: column("response_mean_us"), format: microseconds)
    static let theoryMean = Metric(
        title: "theory's mean",
        meaning:
            "what a queueing law says of the mean response for the load this trial was offered, "
            + "where one is known (bound_s)",
        value: { trials, row in trials.double(row, "bound_s").map { $0 * 1e6 } },
        format: microseconds)
    static let theoryGap = Metric(
        title: "mean beyond theory's", meaning: "measured / theory's - 1 (gap_to_bound)",
        value: column("gap_to_bound"), format: Quantity.change)
    static let theoryNoise = Metric(
        title: "noise of the mean wait",
        meaning: "95 % of such trials lie this near the law's mean wait (bound_noise)",
        value: column("bound_noise"), format: Quantity.percent)
    static let responseTail = Metric(
        title: "response p99",
        meaning: "99 % of all operations; a failed one counts at no less than its timeout",
        value: column("response_p99_us"), format: microseconds)
    static let availability = Metric(
        title: "availability",
        meaning: "share that succeeded, of the operations whose own user stayed up",
        value: column("availability"), format: Quantity.percent)
    static let outageAvailability = Metric(
        title: "availability in outage",
        meaning: "the same, of the operations intended while a fault lasted (outage_availability)",
        value: column("outage_availability"), format: Quantity.percent)
    static let usersDown = Metric(
        title: "share of users down",
        meaning: "operations whose own user was stopped by the fault, of all planned "
            + "(node_down / planned); a closed loop plans nothing meanwhile, so it has none",
        value: { trials, row in
            guard trials[row, "loop"] != "closed", let down = trials.double(row, "node_down"),
                let planned = trials.double(row, "planned"), planned > 0
            else { return nil }
            return down / planned
        }, format: Quantity.percent, isOfFaults: true)
    static let writes = Metric(
        title: "acknowledged writes", meaning: "puts that were answered",
        value: column("acked_writes"), format: Quantity.count, isOfWrites: true)
    static let lostWrites = Metric(
        title: "lost writes (memory only)",
        meaning: "acknowledged, and on no living node afterwards; "
            + "every node keeps its data in memory only, in every topology",
        value: column("lost_writes"), format: Quantity.count, isOfWrites: true)
    static let lostKeys = Metric(
        title: "lost keys", meaning: "held by no living node after the drain (lost_keys)",
        value: column("lost_keys"), format: Quantity.count, isOfFaults: true)
    static let absentReads = Metric(
        title: "reads that found nothing", meaning: "answered, but no holder had the key any more",
        value: column("absent_reads"), format: Quantity.count, isOfFaults: true)
    static let busiestShare = Metric(
        title: "busiest node's share", meaning: "of all served operations",
        value: column("busiest_share"), format: Quantity.percent)
    static let nodes = Metric(
        title: "nodes", meaning: "processes, users' own included",
        value: column("nodes"), format: Quantity.count)
    static let connections = Metric(
        title: "connections", meaning: "established when measurement starts",
        value: column("connections"), format: Quantity.count)
    static let messages = Metric(
        title: "messages per ok op", meaning: "frames sent by all nodes for each success",
        value: perOperation("messages"), format: Quantity.mean)
    static let bytes = Metric(
        title: "bytes per ok op", meaning: "frame bytes sent by all nodes for each success",
        value: perOperation("bytes_sent"), format: Quantity.bytes)
    static let processorTime = Metric(
        title: "CPU per ok op", meaning: "CPU time of all nodes for each success",
        value: perOperation("cpu_s", scale: 1e6), format: microseconds)
    static let memory = Metric(
        title: "memory, all nodes", meaning: "the sum of the nodes' peaks",
        value: column("memory_peak_bytes"), format: Quantity.bytes)

    /// The least share of pairs that a trial's faults left connected; nil where none cut any off.
    static func connected(in results: ResultTables) -> Metric {
        var least: [String: Double] = [:]
        for row in 0..<results.faults.rowCount where !results.faults[row, "applied_s"].isEmpty {
            guard let share = results.faults.double(row, "connected_share") else { continue }
            let trial = results.faults[row, "trial"]
            least[trial] = min(share, least[trial] ?? 1)
        }
        let shares = least
        return Metric(
            title: "pairs still connected",
            meaning: "ordered pairs of linked nodes that reach each other under the fault; where "
                + "nodes pass on for each other, of all nodes left (connected_share in faults.csv)",
            value: { trials, row in shares[trials[row, "trial"]] }, format: Quantity.percent)
    }

    /// What became of these arms' faults, as experiments with faults ask.
    static func ofFaults(of arms: [Arm], in results: ResultTables) -> [Metric] {
        let first = FirstFault(of: arms, in: results)
        return [
            outageAvailability, lostKeys, connected(in: results), detected(first),
            recovered(first), lostWrites,
        ]
    }

    /// Every line of the table of these arms, in order.
    static func all(of arms: [Arm], in results: ResultTables) -> [Metric] {
        let first = FirstFault(of: arms, in: results)
        return [
            planned, offered, utilisation, throughput, responseMedian, responseTail, responseMean,
            theoryMean,
            availability, outageAvailability, absentReads, usersDown, connected(in: results),
            detected(first), recovered(first), lostKeys, writes,
            lostWrites, busiestShare, nodes, connections, messages, bytes, processorTime, memory,
        ]
    }
}
