import Core
import Runner
import Workload

/// One line on a terminal that says where a run stands; nothing in a pipe.
final class ProgressLine {
    private let isShown: Bool
    private var lastRecorded = 0
    private var lastAt: Nanoseconds = 0
    private var rate = 0.0

    init(isShown: Bool) {
        self.isShown = isShown
    }

    func show(_ progress: CampaignProgress) {
        guard isShown else { return }
        updateRate(progress)
        let schedule = progress.trial.schedule
        let phase =
            progress.at < 0
            ? "warming up"
            : "measuring \(Self.tenths(progress.at)) of "
                + "\(Self.tenths(schedule.measureNanoseconds)) s"
        Console.overwrite(
            "trial \(progress.index + 1) of \(progress.count)  \(progress.trial.label)  \(phase)  "
                + "\(Int(rate)) operations/s  about \(secondsLeft(progress)) s left")
    }

    func clear() {
        if isShown { Console.overwrite("") }
    }

    /// Over half a second or so, so that the number can be read.
    private func updateRate(_ progress: CampaignProgress) {
        if progress.recorded < lastRecorded || progress.at < lastAt {
            (lastRecorded, lastAt) = (progress.recorded, progress.at)
        }
        let elapsed = progress.at - lastAt
        guard elapsed >= .milliseconds(500) else { return }
        rate = Double(progress.recorded - lastRecorded) / elapsed.inSeconds
        (lastRecorded, lastAt) = (progress.recorded, progress.at)
    }

    private func secondsLeft(_ progress: CampaignProgress) -> Int {
        let schedule = progress.trial.schedule
        let whole = schedule.warmupNanoseconds + schedule.measureNanoseconds + .seconds(1)
        let later = Int64(progress.count - progress.index - 1) * whole
        let here = schedule.measureNanoseconds - progress.at
        return Int((later + max(0, here)).inSeconds.rounded(.up))
    }

    private static func tenths(_ length: Nanoseconds) -> String {
        let tenths = max(0, length) / .milliseconds(100)
        return "\(tenths / 10).\(tenths % 10)"
    }
}
