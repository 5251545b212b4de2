import Core
import Glibc
import Measurement
package import Topology
import Workload

/// Measures what this host can do, and how the nodes compare with bare C on it.
package enum Calibration {
    /// Every exchange is repeated this often on either side.
    static let rounds = 5

    /// Processes of the largest exchange.
    package static let nodeCount = 1 + (Exchange.allCases.map(\.participants).max() ?? 0)

    private static let schedule = Schedule(
        warmupNanoseconds: .seconds(0.3), measureNanoseconds: .seconds(0.8),
        drainNanoseconds: .seconds(1))

    /// Measures everything, which takes up to a minute.
    ///
    /// Nodes run in `environment`, their sample files are removed again; `star` makes the topology of
    /// one server and its clients, as bare C has them; `selfExecutable` calls
    /// `BaselineProcess.main` when told to; `progress` is told what is measured next. When it throws a
    /// `CalibrationError`, none of the processes is left either.
    package static func run(
        in environment: TrialEnvironment, star: @escaping (TopologySetting) -> any Topology,
        selfExecutable: String, progress: (String) -> Void
    ) throws(CalibrationError) -> CalibrationResult {
        let site = CalibrationSite(
            star: star, environment: environment, selfExecutable: selfExecutable,
            processors: .allowed)
        let costs = HostCosts(site: site)
        progress("clock, recorder, timers and start of a node")
        let recorder = try measureRecorder(costs)
        do throws(TrialError) {
            let timer = try costs.timer()
            return CalibrationResult(
                host: HostFacts().json, processors: site.processors,
                isDebugBuild: Build.isDebug,
                comparisons: try compare(at: site, progress),
                recorder: recorder,
                timerP50Nanoseconds: Double(timer.value(at: .p50) ?? 0),
                timerP99Nanoseconds: Double(timer.value(at: .p99) ?? 0),
                spawnNanoseconds: try costs.spawn(), clockNanoseconds: costs.clock())
        } catch {
            throw .exchange(error)
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
            for round in 1...rounds {
                progress("\(exchange.title), round \(round) of \(rounds)")
                comparison.rounds.append(
                    Comparison.Round(
                        nodes: try withForeignLoad { () throws(TrialError) in
                            try nodes.run(number: round)
                        },
                        bare: try withForeignLoad { () throws(TrialError) in
                            try BaselineExchange(exchange, schedule, at: site).run()
                        }))
            }
            comparisons.append(comparison)
        }
        return comparisons
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
