import Core
import Experiment
import Measurement
import Node
import Topology
import Workload

/// The memory that a trial's samples take, in the nodes' mapped files and in this process, which
/// reads them all to evaluate the trial.
package struct SampleMemory: Equatable, Sendable {
    /// Records of the trial that has the most.
    package let records: Int

    /// What this process needs for each record when it evaluates a trial, measured on trials of 0.1 to
    /// 5 million operations.
    private static let evaluationBytesPerRecord = 450

    package init(_ trials: [TrialPlan]) {
        records = trials.map(\.expectedOperations).max() ?? 0
    }

    init(records: Int) {
        self.records = records
    }

    /// Sample files of one trial.
    package var fileBytes: Int { records * SampleRecord.byteCount }

    /// Sample files and what evaluates them.
    package var bytes: Int {
        records * (SampleRecord.byteCount + Self.evaluationBytesPerRecord)
    }

    /// Whether it stays within half of the memory that is to be had, so that nothing is ever swapped.
    ///
    /// - Throws: `HostError.tooLittleMemory`.
    package func check(on host: HostFacts) throws(HostError) {
        let offers = [host.memory.available, host.group.memoryBytes.map { Int64($0.value) }]
        guard let available = offers.compactMap({ $0 }).min() else { return }
        let limit = Int(available / 2)
        guard bytes > limit else { return }
        throw .tooLittleMemory(
            neededBytes: bytes, limitBytes: limit,
            largestRecords: limit / (SampleRecord.byteCount + Self.evaluationBytesPerRecord))
    }
}

extension TrialPlan {
    /// Operations of all participants, warm-up included: of an open loop on average, of a closed one at
    /// most.
    package var expectedOperations: Int {
        let seconds = (schedule.warmupNanoseconds + schedule.measureNanoseconds).inSeconds
        switch plan.workload.loop {
        case .open(let rate): return Int((rate * seconds).rounded(.up))
        case .closed: return Int((closedLoopRatePerSecond * seconds).rounded(.up))
        }
    }

    /// What this kind of node can issue on any host we know.
    private static let hostRatePerSecond = 100_000.0
    /// More than an experiment may ask for on virtual time.
    private static let virtualRatePerSecond = 1e9

    /// The most operations a second a closed loop can reach: what the participants' thinking, the links
    /// and the providers leave, and on real time the host.
    var closedLoopRatePerSecond: Double {
        let limit = isVirtual ? Self.virtualRatePerSecond : Self.hostRatePerSecond
        let loop = ClosedLoop(
            of: plan.workload, participants: setting.participants, in: topology,
            speed: settings.speed, workers: settings.serviceWorkers, network: network)
        // Drawn times may come out somewhat shorter than their means.
        return min(limit, 1.25 * (loop?.ratePerSecond ?? 0))
    }
}
