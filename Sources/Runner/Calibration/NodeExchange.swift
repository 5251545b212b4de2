import Core
import Glibc
import Measurement
import Node
import NodeProcess
import Topology
import Workload

/// The same exchange by nodes: a trial of one server and its clients as any experiment would run it.
struct NodeExchange {
    let exchange: Exchange
    let schedule: Schedule
    let site: CalibrationSite

    /// Runs it once.
    ///
    /// The number sets its sample files and connections apart from other rounds'.
    func run(number: Int) throws(TrialError) -> Side {
        let trial = trial(number: number)
        defer { removeSamples(of: trial) }
        let running = ProcessTrial(trial, in: site.environment)
        let processors = site.processors
        running.fleet.processor = { $0.position == 0 ? processors.server : processors.clients }
        return side(try running.run())
    }

    /// Also used to start a single node.
    func trial(number: Int) -> TrialPlan {
        let setting = TopologySetting(
            participants: exchange.participants, keys: Exchange.keys)
        let workload = RequestWorkload(
            loop: .closed(outstanding: exchange.outstanding), arrivals: .constant,
            readShare: Exchange.readShare, keys: Exchange.keys, popularity: .uniform,
            valueBytes: Exchange.valueBytes)
        let plan = OperationPlan(
            workload: workload, participants: exchange.participants, schedule: schedule, seed: 1,
            repetition: 1)
        var settings = NodeSettings()
        settings.valueBytes = UInt32(Exchange.valueBytes)
        let star = site.star(setting)
        return TrialPlan(
            number: number, label: exchange.rawValue, topologyKind: type(of: star).kind,
            topology: star, setting: setting, plan: plan, settings: settings)
    }

    func removeSamples(of trial: TrialPlan) {
        for index in trial.topology.members.indices {
            unlink(site.environment.samplePath(of: NodeID(index), start: 1, in: trial))
        }
    }

    private func side(_ record: TrialRecord) -> Side {
        let answered = record.nodes.flatMap(\.samples)
            .filter { $0.phase == .measure && $0.status == .ok }
        let responses = Distribution(
            answered.map { $0.doneNanoseconds - $0.intendedNanoseconds })
        return Side(
            operationsPerSecond: Double(answered.count) / schedule.measureNanoseconds.inSeconds,
            p50Nanoseconds: Double(responses.value(at: .p50) ?? 0),
            p99Nanoseconds: Double(responses.value(at: .p99) ?? 0),
            client: effort(of: record.nodes.dropFirst(), in: record, measured: answered.count),
            server: effort(of: record.nodes.prefix(1), in: record, measured: answered.count))
    }

    /// Processor time is that of measurement; waits are those of a process's whole life, and so are
    /// the operations they are divided by.
    private func effort(
        of nodes: ArraySlice<NodeRecord>, in record: TrialRecord, measured: Int
    ) -> Effort {
        func total(_ number: (NodeRecord) -> Nanoseconds?) -> Double {
            nodes.reduce(0) { $0 + Double(number($1) ?? 0) }
        }
        let operations = Double(max(1, measured))
        let ever = record.nodes.reduce(0) { $0 + $1.samples.count }
        return Effort(
            user: total(\.cpuUserNanoseconds) / operations / 1e3,
            system: total(\.cpuSystemNanoseconds) / operations / 1e3,
            waits: total { $0.waits.map { Nanoseconds(clamping: $0) } } / Double(max(1, ever)))
    }
}
