import Core
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

    /// The most operations a second a closed loop can reach: what this kind of node can issue on any
    /// host we know, what the participants' thinking leaves, and what the providers can serve.
    var closedLoopRatePerSecond: Double {
        var rates = [100_000.0]
        let service = plan.workload.serviceTime.meanNanoseconds / 1e9 / settings.speed
        if case .closed(let outstanding) = plan.workload.loop {
            let cycle = plan.workload.thinkTime.meanNanoseconds / 1e9 + service
            if cycle > 0 { rates.append(Double(outstanding * setting.participants) / cycle) }
        }
        if service > 0, settings.serviceWorkers > 0 {
            let providers = topology.members.count { $0.isProvider }
            rates.append(Double(providers * settings.serviceWorkers) / service)
        }
        // Drawn times may come out somewhat shorter than their means.
        return rates.min().map { min(100_000, 1.25 * $0) } ?? 0
    }
}
