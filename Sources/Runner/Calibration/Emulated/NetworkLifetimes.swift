import Core
import Glibc
import Transport
import Workload

/// Makes many networks, kills their switch, and sees what is gone when.
struct NetworkLifetimes {
    static let count = 200

    let site: CalibrationSite
    private static let limitNanoseconds: Nanoseconds = .seconds(15)

    /// Measures it once.
    func measure(number: Int) throws(TrialError) -> NetworkLifetime {
        let cleanup = try start()
        defer { cleanup.destroy() }
        try hear("ready", from: cleanup)
        let fleet = Fleet(trial(number: number), in: site.environment)
        defer { fleet.destroy() }
        let began = Monotonic.now()
        try fleet.makeNetwork()
        let up = Monotonic.now()
        fleet.network?.handle.destroy()
        let gone = Monotonic.now()
        do throws(SystemError) {
            try cleanup.channel.send("wait")
        } catch {
            throw .system(error)
        }
        try hear("done", from: cleanup)
        let cleaned = Monotonic.now()
        return NetworkLifetime(
            upNanoseconds: Double(up - began), goneNanoseconds: Double(gone - up),
            cleanedNanoseconds: Double(cleaned - up))
    }

    /// None of its nodes is ever started.
    private func trial(number: Int) -> TrialPlan {
        let idle = Schedule(warmupNanoseconds: 0, measureNanoseconds: 0, drainNanoseconds: 0)
        return site.trial(
            number: number, label: "networks", participants: Self.count - 1,
            workload: EmulatedLoad.timing.workload, schedule: idle)
    }

    private func start() throws(TrialError) -> NodeHandle {
        do throws(SystemError) {
            return try NodeHandle(
                name: "cleanup", executable: site.selfExecutable,
                arguments: [CleanupProcess.argument], on: site.environment.loop)
        } catch {
            throw .spawn(node: "cleanup", error)
        }
    }

    private func hear(_ word: String, from handle: NodeHandle) throws(TrialError) {
        let deadline = Monotonic.now() + Self.limitNanoseconds
        while Monotonic.now() < deadline {
            if handle.channel.nextLine() == word { return }
            if let end = handle.end {
                throw .died(
                    node: handle.name, how: end.how, during: .network, lastWords: handle.lastWords)
            }
            if site.environment.interrupts.isRaised { throw .interrupted }
            do throws(SystemError) {
                try site.environment.loop.turn(until: deadline)
            } catch {
                throw .system(error)
            }
        }
        throw .timeLimit(
            .network, seconds: Self.limitNanoseconds.inSeconds, missing: [handle.name])
    }
}
