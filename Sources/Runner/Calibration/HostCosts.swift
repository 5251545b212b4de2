import CLinux
import Core
import Glibc
import Measurement
import Transport
import Workload

/// What single things cost on this host, apart from any exchange.
struct HostCosts {
    let site: CalibrationSite

    private static let rounds = 5
    private static let clockReads = 200_000
    private static let appends = 200_000
    private static let timerSteps: Int64 = 1_000

    /// Nanoseconds per reading of the clock.
    func clock() -> Spread {
        Spread(
            (0..<Self.rounds).map { _ in
                let began = Monotonic.now()
                var latest = began
                for _ in 0..<Self.clockReads { latest = Monotonic.now() }
                return Double(latest - began) / Double(Self.clockReads)
            })
    }

    /// What recording one operation costs, by itself and with the clock readings it takes.
    ///
    /// - Throws: `SampleFileError` when there is no place for the samples.
    func recorder() throws(SampleFileError) -> RecorderCost {
        var plain: [Double] = []
        var withClocks: [Double] = []
        var allocations: Int64 = 0
        for round in 1...Self.rounds {
            plain.append(try time(round, &allocations, Self.fill))
            withClocks.append(try time(round, &allocations, Self.fillReadingClocks))
        }
        return RecorderCost(
            nanoseconds: Spread(plain), allocations: Int(allocations),
            withClocksNanoseconds: Spread(withClocks))
    }

    /// Nanoseconds per record, and what filling the file allocates.
    private func time(
        _ round: Int, _ allocations: inout Int64,
        _ fill: (SampleFile) throws(SampleFileError) -> Void
    ) throws(SampleFileError) -> Double {
        let path = site.environment.samplePath(
            of: NodeID(0), start: round, in: idle.trial(number: 1))
        defer { unlink(path) }
        let file = try SampleFile(
            creating: path, node: NodeID(0), start: 1,
            frame: TimeFrame(
                warmupNanoseconds: 0, measureNanoseconds: .seconds(1), drainNanoseconds: 0),
            capacity: Self.appends)
        let allocationsBefore = cl_baseline_allocations()
        let began = Monotonic.now()
        try fill(file)
        let ended = Monotonic.now()
        allocations += cl_baseline_allocations() - allocationsBefore
        return Double(ended - began) / Double(Self.appends)
    }

    /// A trial without load, for its nodes and its files.
    private var idle: NodeExchange {
        NodeExchange(
            exchange: .pingPong,
            schedule: Schedule(warmupNanoseconds: 0, measureNanoseconds: 0, drainNanoseconds: 0),
            site: site)
    }

    private static let sample = OperationSample(
        participant: 0, sequence: 0, phase: .measure, kind: .get, status: .ok, key: 0,
        intendedNanoseconds: 0, sentNanoseconds: 0, doneNanoseconds: 0)

    private static func fill(_ file: SampleFile) throws(SampleFileError) {
        var sample = sample
        for sequence in 0..<UInt32(appends) {
            sample.sequence = sequence
            try file.append(sample)
        }
    }

    private static func fillReadingClocks(_ file: SampleFile) throws(SampleFileError) {
        var sample = sample
        for sequence in 0..<UInt32(appends) {
            sample.sequence = sequence
            sample.intendedNanoseconds = Monotonic.now().nanoseconds
            sample.sentNanoseconds = Monotonic.now().nanoseconds
            sample.doneNanoseconds = Monotonic.now().nanoseconds
            try file.append(sample)
        }
    }

    /// How late the loop's turns end whose deadline is the next millisecond, in nanoseconds.
    ///
    /// - Throws: `TrialError.interrupted` or `.system`.
    func timer() throws(TrialError) -> Lateness {
        let loop = site.environment.loop
        let start = Monotonic.now()
        var late: [Nanoseconds] = []
        for step in 1...Self.timerSteps {
            let due = start + .milliseconds(step)
            while Monotonic.now() < due {
                if site.environment.interrupts.isRaised { throw .interrupted }
                do throws(SystemError) {
                    try loop.turn(until: due)
                } catch {
                    throw .system(error)
                }
            }
            late.append(Monotonic.now() - due)
        }
        let all = Distribution(late)
        return Lateness(
            p50: Double(all.value(at: .p50) ?? 0), p99: Double(all.value(at: .p99) ?? 0),
            maximum: Double(late.max() ?? 0))
    }

    /// Nanoseconds from the start of a node's process until it listens.
    ///
    /// - Throws: `TrialError` when it cannot be started.
    func spawn() throws(TrialError) -> Spread {
        let trial = idle.trial(number: 1)
        var taken: [Double] = []
        for _ in 0..<Self.rounds {
            let fleet = Fleet(trial, in: site.environment)
            defer { site.removeSamples(of: trial) }
            let began = Monotonic.now()
            try fleet.spawn(NodeID(0))
            try fleet.awaitAll(.spawn, limit: .seconds(10)) { $0.isListening }
            taken.append(Double(Monotonic.now() - began))
            fleet.destroy()
        }
        return Spread(taken)
    }
}
