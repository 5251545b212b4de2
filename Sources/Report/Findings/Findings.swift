import Measurement

/// What the numbers of one sweep point say, one plain sentence each; none where they say nothing.
struct Findings {
    let point: SweepPoint
    let results: ResultTables

    /// In the order in which a reader needs them: trust first, then the fault, then the costs.
    var sentences: [String] {
        let drawn = Drawn.choose(point, results: results)
        let trust: [String?] = point.arms.map(disbelief)
        let faults: [String?] = drawn.map { FaultFinding(drawn: $0, results: results).sentence }
        let effects = [HoldingFinding(drawn: drawn, results: results).sentence, noticing, recovery]
        let overload = point.arms.map { OverloadFinding($0, in: results)?.sentence }
        let times: [String?] = [absences, response, tail, weightless] + apart.sentences
        let work = [LoadFinding(drawn: drawn, results: results).sentence, writes, costs]
        let sentences = [trust, faults, laws(drawn), effects, [throughput], overload, times, work]
        return sentences.flatMap { $0.compactMap(\.self) }
    }

    /// What theory says of the faults, beside what became of them.
    private func laws(_ drawn: [Drawn]) -> [String?] {
        point.arms.map { KeyLossFinding(arm: $0, results: results).sentence }
            + point.arms.map { OverlayFinding(arm: $0, results: results).sentence }
            + drawn.map { PartitionFinding(drawn: $0, results: results).sentence }
    }

    /// An arm without a valid trial is shown all the same, so the first sentence disowns it.
    private func disbelief(_ arm: Arm) -> String? {
        guard !arm.isBelievable else { return nil }
        let reasons = Fidelity.reasons(of: arm, in: results.trials)
        let trials = arm.rows.count == 1 ? "its only trial is" : "all its trials are"
        return "The numbers of \(arm.name) are not to be believed: "
            + "\(trials) invalid (\(reasons.joined(separator: "; ")))."
    }

    private var throughput: String? {
        let parts = point.arms.compactMap { arm -> String? in
            guard let done = Metric.throughput.summary(of: arm, in: results.trials),
                let offered = Metric.offered.summary(of: arm, in: results.trials)
            else { return nil }
            let number = Quantity.rate(offered.median).number
            // Answers to operations of warm-up count too, so that there may be more than were offered.
            return done.median >= offered.median
                ? "\(arm.name) completed as many (\(number))"
                : "\(arm.name) completed \(Quantity.rate(done.median).number) of \(number)"
        }
        guard !parts.isEmpty else { return nil }
        return "Of the operations offered per second, \(Prose.list(parts))."
    }

    /// An answer that there is nothing counts as answered, so availability alone would hide what a
    /// restarted node has lost.
    private var absences: String? {
        let parts = point.arms.compactMap { arm -> String? in
            let trials = results.trials
            let shares = arm.countedRows.compactMap { row -> (absent: Double, rest: Double)? in
                guard let absent = Metric.absentReads.value(trials, row),
                    let ok = trials.double(row, "ok"), let planned = trials.double(row, "planned"),
                    let down = trials.double(row, "node_down"), planned > down
                else { return nil }
                return (absent / (planned - down), (ok - absent) / (planned - down))
            }
            guard let absent = Summary(shares.map(\.absent))?.median, absent >= 0.001,
                let rest = Summary(shares.map(\.rest))?.median
            else { return nil }
            return "\(Quantity.percent(absent).text) of the operations in \(arm.name) "
                + "(availability without them: \(Quantity.percent(rest).text))"
        }
        guard !parts.isEmpty else { return nil }
        return "Reads that found nothing, as a node that is started again is empty, count as "
            + "answered: \(Prose.list(parts))."
    }

    private var apart: ApartFinding { ApartFinding(point: point, results: results) }

    private var response: String? {
        Contrast(.responseMedian, point: point, trials: results.trials)
            .sentence("The median response (p50)", saysDistance: !apart.isPossible)
    }

    /// In virtual time an answer takes what delays and service times say, and nothing else.
    private var weightless: String? {
        let rows = point.arms.flatMap(\.countedRows)
        guard !rows.isEmpty,
            rows.allSatisfy({
                results.trials[$0, "tier"] == "simulated"
                    && results.trials.double($0, "response_p50_us") == 0
            })
        else { return nil }
        return
            "Half of the responses take no time, as virtual time charges nothing for processing: "
            + "only with a link delay (network.link.delay_ms) or a service time "
            + "(workload.service_time_us) do response times mean anything here."
    }

    private var tail: String? {
        let failing = point.arms.compactMap { arm -> String? in
            let shares = arm.countedRows.compactMap { failedShare($0) }
            guard let share = Summary(shares)?.median, share > 0.01 else { return nil }
            return "\(Quantity.percent(share).text) in \(arm.name)"
        }
        let aside =
            failing.isEmpty
            ? ""
            : " (a failed operation counts at no less than its timeout, and "
                + "\(Prose.list(failing)) failed)"
        return Contrast(.responseTail, point: point, trials: results.trials)
            .sentence(
                "The 99th percentile of responses (p99)", aside: aside,
                saysDistance: !apart.isPossible)
    }

    private func failedShare(_ row: Int) -> Double? {
        let trials = results.trials
        guard let failed = trials.double(row, "failed"),
            let planned = trials.double(row, "planned"), let down = trials.double(row, "node_down"),
            planned > down
        else { return nil }
        return failed / (planned - down)
    }

    private var writes: String? {
        let parts = point.arms.compactMap { arm -> (lost: Double, text: String)? in
            guard let lost = Metric.lostWrites.summary(of: arm, in: results.trials),
                let written = Metric.writes.summary(of: arm, in: results.trials),
                written.median > 0
            else { return nil }
            let text =
                "\(arm.name) lost \(NumberText.integer(lost.median)) of "
                + NumberText.integer(written.median)
            return (lost.values.max() ?? 0, text)
        }
        guard !parts.isEmpty else { return nil }
        if parts.allSatisfy({ $0.lost == 0 }) {
            return "No acknowledged write was lost, although data is kept in memory only."
        }
        return "Data is kept in memory only: of the acknowledged writes, "
            + "\(Prose.list(parts.map(\.text)))."
    }

    private var costs: String? {
        let parts = point.arms.compactMap { arm -> String? in
            func text(_ metric: Metric, _ noun: String) -> String? {
                metric.summary(of: arm, in: results.trials)
                    .map { "\(metric.format($0.median).text) \(noun)" }
            }
            let costs = [
                text(.messages, "messages"), text(.bytes, "on the wire"),
                text(.processorTime, "of CPU"),
            ].compactMap(\.self)
            guard !costs.isEmpty else { return nil }
            return "\(Prose.list(costs)) in \(arm.name)"
        }
        guard !parts.isEmpty else { return nil }
        return "Each successful operation cost \(parts.joined(separator: "; "))."
    }
}
