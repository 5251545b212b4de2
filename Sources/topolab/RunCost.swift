import Core
import Experiment
import Measurement
import Runner
import Topology
import Workload

/// What a run will take, as far as it can be told beforehand.
struct RunCost {
    private let trials: [TrialPlan]
    private let tier: Network.Tier

    init(_ trials: [TrialPlan], tier: Network.Tier) {
        self.trials = trials
        self.tier = tier
    }

    var nodes: String { perArm { $0.topology.members.count } }

    /// Messages per second of failure detection while everybody answers.
    var detection: String {
        perArm(unit: " messages/s") { Int($0.detectionMessagesPerSecond.rounded(.up)) }
    }

    /// A number of each arm: `17 in client-server, 16 in mesh`.
    private func perArm(unit: String = "", _ number: (TrialPlan) -> Int) -> String {
        var labels: [String] = []
        for trial in trials where !labels.contains(trial.label) { labels.append(trial.label) }
        let counts = labels.map { label in
            let counts = trials.filter { $0.label == label }.map(number)
            let (least, most) = (counts.min() ?? 0, counts.max() ?? 0)
            let range =
                least == most
                ? Self.grouped(most) : "\(Self.grouped(least)) to \(Self.grouped(most))"
            return range + unit + " in \(label)"
        }
        return counts.joined(separator: ", ")
    }

    var load: String {
        guard let plan = trials.first?.plan else { return "none" }
        switch plan.workload.loop {
        case .open where plan.workload.trace != nil:
            return
                "a trace of \(Self.grouped(operationsPerTrial)) operations per trial with warm-up"
        case .open(let rate):
            return "open loop, \(Self.grouped(Int(rate))) operations/s in all, "
                + "about \(Self.grouped(operationsPerTrial)) per trial with warm-up"
        case .closed(let outstanding):
            let think = plan.workload.thinkTime.meanNanoseconds / 1e6
            return "closed loop, \(outstanding) outstanding per participant"
                + (think > 0 ? ", thinking \(think) ms" : "")
        }
    }

    /// Seconds on the clock; simulated time costs what the host's processor needs for it.
    var time: String {
        guard tier != .simulated else { return "no waiting: virtual time" }
        let seconds = secondsInAll
        return seconds < 120 ? "about \(seconds) s" : "about \((seconds + 59) / 60) min"
    }

    var memory: String {
        let memory = SampleMemory(trials)
        return "\(Self.megabytes(memory.bytes)) MB for the samples of the largest trial, "
            + "\(Self.megabytes(memory.fileBytes)) MB of them files in the result folder"
            + (tier == .simulated ? "" : "; node processes, some 10 MB each, come on top")
    }

    /// Time a run takes on real processes, in seconds.
    var secondsInAll: Int {
        let perTrial = trials.map { trial in
            let schedule = trial.schedule
            return (schedule.warmupNanoseconds + schedule.measureNanoseconds).inSeconds + 1
        }
        return Int(perTrial.reduce(0, +).rounded(.up))
    }

    private var operationsPerTrial: Int { trials.first?.expectedOperations ?? 0 }

    private static func megabytes(_ bytes: Int) -> Int { (bytes + 999_999) / 1_000_000 }

    private static func grouped(_ number: Int) -> String {
        var text = ""
        for (index, digit) in String(number).reversed().enumerated() {
            if index > 0, index % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return String(text.reversed())
    }
}
