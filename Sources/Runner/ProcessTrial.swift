package import Core
import Faults
import Glibc
package import Measurement
import Node
import NodeProcess
import Topology
import Transport

/// One trial on real processes, over loopback or in networks of their own: its phases, one after another.
package final class ProcessTrial {
    let trial: TrialPlan
    let environment: TrialEnvironment
    let fleet: Fleet
    var faults: [AppliedFault] = []
    /// What faults have made worse for the time being.
    var conditions = Conditions()
    /// By node order: the impaired ways each has been told of last.
    var toldWays: [[ImpairedWay]] = []
    var measurementStart = Instant.never
    /// Called about ten times a second while the load runs: time since measurement began, and
    /// operations recorded so far.
    package var progress: (_ at: Nanoseconds, _ recorded: Int) -> Void = { _, _ in }
    /// Each participant's sample file as its node writes it.
    var recordings: [AttachedSampleFile] = []

    package init(_ trial: TrialPlan, in environment: TrialEnvironment) {
        self.trial = trial
        self.environment = environment
        fleet = Fleet(trial, in: environment)
    }

    /// Runs the trial; whatever happens, none of its processes is left.
    ///
    /// - Throws: `TrialError`, after which the trial has no result.
    package func run() throws(TrialError) -> TrialRecord {
        defer {
            fleet.destroy()
            removeLogs()
        }
        try fleet.makeNetwork()
        try spawn()
        try join()
        try begin()
        try runLoad()
        try drain()
        return try collect()
    }

    /// The data of a trial is of no use after it.
    private func removeLogs() {
        guard trial.settings.durability == .log else { return }
        for index in trial.topology.members.indices {
            unlink(environment.logPath(of: NodeID(index), in: trial))
        }
    }

    /// Starts and connects the nodes, and holds them until it is interrupted.
    package func serve(whenUp: () -> Void) throws(TrialError) {
        defer {
            fleet.destroy()
            removeLogs()
        }
        try fleet.makeNetwork()
        try spawn()
        try join()
        whenUp()
        fleet.phase = .load
        try fleet.turn(until: .never)
    }
}
