import Measurement

/// An arm that was asked for more than it can do: what it shows depends on how long that lasts.
struct OverloadFinding {
    private let arm: Arm
    private let evidence: Evidence

    private enum Evidence {
        /// The work due at the busiest provider is so many times what it can do.
        case known(Double, providers: Int)
        /// Operations completed and offered per second, fewer and fewer of them in time.
        case measured(Double, of: Double)
    }

    /// Nil for an arm that copes, as far as can be told.
    init?(_ arm: Arm, in results: ResultTables) {
        self.arm = arm
        let trials = results.trials
        if let load = Metric.utilisation.summary(of: arm, in: trials)?.median, load >= 1 {
            let trial = trials[arm.countedRows[0], "trial"]
            let serving = NodeLoad.all(in: results, trial: trial).count { $0.served > 0 }
            evidence = .known(load, providers: serving)
            return
        }
        guard arm.countedRows.allSatisfy({ Backlog(ofRow: $0, in: results).isGrowing }),
            let done = Metric.throughput.summary(of: arm, in: trials)?.median,
            let offered = Metric.offered.summary(of: arm, in: trials)?.median
        else { return nil }
        evidence = .measured(done, of: offered)
    }

    /// By how much: "1.80 times what its provider can serve".
    var amount: String {
        switch evidence {
        case .known(let load, let providers):
            "\(NumberText.significant(load)) times what its "
                + "\(providers > 1 ? "busiest provider" : "provider") can serve"
        case .measured(let done, let offered):
            "\(Quantity.rate(done).number) of \(Quantity.rate(offered).number) op/s, and ever "
                + "fewer in time"
        }
    }

    var sentence: String {
        switch evidence {
        case .known: "\(arm.name) was offered \(amount): \(Self.consequence)."
        case .measured: "\(arm.name) was overloaded (\(amount)): \(Self.consequence)."
        }
    }

    static let consequence =
        "the queue grows for as long as the run lasts, so its percentiles depend on measure_s"
}

/// Whether one trial falls further and further behind what is offered, by its first and last third.
private struct Backlog {
    private let isBehind: Bool
    private let thirds: [Third]

    private struct Third {
        /// Operations sent and not ended, on average.
        var inFlight: Double
        var failedShare: Double
    }

    /// Throughput below this share of offered is too little.
    private static let keptUpShare = 0.98
    /// Fewer rows of 100 ms than this tell nothing of a trend.
    private static let fewestRows = 9

    init(ofRow row: Int, in results: ResultTables) {
        let (trials, timeline) = (results.trials, results.timeline)
        let trial = trials[row, "trial"]
        // A fault explains missing answers by itself, and so do links that lose packets.
        let isStruck =
            !FaultEvent.all(in: results.faults, trial: trial).isEmpty
            || results.nodes.rows(ofTrial: trial).contains {
                (results.nodes.double($0, "link_loss_asked") ?? 0) > 0
            }
        let done = trials.double(row, "throughput_per_s") ?? .infinity
        isBehind = !isStruck && done < Self.keptUpShare * (trials.double(row, "offered_per_s") ?? 0)
        let rows = timeline.rows(ofTrial: trial).filter {
            (timeline.double($0, "start_s") ?? -1) >= 0
        }
        guard rows.count >= Self.fewestRows else {
            thirds = []
            return
        }
        let length = rows.count / 3
        thirds = [rows.prefix(length), rows.suffix(length)].map { rows in
            func sum(_ column: String) -> Double {
                rows.reduce(0) { $0 + (timeline.double($1, column) ?? 0) }
            }
            let planned = max(1, sum("planned"))
            return Third(
                inFlight: sum("in_flight") / Double(length), failedShare: sum("failed") / planned)
        }
    }

    /// Half as many again in flight, or one operation in twenty more that fails.
    var isGrowing: Bool {
        guard isBehind, let first = thirds.first, let last = thirds.last else { return false }
        return last.inFlight > 1.5 * max(1, first.inFlight)
            || last.failedShare > first.failedShare + 0.05
    }
}
