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
        defer { site.removeSamples(of: trial) }
        let running = ProcessTrial(trial, in: site.environment)
        let processors = site.processors
        running.fleet.processor = { $0.position == 0 ? processors.server : processors.clients }
        return side(try running.run())
    }

    /// Also used to start a single node.
    func trial(number: Int) -> TrialPlan {
        let workload = RequestWorkload(
            loop: .closed(outstanding: exchange.outstanding), arrivals: .constant,
            readShare: Exchange.readShare, keys: Exchange.keys, popularity: .uniform,
            valueBytes: Exchange.valueBytes)
        return site.trial(
            number: number, label: exchange.rawValue, participants: exchange.participants,
            workload: workload, schedule: schedule)
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
