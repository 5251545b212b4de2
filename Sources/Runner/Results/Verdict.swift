import Core
import Glibc
import Links
import Measurement
import Topology
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
    /// A tail of lags shorter than this never makes a trial invalid, in nanoseconds: it is what timers
    /// and wake-ups of a quiet host take at their worst.
    private static let harmlessLagNanoseconds: Nanoseconds = .microseconds(250)
    /// Added to every response before it is asked whether they change, so that what the host alone
    /// makes of very short ones says nothing.
    private static let hostNoiseNanoseconds: Nanoseconds = .milliseconds(1)
    /// Operations sent so soon after the end of measurement were still in time.
    private static let graceNanoseconds: Nanoseconds = .milliseconds(1)

    /// `areIdentitiesKept` says whether the instrument agrees with itself on the trial's data.
    init(
        _ outcome: Outcome, _ clocks: Clocks, areIdentitiesKept: Bool = true, isDebugBuild: Bool
    ) {
        var reasons: [String] = []
        if Self.hasLag(clocks) || Self.stoodStill(outcome) { reasons.append("generator_lag") }
        if Self.missesRate(outcome) { reasons.append("generator_rate") }
        if Self.isHostSaturated(outcome) { reasons.append("host_cpu") }
        // Before a link of an asked rate, a full queue is a finding.
        if outcome.trial.network.isConstant,
            outcome.record.nodes.contains(where: { $0.counters.queueFull > 0 })
        {
            reasons.append("sender_drops")
        }
        if Self.missesLinks(outcome) { reasons.append("link_fidelity") }
        if Self.isUnsettled(outcome) { reasons.append("not_stationary") }
        if !areIdentitiesKept { reasons.append("identity") }
        if isDebugBuild { reasons.append("debug_build") }
        self.reasons = reasons
    }

    /// Half of the tail of the responses, or more, would be the generator's own.
    private static func hasLag(_ clocks: Clocks) -> Bool {
        if let worst = clocks.lag.max, worst > longestStallNanoseconds { return true }
        // Against ok alone: the timeouts of an arm that fails would hide any lag.
        guard let lag = clocks.lag.value(at: .p99) else { return false }
        let response = (clocks.responseOK.value(at: .p99) ?? clocks.response.value(at: .p99)) ?? 0
        return lag > harmlessLagNanoseconds && lag > response / 2
    }

    /// A participant did not get to run, though nobody had asked it to stop: answers that came
    /// meanwhile look slow, and it was not the server.
    private static func stoodStill(_ outcome: Outcome) -> Bool {
        hasStall(outcome) { $0.participant != nil }
    }

    private static func hasStall(_ outcome: Outcome, of isMeant: (Member) -> Bool) -> Bool {
        zip(outcome.trial.topology.members, outcome.record.nodes).contains { member, node in
            isMeant(member)
                && node.counters.worstTickNanoseconds > UInt64(longestStallNanoseconds)
        }
    }

    /// Packets left the switch later than their links asked for, or were dropped unasked, or it had no
    /// time left for them.
    private static func missesLinks(_ outcome: Outcome) -> Bool {
        guard let fidelity = outcome.record.network?.fidelity else { return false }
        let busy = Double(fidelity.cpuNanoseconds)
        return fidelity.lateP99 > UInt64(LinkTolerance.lateP99Nanoseconds)
            || fidelity.lateMaximum > UInt64(LinkTolerance.lateMaximumNanoseconds)
            || fidelity.unasked > 0
            || busy
                > LinkTolerance.busyShare * Double(outcome.trial.schedule.measureNanoseconds)
    }

    /// The nodes kept nearly all the host's cores busy, or the host kept one of them, or the runner,
    /// from running: what was measured is the host.
    private static func isHostSaturated(_ outcome: Outcome) -> Bool {
        let busy = outcome.record.nodes.reduce(0) {
            $0 + ($1.cpuUserNanoseconds ?? 0) + ($1.cpuSystemNanoseconds ?? 0)
        }
        let carried = Nanoseconds(outcome.record.network?.fidelity?.cpuNanoseconds ?? 0)
        let offered = outcome.trial.schedule.measureNanoseconds * Nanoseconds(onlineCores)
        if Double(busy + carried) > saturatedShare * Double(offered) { return true }
        // Or a server did not get to run, though nobody had asked it to stop, or the blow fell late.
        if hasStall(outcome, of: { $0.participant == nil }) { return true }
        let latestBlow =
            outcome.record.faults.compactMap { fault in
                fault.applied.map { $0 - fault.asked }
            }.max() ?? 0
        return latestBlow > longestStallNanoseconds
    }

    /// The responses changed during measurement, and no fault was to change them; an overloaded
    /// provider, whose queue grows for as long as it is asked, is a finding.
    private static func isUnsettled(_ outcome: Outcome) -> Bool {
        let due = outcome.measured.filter { $0.status != .nodeDown }
        let end = outcome.trial.schedule.measureNanoseconds
        let done = due.count { $0.status == .ok && $0.doneNanoseconds < end }
        guard outcome.record.faults.isEmpty, Double(done) >= 0.99 * Double(due.count) else {
            return false
        }
        let settled = due.filter { $0.status == .ok }
            .sorted { $0.intendedNanoseconds < $1.intendedNanoseconds }
        let verdict = Stationarity(
            times: settled.map(\.intendedNanoseconds),
            responses: settled.map {
                $0.doneNanoseconds - $0.intendedNanoseconds + hostNoiseNanoseconds
            })
        switch verdict {
        case .notStationary, .warmUpTooShort: return true
        case .stationary, nil: return false
        }
    }

    private static var onlineCores: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

    /// Operations handed over before measurement ended, against those that were due.
    private static func missesRate(_ outcome: Outcome) -> Bool {
        guard case .open = outcome.trial.plan.workload.loop else { return false }
        let due = outcome.measured.filter { $0.status != .nodeDown }
        let end = outcome.trial.schedule.measureNanoseconds
        let sent = due.count { $0.wasIssued && $0.sentNanoseconds < end + graceNanoseconds }
        return Double(due.count - sent) > rateTolerance * Double(due.count)
    }
}
