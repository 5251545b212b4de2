import Core
import Glibc
import Measurement
import Workload

/// Whether a trial may be believed, and if not, why.
struct Verdict {
    /// Names of the contract's closed list, in its order.
    let reasons: [String]

    var isValid: Bool { reasons.isEmpty }

    /// Sent operations may fall short of the plan by this share.
    private static let rateTolerance = 0.005
    /// Of the host's processor time, used by the nodes alone.
    private static let saturatedShare = 0.95
    /// A node or the runner that could not run for longer spoils a trial, in nanoseconds.
    private static let longestStallNanoseconds: Nanoseconds = .milliseconds(100)
    /// A lag shorter than this never makes a trial invalid, in nanoseconds.
    private static let harmlessLagNanoseconds: Nanoseconds = .milliseconds(1)

    init(_ outcome: Outcome, _ clocks: Clocks, isDebugBuild: Bool) {
        var reasons: [String] = []
        if Self.hasLag(clocks) { reasons.append("generator_lag") }
        if Self.missesRate(outcome) { reasons.append("generator_rate") }
        if Self.isHostSaturated(outcome) { reasons.append("host_cpu") }
        if outcome.record.nodes.contains(where: { $0.counters.queueFull > 0 }) {
            reasons.append("sender_drops")
        }
        if isDebugBuild { reasons.append("debug_build") }
        self.reasons = reasons
    }

    /// The tail of the responses would be the generator's own.
    private static func hasLag(_ clocks: Clocks) -> Bool {
        // Against ok alone: the timeouts of an arm that fails would hide any lag.
        guard let lag = clocks.lag.value(at: .p99) else { return false }
        let response = clocks.responseOK.value(at: .p99) ?? 0
        return lag > harmlessLagNanoseconds && lag > response / 2
    }

    /// The nodes kept nearly all the host's cores busy, or the host kept one of them, or the runner,
    /// from running: what was measured is the host.
    private static func isHostSaturated(_ outcome: Outcome) -> Bool {
        let busy = outcome.record.nodes.reduce(0) {
            $0 + ($1.cpuUserNanoseconds ?? 0) + ($1.cpuSystemNanoseconds ?? 0)
        }
        let offered = outcome.trial.schedule.measureNanoseconds * Nanoseconds(onlineCores)
        if Double(busy) > saturatedShare * Double(offered) { return true }
        // Or one of them did not get to run, though nobody had asked it to stop, or the blow fell
        // late.
        let worstTick = outcome.record.nodes.map(\.counters.worstTickNanoseconds).max() ?? 0
        let latestBlow =
            outcome.record.faults.compactMap { fault in
                fault.applied.map { $0 - fault.asked }
            }.max() ?? 0
        return worstTick > UInt64(longestStallNanoseconds) || latestBlow > longestStallNanoseconds
    }

    private static var onlineCores: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

    /// Operations handed over before measurement ended, against those that were due.
    private static func missesRate(_ outcome: Outcome) -> Bool {
        guard case .open = outcome.trial.plan.workload.loop else { return false }
        let due = outcome.measured.filter { $0.status != .nodeDown }
        let end = outcome.trial.schedule.measureNanoseconds
        let sent = due.count { $0.wasIssued && $0.sentNanoseconds < end + harmlessLagNanoseconds }
        return Double(due.count - sent) > rateTolerance * Double(due.count)
    }
}
