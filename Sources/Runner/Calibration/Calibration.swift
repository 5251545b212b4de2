import Core
import Glibc
import Measurement
package import Topology
import Workload

/// Measures what this host can do, and how the nodes compare with bare C on it.
package enum Calibration {
    /// Every echo that has bare C alone is repeated this often.
    private static let echoRounds = 3

    /// Processes of the largest exchange.
    package static let nodeCount = 1 + (Exchange.allCases.map(\.participants).max() ?? 0)

    private static let schedule = Schedule(
        warmupNanoseconds: .seconds(0.3), measureNanoseconds: .seconds(0.8),
        drainNanoseconds: .seconds(1))

    /// Measures everything, which takes up to two minutes.
    ///
    /// Nodes run in `environment`, and in `emulated` where they have networks of their own; their sample
    /// files are removed again; `star` makes the topology of one server and its clients, as bare C has
    /// them; `selfExecutable` calls `BaselineProcess.main` and `CleanupProcess.main` when told to;
    /// `progress` is told what is measured next. When it throws a `CalibrationError`, none of the
    /// processes is left either.
    package static func run(
        in environment: TrialEnvironment, emulated: TrialEnvironment,
        star: @escaping (TopologySetting) -> any Topology, selfExecutable: String,
        progress: @escaping (String) -> Void
    ) throws(CalibrationError) -> CalibrationResult {
        let site = CalibrationSite(
            star: star, environment: environment, selfExecutable: selfExecutable,
            processors: .allowed)
        var emulatedSite = site
        emulatedSite.environment = emulated
        let network = EmulatedCosts(loopback: site, emulated: emulatedSite, progress: progress)
        let costs = HostCosts(site: site)
        progress("clock, recorder, timers and start of a node")
        let recorder = try measureRecorder(costs)
        do throws(TrialError) {
            let lateness = try costs.timer()
            progress("heap memory on an operation's way")
            let dataPath = try DataPath(site: site).measure()
            return CalibrationResult(
                host: HostFacts().json, processors: site.processors,
                isDebugBuild: Build.isDebug,
                comparisons: try compare(at: site, progress),
                echoes: try echoes(at: site, progress), emulated: try outcome(of: network),
                recorder: recorder, dataPath: dataPath,
                lateness: lateness,
                spawnNanoseconds: try costs.spawn(), clockNanoseconds: costs.clock())
        } catch {
            throw .exchange(error)
        }
    }

    /// A host that gives no networks is measured without.
    private static func outcome(
        of network: EmulatedCosts
    ) throws(TrialError) -> EmulatedOutcome {
        switch NamespaceProbe.run() {
        case .works: .measured(try network.measure())
        case .refused(let what, let why): .refused(what: what, why: why)
        }
    }

    private static func measureRecorder(
        _ costs: HostCosts
    ) throws(CalibrationError) -> RecorderCost {
        do throws(SampleFileError) {
            return try costs.recorder()
        } catch {
            throw .samples(error)
        }
    }

    /// Nodes, C, nodes, C: by turns, so that what drifts with time moves both.
    private static func compare(
        at site: CalibrationSite, _ progress: (String) -> Void
    ) throws(TrialError) -> [Comparison] {
        var comparisons: [Comparison] = []
        for exchange in Exchange.allCases {
            var comparison = Comparison(exchange: exchange, rounds: [])
            let nodes = NodeExchange(exchange: exchange, schedule: schedule, site: site)
            for round in 1...exchange.rounds {
                progress("\(exchange.title), round \(round) of \(exchange.rounds)")
                comparison.rounds.append(
                    Comparison.Round(
                        nodes: try withForeignLoad { () throws(TrialError) in
                            try nodes.run(number: round)
                        },
                        bare: try withForeignLoad { () throws(TrialError) in
                            try BaselineExchange(exchange.bareShape, schedule, at: site).run()
                        }))
            }
            comparisons.append(comparison)
        }
        return comparisons
    }

    private static func echoes(
        at site: CalibrationSite, _ progress: (String) -> Void
    ) throws(TrialError) -> [EchoBaseline] {
        let limit = HostFacts().limits.openFiles?.soft ?? 0
        var echoes: [EchoBaseline] = []
        for connections in EchoBaseline.connectionCounts {
            let needed = connections + EchoBaseline.spareDescriptors
            guard needed <= limit else {
                echoes.append(
                    EchoBaseline(
                        connections: connections, outcome: .skipped(neededDescriptors: needed)))
                continue
            }
            let shape = BaselineExchange.Shape(
                clients: 1, outstanding: connections, frames: false)
            var sides: [Side] = []
            for round in 1...echoRounds {
                progress("bare C, \(connections) connections, round \(round) of \(echoRounds)")
                sides.append(
                    try withForeignLoad { () throws(TrialError) in
                        try BaselineExchange(shape, schedule, at: site).run()
                    })
            }
            echoes.append(EchoBaseline(connections: connections, outcome: .measured(sides)))
        }
        return echoes
    }

    private static func withForeignLoad(
        _ round: () throws(TrialError) -> Side
    ) throws(TrialError) -> Side {
        let load = ForeignLoad()
        var side = try round()
        side.foreignShare = load.share
        return side
    }
}
