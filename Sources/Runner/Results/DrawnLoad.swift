import Core
import Measurement
import Workload

/// The load that a trial's own draws came to: what a prediction that is held against its results goes
/// by, since a short trial is seldom offered just what the experiment names.
struct DrawnLoad {
    /// Operations intended in measurement, per second.
    let ratePerSecond: Double
    /// The mean of the service times drawn for them, before an arm's `speed` divides it.
    let meanServiceNanoseconds: Double

    init(_ outcome: Outcome) {
        let plan = outcome.trial.plan
        let measured = outcome.measured
        ratePerSecond = Double(measured.count) / plan.schedule.measureNanoseconds.inSeconds
        guard plan.workload.serviceTime.squaredVariation > 0, !measured.isEmpty else {
            meanServiceNanoseconds = plan.workload.serviceTime.meanNanoseconds
            return
        }
        var streams = (0..<plan.participants).map { plan.stream(participant: $0) }
        var sum = 0.0
        // By participant and sequence, as the streams are.
        for operation in measured {
            while let planned = streams[Int(operation.participant)].next() {
                guard planned.sequence == operation.sequence else { continue }
                sum += Double(planned.serviceNanoseconds)
                break
            }
        }
        meanServiceNanoseconds = sum / Double(measured.count)
    }
}
